import type {
	Fixtures,
	PlaywrightTestArgs,
	PlaywrightTestOptions,
	PlaywrightWorkerArgs,
	PlaywrightWorkerOptions
} from '@playwright/test';
import { Device, type DeviceOptions } from './device.js';
import type { NetworkOptions } from './network.js';

/** For one device: as {@link OfflineFixtures.sharesBrowser}, and what Playwright calls options. */
export type NewDeviceOptions = DeviceOptions & { sharesBrowser?: boolean };

/** What {@link offlineFixtures} give to a test. */
export interface OfflineFixtures {
	/** An option: the ports that lead elsewhere for every browser of the test ({@link NetworkOptions}). */
	redirect: NonNullable<NetworkOptions['redirect']>;
	/**
	 * An option: whether devices are private windows of the worker's one browser (`Device.share`). They
	 * are there in a fraction of the time, and cannot be killed.
	 */
	sharesBrowser: boolean;
	/** A browser with a profile and a network of its own, closed after the test. */
	device: Device;
	/** Starts further ones; the options go before those of Playwright's configuration. */
	newDevice: (options?: NewDeviceOptions) => Promise<Device>;
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
	sharesBrowser: [false, { option: true }],
	newDevice: async ({ playwright, browser, browserName, redirect, sharesBrowser }, use) => {
		const devices: Device[] = [];
		await use(async ({ sharesBrowser: isShared = sharesBrowser, ...given } = {}) => {
			const options = { redirect, ...given };
			const device = isShared
				? await Device.share(browser, options)
				: await Device.create(playwright[browserName], options);
			devices.push(device);
			return device;
		});
		await Promise.all(devices.map((device) => device.close()));
	},
	device: async ({ newDevice }, use) => {
		await use(await newDevice());
	}
};
