import { expect } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { act, appOn, openSignedIn, send, untilInstalled } from './app.ts';
import { test } from './two-people.ts';

test.use({ sharesBrowser: true });

test('a reply quotes what it answers, for both, and leads to it', async ({ ada, grace }) => {
	await send(grace.page, 'Which book first?');
	await act(ada.page, 'Which book first?', 'Reply');
	await expect(appOn(ada.page).composer).toBeFocused();
	await expect(ada.page.getByText('Replying to Grace Hopper')).toBeVisible();
	await send(ada.page, 'The red one');
	await expect(ada.page.getByText('Replying to')).toHaveCount(0);

	for (const { page } of [ada, grace]) {
		const quote = appOn(page).message('The red one').getByRole('link');
		await expect(quote).toContainText('Which book first?');
		await quote.click();
		await expect(page).toHaveURL(/[?&]message=/);
		await expect(appOn(page).message(/^(?!.*The red one).*Which book first/s)).toBeFocused();
	}
	await expect(appOn(ada.page).message('The red one').getByRole('link')).toContainText(
		'Grace Hopper'
	);
});

test('the link to a message is copied, and opens its conversation there', async ({
	ada,
	grace
}) => {
	await ada.context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await send(ada.page, 'The place to look');
	// More than a screen of them after it.
	await send(ada.page, Array.from({ length: 60 }, (_, line) => `Line ${line}`).join('\n'));
	await act(ada.page, 'The place to look', 'Copy link');
	const message = (page: typeof ada.page) => appOn(page).message('The place to look');
	await expect(ada.page.getByRole('status', { name: 'Copied' })).toBeVisible();
	const link = await ada.page.evaluate(() => navigator.clipboard.readText());

	await expect(appOn(grace.page).message('Line 59')).toBeVisible();
	await expect(message(grace.page)).not.toBeInViewport();
	await grace.page.goto(link);
	await expect(message(grace.page)).toBeInViewport();
	await expect(message(grace.page)).toBeFocused();
});

test(
	'a quote says no more of a message that was deleted',
	onlyInAll(),
	async ({ servers, device }) => {
		const { page } = device;
		await openSignedIn(servers, device);
		await send(page, 'Said too soon');
		await act(page, 'Said too soon', 'Reply');
		await send(page, 'Never mind');
		await act(page, /^(?!.*Never mind).*Said too soon/s, 'Delete');
		const quote = appOn(page).message('Never mind').getByRole('link');
		await expect(quote).toContainText('This message was deleted');
		await expect(appOn(page).log).not.toContainText('Said too soon');
	}
);

test('a pending message can be answered without a network', async ({ servers, device }) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await untilInstalled(page);
	await device.goOffline('black-hole');
	const { composer, message } = appOn(page);
	await composer.fill('Underground');
	await composer.press('Enter');
	await act(page, 'Underground', 'Reply');
	await composer.fill('Still there');
	await composer.press('Enter');
	await expect(message('Still there').getByRole('link')).toContainText('Underground');
	await page.reload();
	await expect(message('Still there').getByRole('link')).toContainText('Underground');
	await expect(message('Still there')).toContainText('Saved on this device');

	await device.goOnline();
	await expect(message('Still there')).toContainText('Sent');
	await expect(message('Still there').getByRole('link')).toContainText('Underground');
});
