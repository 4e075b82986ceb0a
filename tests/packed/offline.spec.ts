/** The offline kit as its users have it: out of the package, on an app of their own. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, mergeTests, test as playwright } from '@playwright/test';
import type * as OfflineKit from '../../src/lib/offline-kit/index.ts';
import { openSignedIn } from '../e2e/app.ts';
import { onlyInAll } from '../only-in-all.ts';
import { APP, appOn, test as packed } from './packed-app.ts';

const { resolve } = createRequire(join(APP, 'package.json'));
const kit = (await import(
	pathToFileURL(resolve('clerk-convex-svelte/testing')).href
)) as typeof OfflineKit;

const test = mergeTests(packed, playwright.extend(kit.offlineFixtures)).extend({
	redirect: ({ servers }, use) => use(servers.redirect)
});

/** Convex's client takes a minute to notice the others in an open page; tests/e2e has them all. */
const NOTICED_AT_ONCE: readonly string[] = ['switched-off', 'servers-gone', 'captive-portal'];

for (const way of kit.WAYS_OFFLINE.filter((way) => NOTICED_AT_ONCE.includes(way))) {
	test(
		`the packed kit takes an app’s network away, and gives it back: ${way}`,
		onlyInAll(way !== 'servers-gone'),
		async ({ servers, device }) => {
			expect(device).toBeInstanceOf(kit.Device);
			await openSignedIn(servers, device);
			const { connection, messages, send } = appOn(device.page);
			await expect(connection).toHaveText('online');
			await send('Before');
			await expect(messages).toHaveText(['Ada Lovelace: Before']);

			await device.goOffline(way);
			await expect(connection).toHaveText('offline');
			await expect(messages).toHaveText(['Ada Lovelace: Before']);
			await device.goOnline();
			await expect(connection).toHaveText('online');
		}
	);
}

test('the packed kit takes one server away, for as long as it is told to', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	const { connection, messages, send } = appOn(device.page);
	await send('Before');
	await expect(messages).toHaveText(['Ada Lovelace: Before']);
	device.network.takeAway('black-hole', ({ port }) => port === servers.builtFor.convex);
	await device.page.reload();
	await expect(messages).toHaveText(['Ada Lovelace: Before']);
	await expect(connection).toHaveText('offline');

	// A kill would take the cookie of the sign-in with it.
	await device.quit();
	await device.launch();
	await device.page.goto(servers.url);
	await expect(appOn(device.page).messages).toHaveText(['Ada Lovelace: Before']);
	await expect(appOn(device.page).connection).toHaveText('offline');
	device.network.giveBack();
	await expect(appOn(device.page).connection).toHaveText('online');
});
