import type { Page } from '@playwright/test';
import { expect, test } from '../offline-kit/index.ts';
import { appOn, openSignedIn, send, untilInstalled } from './app.ts';

test.use({ sharesBrowser: true });

/** The search as its users meet it. */
function searchOn(page: Page) {
	const results = page.getByRole('list', { name: 'Found messages' });
	return {
		field: page.getByRole('searchbox', { name: 'Search messages' }),
		found: results.getByRole('link'),
		status: page.getByRole('status').filter({ hasText: /All messages|On this device/ })
	};
}

test('a message is found by the beginning of a word, marked, and opened', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openSignedIn(servers, device);
	for (const text of ['The compiler notes', 'Lunch at noon', 'It compiles']) await send(page, text);
	await page.getByRole('link', { name: 'Search', exact: true }).click();
	const { field, found, status } = searchOn(page);
	await expect(field).toBeFocused();
	await field.pressSequentially('compil');

	await expect(found).toHaveCount(2);
	await expect(status).toHaveText('2 messages · All messages');
	await expect(found.first().locator('mark')).toHaveText('compil');
	await expect(found.first()).toContainText('You · General');
	await found.filter({ hasText: 'notes' }).click();
	await expect(page.getByRole('heading', { name: 'General' })).toBeVisible();
	await expect(page).toHaveURL(/[?&]message=/);
	await expect(appOn(page).message('The compiler notes')).toBeInViewport();
	await page.goBack();
	await expect(field).toHaveValue('compil');
	await expect(found).toHaveCount(2);
});

test('without a network the search finds cached and pending messages', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await send(page, 'Kept on the train');
	await untilInstalled(page);
	await page.reload();
	await expect(appOn(page).message('Kept on the train')).toBeVisible();
	await device.goOffline('black-hole');
	await page.goto(servers.url);
	await appOn(page).composer.fill('Unsent on the train');
	await appOn(page).composer.press('Enter');
	await expect(appOn(page).message('Unsent on the train')).toContainText('Saved on this device');

	await page.goto(`${servers.url}/search?${new URLSearchParams({ q: 'träin' })}`);
	const { field, found, status } = searchOn(page);
	await expect(status).toHaveText('2 messages · On this device');
	await expect(found).toHaveCount(2);
	for (const text of ['plane', '🛩️', '?']) {
		await field.fill(text);
		await expect(status).toHaveText('Nothing found · On this device');
		await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(text)}$`));
	}

	await field.fill('train');
	await expect(found).toHaveCount(2);
	await device.goOnline();
	await expect(status).toHaveText('2 messages · All messages', { timeout: 90_000 });
	await field.fill('🛩️');
	await expect(status).toHaveText('Nothing found · All messages');
	await field.fill('train '.repeat(17));
	await expect(status).toHaveText(
		/^\s*2 messages\s+· All messages\s+· only the beginning .* 16 words\s*$/
	);
});

test('everything is reached by keyboard alone', async ({ servers, device }) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await send(page, 'Keys only');
	await appOn(page).composer.press('/');
	await expect(appOn(page).composer).toHaveValue('/');
	await appOn(page).composer.press('Control+k');
	const switcher = page.getByRole('dialog', { name: 'Go to' });
	await expect(switcher.getByRole('combobox', { name: 'Search' })).toBeFocused();
	await page.keyboard.type('settings');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
	await expect(switcher).toHaveCount(0);

	await page.keyboard.press('Control+/');
	const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
	await expect(shortcuts).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(shortcuts).toHaveCount(0);
	await page.keyboard.press('Alt+1');
	await expect(page.getByRole('heading', { level: 1, name: 'General' })).toBeVisible();

	await page.getByRole('group', { name: 'Messages, scrollable' }).focus();
	await page.keyboard.press('/');
	const { field, found } = searchOn(page);
	await expect(field).toBeFocused();
	await page.keyboard.type('keys');
	await expect(found).toHaveCount(1);
	await page.keyboard.press('Tab');
	await expect(found.first()).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'General' })).toBeVisible();
});
