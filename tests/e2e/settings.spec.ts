import type { Page } from '@playwright/test';
import { expect, test } from '../offline-kit/index.ts';
import {
	appOn,
	keptSnapshot,
	openSignedIn,
	send,
	untilInstalled,
	watchFor,
	withoutScripts
} from './app.ts';

test.use({ sharesBrowser: true });

const settingsOn = (page: Page) => ({
	heading: page.getByRole('heading', { name: 'Settings', level: 1 }),
	theme: (name: string) => page.getByRole('radio', { name }),
	keep: page.getByRole('switch', { name: 'Keep messages on this device' }),
	used: page.getByText('Space used'),
	removeButton: page.getByRole('button', { name: 'Remove now' }),
	signOutEverywhere: page.getByRole('button', { name: 'Sign out everywhere' })
});

/** Goes there as a user does. */
async function openSettings(page: Page) {
	await appOn(page).accountButton.click();
	await page.getByRole('menuitem', { name: 'Settings' }).click();
	await expect(settingsOn(page).heading).toBeVisible();
	return settingsOn(page);
}

const canvas = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('a theme holds against the system’s, after a reload, and before any script', async ({
	servers,
	device
}) => {
	const { page } = device;
	await page.emulateMedia({ colorScheme: 'light' });
	await openSignedIn(servers, device);
	await untilInstalled(page);
	await send(page, 'in the dark');
	const light = await canvas(page);
	const { theme } = await openSettings(page);
	await expect(theme('Follow the system')).toBeChecked();
	await theme('Dark').check({ force: true });
	const dark = await canvas(page);
	expect(dark).not.toBe(light);
	await page.getByRole('radio', { name: 'Largest' }).check({ force: true });
	const rootSize = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
	expect(await rootSize()).toBe('24px');
	await expect(page.locator('meta[name=theme-color][media=all]')).toHaveCount(1);

	await page.goto(servers.url);
	await expect(appOn(page).message('in the dark')).toBeVisible();
	expect(await canvas(page)).toBe(dark);
	await expect.poll(() => keptSnapshot(page)).toContain('data-theme="dark"');
	// What is seen is the service worker's alone.
	await withoutScripts(device);
	await page.goto(servers.url);
	await expect(page.locator('#snapshot')).toContainText('in the dark');
	expect(await canvas(page)).toBe(dark);
	expect(await rootSize()).toBe('24px');
});

test('a device that is to keep no messages has none offline, and has them again when it is', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await untilInstalled(page);
	await send(page, 'only while online');
	const { keep, used, removeButton } = await openSettings(page);
	await expect(keep).toBeChecked();
	await expect(used).toContainText(/[1-9]\d* kB/);
	await keep.uncheck();
	await expect(used).toContainText(/\b0 kB/);
	await expect(removeButton).toBeDisabled();

	await page.goto(servers.url);
	await expect(appOn(page).message('only while online')).toBeVisible();
	await appOn(page).composer.fill('a draft that stays');
	await device.goOffline('switched-off');
	await page.reload();
	await expect(appOn(page).connection).toContainText('Offline');
	await expect(page.getByText('only while online')).toHaveCount(0);
	expect(await page.evaluate(() => caches.has('snapshots'))).toBe(false);

	await device.goOnline();
	await page.goto(`${servers.url}/settings`);
	await keep.check();
	await page.goto(servers.url);
	await expect(appOn(page).composer).toHaveValue('a draft that stays');
	await expect(appOn(page).message('only while online')).toBeVisible();
	await device.goOffline('switched-off');
	await page.reload();
	await expect(appOn(page).message('only while online')).toBeVisible();
});

test('a launch paints the last messages with no network, and none once the device is to keep none', async ({
	servers,
	device
}) => {
	const { page } = device;
	const text = 'not for the next launch';
	await openSignedIn(servers, device);
	await untilInstalled(page);
	await send(page, text);
	await expect.poll(() => keptSnapshot(page)).toContain(text);
	await device.goOffline('switched-off');
	const turnOn = await withoutScripts(device);
	await page.goto(servers.url);
	await expect(page.locator('#snapshot')).toContainText(text);

	await turnOn();
	const seen = await watchFor(page, [text]);
	await page.goto(servers.url);
	await expect(appOn(page).connection).toContainText('Offline');
	expect(await seen()).toEqual([text]);
	await page.goto(`${servers.url}/settings`);
	const { keep, used } = settingsOn(page);
	await keep.uncheck();
	await expect(used).toContainText(/\b0 kB/);
	await page.goto(servers.url);
	await expect(appOn(page).connection).toContainText('Offline');
	expect(await seen()).toEqual([]);
	await withoutScripts(device);
	await page.goto(servers.url);
	await expect(page.locator('#app')).toBeAttached();
	await expect(page.locator('#snapshot')).toHaveCount(0);
});

test('“Remove now” gives the room back, and says so', async ({ servers, device }) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await send(page, 'to be removed');
	const { used, removeButton } = await openSettings(page);
	await page.getByRole('searchbox', { name: 'Search settings' }).fill('space used');
	await expect(page.getByRole('region', { name: 'Appearance' })).toBeHidden();
	await removeButton.click();
	await expect(page.getByText('The messages are removed from this device.')).toBeVisible();
	await expect(used).toContainText(/\b0 kB/);
});

test('the licences of what ships are there, also offline', async ({ servers, device }) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await untilInstalled(page);
	await device.goOffline('switched-off');
	await openSettings(page);
	await page.getByText('Licences', { exact: true }).click();
	for (const name of ['svelte', 'convex', 'idb']) {
		await expect(page.getByText(new RegExp(`^${name} \\d`))).toBeVisible();
	}
	await page.getByText(/^svelte \d/).click();
	await expect(
		page.getByText('Permission is hereby granted').filter({ visible: true })
	).toBeVisible();
	await page.getByText('What changed').click();
	await expect(page.getByText('sent when the connection is back')).toBeVisible();
	await expect(settingsOn(page).signOutEverywhere).toBeDisabled();
});

test('signing out everywhere ends the session on another device too', async ({
	servers,
	device,
	newDevice
}) => {
	const phone = await newDevice();
	await openSignedIn(servers, device);
	await openSignedIn(servers, phone);
	const { signOutEverywhere } = await openSettings(device.page);
	await signOutEverywhere.click();
	await expect(device.page.getByLabel('Email address')).toBeVisible();
	await phone.page.reload();
	await expect(phone.page.getByLabel('Email address')).toBeVisible();
});

test('the settings lead to Clerk’s profile, a page that one comes back from', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	await openSettings(device.page);
	const profile = device.page.getByRole('heading', { name: 'Profile details' });
	await device.page.getByRole('link', { name: 'Manage account' }).click();
	await expect(profile).toBeVisible();
	await device.page.goBack();
	await expect(device.page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
	await expect(profile).toHaveCount(0);
});

test('a member of an organisation changes to it in the settings, and back', async ({
	servers,
	device
}) => {
	const { page } = device;
	const { userId } = await openSignedIn(servers, device);
	const section = page.getByRole('region', { name: 'Organisation' });
	await openSettings(page);
	await expect(section).toHaveCount(0);
	await servers.control('clerk', 'create-organization', { name: 'Analytical Society', userId });
	await page.reload();
	const choose = async (name: string) => {
		await section.getByRole('button').click();
		await page.getByRole('dialog').getByRole('button', { name }).click();
		await expect(section.getByRole('button')).toContainText(name);
	};
	await choose('Analytical Society');
	await choose('Personal account');
});
