/**
 * The library's offline kit (src/lib/offline-kit), and the servers that this repository's app runs on.
 *
 * ```ts
 * test('opens offline', async ({ servers, device }) => {
 *   await device.relaunch();
 *   await device.goOffline('black-hole');
 *   await device.page.goto(servers.url);
 * });
 * ```
 */
import { test as base } from '@playwright/test';
import { offlineFixtures } from '../../src/lib/offline-kit/index.ts';
import { Servers } from './servers.ts';

interface TestFixtures {
	resetServers: void;
}

interface WorkerFixtures {
	/** The local Clerk, the local Convex and the app, with their seed data at the start of each test. */
	servers: Servers;
}

export const test = base.extend(offlineFixtures).extend<TestFixtures, WorkerFixtures>({
	servers: [({ browserName: _ }, use) => Servers.during(use), { scope: 'worker' }],
	redirect: ({ servers }, use) => use(servers.redirect),
	// Before and not after, so that a test that failed leaves its data to look at.
	resetServers: [
		async ({ servers }, use) => {
			await servers.reset();
			await use();
		},
		{ auto: true }
	]
});

export { expect } from '@playwright/test';
export { WAYS_OFFLINE, type Device } from '../../src/lib/offline-kit/index.ts';
export { Servers, type ServerName } from './servers.ts';
