/** An app that brings clerk-js itself, the real one, and whose network is gone when it loads. */
import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { openSignedIn } from '../e2e/app.ts';
import { onlyInAll } from '../only-in-all.ts';
import { APP, appOn, test } from './packed-app.ts';

const { resolve } = createRequire(import.meta.url);
await copyFile(
	join(resolve('@clerk/clerk-js'), '../clerk.browser.js'),
	join(APP, 'dist/own-clerk.js')
);

/** Takes Clerk's servers away from a page, until the function that is returned is called. */
async function takeClerkAway(page: Page): Promise<() => Promise<void>> {
	const isClerks = /\/__clerk\//;
	await page.route(isClerks, (route) => route.abort('internetdisconnected'));
	return () => page.unroute(isClerks);
}

const isSameClerk = (page: Page) =>
	page.evaluate(() => {
		const { Clerk, ownClerk } = window as unknown as Record<string, unknown>;
		return Clerk !== undefined && Clerk === ownClerk;
	});

test(
	'its user stays signed in, and is live once Clerk can be reached',
	onlyInAll(),
	async ({ servers, device }) => {
		await openSignedIn(servers, device);
		const { page } = device;
		const app = appOn(page);
		await app.send('Before');
		await expect(app.messages).toHaveText(['Ada Lovelace: Before']);
		const scripts: string[] = [];
		page.on('request', (request) => {
			if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
		});

		const giveBack = await takeClerkAway(page);
		await page.goto(`${servers.url}/own-clerk.html`);
		await expect(app.messages).toHaveText(['Ada Lovelace: Before']);
		await expect(app.source).toHaveText('cached');
		await expect(app.connection).toHaveText('offline');
		await expect(app.account).toContainText('authenticated');
		await giveBack();
		await expect(app.source).toHaveText('live');
		await expect(app.account).toHaveText('authenticated as Ada Lovelace');
		expect(
			scripts.filter((path) => /clerk.*\.js$/.test(path) && !path.startsWith('/assets'))
		).toEqual(['/own-clerk.js']);
		expect(await isSameClerk(page)).toBe(true);
	}
);

test(
	'nobody is said to be signed out before Clerk can be reached',
	onlyInAll(),
	async ({ servers, device: { page } }) => {
		const giveBack = await takeClerkAway(page);
		await page.goto(`${servers.url}/own-clerk.html`);
		await expect(appOn(page).connection).toHaveText('offline');
		await expect(appOn(page).account).toHaveText('loading');
		await giveBack();
		await expect(appOn(page).account).toHaveText('unauthenticated');
		expect(await isSameClerk(page)).toBe(true);
	}
);
