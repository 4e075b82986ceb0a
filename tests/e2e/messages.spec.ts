import { expect } from '../offline-kit/index.ts';
import { appOn, openSignedIn, send } from './app.ts';
import { test } from './two-people.ts';

test.use({ sharesBrowser: true });

test('two people see each other’s messages without a reload', async ({ ada, grace }) => {
	await send(ada.page, 'Hello Grace');
	await expect(appOn(grace.page).message('Hello Grace')).toBeVisible();
	await expect(appOn(grace.page).log).toContainText('Ada Lovelace');
	await send(grace.page, 'Hello Ada');
	await expect(appOn(ada.page).message('Hello Ada')).toBeVisible();
	await expect(appOn(ada.page).messages).toHaveCount(2);
	await expect(appOn(ada.page).composer).toHaveValue('');
});

test('Enter sends, Shift+Enter breaks the line', async ({ servers, device }) => {
	await openSignedIn(servers, device);
	const { composer, messages } = appOn(device.page);
	await composer.fill('one');
	await composer.press('Shift+Enter');
	await composer.pressSequentially('two');
	await composer.press('Enter');

	await expect(messages).toHaveCount(1);
	await expect(messages.getByText('one\ntwo')).toBeVisible();
});

test('whatever is written shows as text and stays inside the page', async ({ servers, device }) => {
	await device.page.setViewportSize({ width: 360, height: 740 });
	await openSignedIn(servers, device);
	const strange = [
		'<script>window.broken = true</script><img src=x onerror="window.broken = true">',
		`w${'o'.repeat(300)}rd`,
		'👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽',
		'مرحبا بالعالم، كيف الحال؟',
		'x'.repeat(4000)
	];
	for (const text of strange) await send(device.page, text);

	for (const text of strange) {
		await expect(appOn(device.page).messages.getByText(text, { exact: true })).toBeVisible();
	}
	const { broken, overflow } = await device.page.evaluate(() => ({
		broken: 'broken' in window,
		overflow: document.documentElement.scrollWidth - window.innerWidth
	}));
	expect(broken).toBe(false);
	expect(overflow).toBeLessThanOrEqual(0);
});

test('a conversation that one person makes opens for the other', async ({ ada, grace }) => {
	await ada.page.getByRole('button', { name: 'New conversation' }).click();
	await ada.page.getByRole('textbox', { name: 'Name' }).fill('Reading group');
	await ada.page.getByRole('button', { name: 'Create' }).click();
	await expect(ada.page.getByRole('heading', { name: 'Reading group' })).toBeVisible();
	await send(ada.page, 'Which book first?');

	await appOn(grace.page).conversations.getByRole('link', { name: 'Reading group' }).click();
	await expect(appOn(grace.page).message('Which book first?')).toBeVisible();
	await appOn(grace.page).conversations.getByRole('link', { name: 'General' }).click();
	await expect(grace.page.getByRole('heading', { name: 'General' })).toBeVisible();
	await expect(appOn(grace.page).messages).toHaveCount(0);
});
