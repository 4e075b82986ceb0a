import type { Page } from '@playwright/test';
import { expect, test, type Device } from '../offline-kit/index.ts';
import { onPhone } from '../only-in-all.ts';
import { signedInScreens } from '../screens.ts';
import { appOn, openSignedIn } from './app.ts';

test.use({ sharesBrowser: true });

/** The list itself, and what is no page of the app. */
const HAS_NOTHING_BENEATH = ['conversations', 'not-found'];

/** Opens an address as the home screen or another app does: in a window with no history. */
async function openAlone({ context, page }: Device, path: string): Promise<Page> {
	const opening = context.waitForEvent('page');
	await page.evaluate((url) => void window.open(url, '_blank', 'noopener'), path);
	return await opening;
}

/** Goes back as a swipe or a phone's button does. */
async function goBack(page: Page): Promise<void> {
	await page.evaluate(() => void history.back());
}

const general = (page: Page) => appOn(page).conversations.getByRole('link', { name: 'General' });

test(
	'going back from any screen that the app was opened at leads to the list',
	onPhone(),
	async ({ servers, device }) => {
		await openSignedIn(servers, device);
		await device.page.goto(`${servers.url}/conversations`);
		const screens = await signedInScreens(device.page);

		for (const { name, path } of screens.filter(
			({ name }) => !HAS_NOTHING_BENEATH.includes(name)
		)) {
			const page = await openAlone(device, path);
			const title = page.getByRole('heading', { level: 1 });
			await expect(title, name).toBeVisible();
			// Before its name is known, a conversation has that of the app.
			await expect(title, name).not.toHaveText('Messages');
			const words = (await title.textContent()) ?? '';
			await expect.poll(() => page.evaluate(() => history.length)).toBe(2);
			expect(page.url()).toBe(servers.url + path);
			await goBack(page);
			await expect(general(page)).toBeVisible();
			await expect(page).toHaveURL(/\/conversations$/);
			await expect(page.getByRole('heading', { level: 1, name: words })).toHaveCount(0);
			// Nothing is left beneath the list: from there one leaves the app.
			expect(await page.evaluate(() => navigation.currentEntry?.index)).toBe(0);
			await general(page).click();
			await expect(appOn(page).composer).toBeVisible();
			await goBack(page);
			await expect(general(page)).toBeVisible();
			await page.close();
		}
	}
);

test(
	'it does after a reload too, and the header’s arrow leads the same way',
	onPhone(),
	async ({ servers, device }) => {
		await openSignedIn(servers, device);
		const page = await openAlone(device, '/settings');
		const title = page.getByRole('heading', { level: 1, name: 'Settings' });
		await expect.poll(() => page.evaluate(() => history.length)).toBe(2);
		await page.reload();
		await expect(title).toBeVisible();
		await goBack(page);
		await expect(general(page)).toBeVisible();
		await expect(page).toHaveURL(/\/conversations$/);

		const index = () => page.evaluate(() => navigation.currentEntry?.index);
		await general(page).click();
		await expect(appOn(page).composer).toBeVisible();
		expect(await index()).toBe(1);
		await page.getByRole('link', { name: 'Conversations' }).click();
		await expect(general(page)).toBeVisible();
		expect(await index()).toBe(0);
	}
);

test('a tab that has a history goes back as everywhere', onPhone(), async ({ servers, device }) => {
	await openSignedIn(servers, device);
	const { page } = device;
	const length = await page.evaluate(() => history.length);
	expect(length).toBeGreaterThan(1);
	await page.goto(`${servers.url}/settings`);
	await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
	await page.goBack();
	await expect(page.getByRole('heading', { level: 1, name: 'General' })).toBeVisible();
});
