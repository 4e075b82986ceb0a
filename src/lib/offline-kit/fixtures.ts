import type {
	Fixtures,
	PlaywrightTestArgs,
	PlaywrightTestOptions,
	PlaywrightWorkerArgs,
	PlaywrightWorkerOptions
} from '@playwright/test';
import { Device, type DeviceOptions } from './device.js';
import type { NetworkOptions } from './network.js';

/** What {@link offlineFixtures} give to a test. */
export interface OfflineFixtures {
	/** An option: the ports that lead elsewhere for every browser of the test ({@link NetworkOptions}). */
	redirect: NonNullable<NetworkOptions['redirect']>;
	/** A browser with a profile and a network of its own, closed after the test. */
	device: Device;
	/** Starts further ones; the options go before those of Playwright's configuration. */
	newDevice: (options?: DeviceOptions) => Promise<Device>;
}

/**
 * Fixtures for Playwright.
 *
 * ```ts
 * import { test as base } from '@playwright/test';
 * import { offlineFixtures } from 'clerk-convex-svelte/testing';
 *
 * const test = base.extend(offlineFixtures);
 * ```
 */
export const offlineFixtures: Fixtures<
	OfflineFixtures,
	object,
	PlaywrightTestArgs & PlaywrightTestOptions,
	PlaywrightWorkerArgs & PlaywrightWorkerOptions
> = {
	redirect: [{}, { option: true }],
	newDevice: async ({ playwright, browserName, redirect }, use) => {
		const devices: Device[] = [];
		await use(async (options) => {
			const device = await Device.create(playwright[browserName], { redirect, ...options });
			devices.push(device);
			return device;
		});
		await Promise.all(devices.map((device) => device.close()));
	},
	device: async ({ newDevice }, use) => {
		await use(await newDevice());
	}
};
