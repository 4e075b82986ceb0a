/** What the packed library does in a new app of every kind (scripts/packed-kinds.js). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clerk as ClerkInPage } from '@clerk/shared/types';
import { expect, type Page } from '@playwright/test';
import { CODE, openSignedIn, signInByPassword } from '../e2e/app.ts';
import { onlyInAll } from '../only-in-all.ts';
import type { ServerName } from '../offline-kit/index.ts';
import { APP, appOn, KIND, OPENS_OFFLINE, test } from './packed-app.ts';

declare const Clerk: ClerkInPage;

/** Follows whether the page is still the one that was opened. */
async function followPage(page: Page): Promise<() => Promise<boolean>> {
	await page.evaluate(() => Object.assign(window, { isFirstPage: true }));
	return () => page.evaluate(() => 'isFirstPage' in window);
}

test(`${KIND}: the README’s line installs one Svelte`, async () => {
	const lock = JSON.parse(await readFile(join(APP, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, object>;
	};
	const svelte = Object.keys(lock.packages).filter((path) => /node_modules\/svelte$/.test(path));
	expect(svelte).toEqual(['node_modules/svelte']);
});

test(
	`${KIND}: a user signs in, writes with no network and signs out, all in one page`,
	onlyInAll(),
	async ({ servers, device, newDevice }) => {
		const { page } = device;
		const app = appOn(page);
		const failures: Error[] = [];
		page.on('pageerror', (error) => failures.push(error));
		await page.goto(servers.url);
		const isSamePage = await followPage(page);
		await expect(app.account).toHaveText('unauthenticated');
		await signInByPassword(page, 'ada@example.com');
		await expect(app.account).toHaveText('authenticated as Ada Lovelace');
		await expect(app.source).toHaveText('live');

		const grace = await newDevice();
		await openSignedIn(servers, grace, 'grace@example.com');
		await appOn(grace.page).send('Good morning');
		await expect(app.messages).toHaveText(['Grace Hopper: Good morning']);

		await device.goOffline('switched-off');
		await expect(app.connection).toHaveText('offline');
		await app.send('From the train');
		await expect(app.messages.last()).toHaveText('Pending: From the train');
		await device.goOnline();
		await expect(app.messages.last()).toHaveText('Ada Lovelace: From the train');
		await expect(appOn(grace.page).messages.last()).toHaveText('Ada Lovelace: From the train');

		await app.signOut.click();
		await expect(app.signInForm).toBeVisible();
		await expect(app.account).toHaveText('unauthenticated');
		await expect(page.getByText('Good morning')).toHaveCount(0);
		expect(await isSamePage()).toBe(true);
		expect(failures).toEqual([]);
	}
);

test(
	`${KIND}: somebody signs up, in one page`,
	onlyInAll(),
	async ({ servers, device: { page } }) => {
		const app = appOn(page);
		await page.goto(servers.url);
		await expect(app.signInForm).toBeVisible();
		const isSamePage = await followPage(page);
		// What Clerk's form does when it is filled in: it goes on to a page of the app.
		await page.evaluate(async (code) => {
			const { signUp } = Clerk.client ?? {};
			await signUp?.create({ emailAddress: 'mary@example.com', password: 'a-password-of-hers' });
			await signUp?.prepareEmailAddressVerification({ strategy: 'email_code' });
			const done = await signUp?.attemptEmailAddressVerification({ code });
			await Clerk.setActive({ session: done?.createdSessionId ?? null, redirectUrl: '/?new' });
		}, CODE);
		await expect(app.account).toHaveText(/^authenticated/);
		await expect(app.source).toHaveText('live');
		await expect(page).toHaveURL(/\?new$/);
		await app.signOut.click();
		await expect(app.signInForm).toBeVisible();
		expect(await isSamePage()).toBe(true);
	}
);

const GONE: readonly ServerName[] = OPENS_OFFLINE
	? ['app', 'clerk', 'convex']
	: ['clerk', 'convex'];

test(
	`${KIND}: a launch with the servers gone shows the last messages, and takes one more`,
	onlyInAll(),
	async ({ servers, device }) => {
		await openSignedIn(servers, device);
		const { page } = device;
		const app = appOn(page);
		await app.send('Before');
		await expect(app.messages).toHaveText(['Ada Lovelace: Before']);
		if (OPENS_OFFLINE) await launchWithWorker(page);
		await servers.kill(GONE);
		await page.reload();
		await expect(app.messages).toHaveText(['Ada Lovelace: Before']);
		await expect(app.source).toHaveText('cached');
		await app.send('Meanwhile');
		await expect(app.messages.last()).toHaveText('Pending: Meanwhile');
		await servers.start();
		await expect(app.messages.last()).toHaveText('Ada Lovelace: Meanwhile');
	}
);

/** Launches the app anew, so that all of its files pass by the service worker. */
async function launchWithWorker(page: Page): Promise<void> {
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.reload();
	await expect(appOn(page).source).toHaveText('live');
	await expect(appOn(page).messages).toHaveText(['Ada Lovelace: Before']);
}

test(`${KIND}: Clerk’s own component comes, changes and goes`, async ({ servers, device }) => {
	await openSignedIn(servers, device);
	const { menu, nameInMenu, userButton } = appOn(device.page);
	const name = userButton.getByText('Ada Lovelace');
	await menu.check();
	await expect(userButton).toBeVisible();
	await expect(name).toHaveCount(0);
	await nameInMenu.check();
	await expect(name).toBeVisible();
	await nameInMenu.uncheck();
	await expect(name).toHaveCount(0);
	await menu.uncheck();
	await expect(userButton).toHaveCount(0);
});
