/**
 * Playwright with the network, the servers and the browser's life in the test's hands.
 *
 * ```ts
 * test('opens offline', async ({ servers, device, way }) => {
 *   await servers.kill();
 *   await device.relaunch();
 *   await device.page.goto(servers.url);
 * });
 * ```
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { Device, Servers } from './world.ts';

interface TestFixtures {
	/** A new browser with a profile of its own. */
	device: Device;
	/** Starts further ones. */
	newDevice: () => Promise<Device>;
	resetServers: void;
}

interface WorkerFixtures {
	/** The local Clerk, the local Convex and the app, with their seed data at the start of each test. */
	servers: Servers;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
	servers: [
		async ({ browserName: _ }, use) => {
			const servers = new Servers(await mkdtemp(join(tmpdir(), 'servers-')));
			await servers.start();
			await use(servers);
			await servers.stop();
		},
		{ scope: 'worker' }
	],
	// Before and not after, so that a test that failed leaves its data to look at.
	resetServers: [
		async ({ servers }, use) => {
			await servers.reset();
			await use();
		},
		{ auto: true }
	],
	newDevice: async ({ contextOptions, launchOptions, baseURL, viewport, colorScheme }, use) => {
		const devices: Device[] = [];
		await use(async () => {
			const device = await Device.create({
				...contextOptions,
				...launchOptions,
				baseURL,
				viewport,
				colorScheme
			});
			devices.push(device);
			return device;
		});
		await Promise.all(devices.map((device) => device.close()));
	},
	device: async ({ newDevice }, use) => {
		await use(await newDevice());
	}
});

export { expect } from '@playwright/test';
export { WAYS_OFFLINE, type WayOffline } from './ways-offline.ts';
export { Device, Servers, type ServerName } from './world.ts';
