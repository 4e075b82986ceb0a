import type { Page } from '@playwright/test';
import { expect, test, type Device, type Servers } from '../offline-kit/index.ts';
import { appOn, openSignedIn, send, untilInstalled } from './app.ts';

test.use({ sharesBrowser: true });

const general = (page: Page) => appOn(page).conversations.getByRole('link', { name: 'General' });
const line = (page: Page) => page.getByRole('separator', { name: 'New messages' });

/** Opens the conversation that has nothing in it. */
async function goElsewhere({ page }: Device): Promise<void> {
	await appOn(page).conversations.getByRole('link', { name: 'Elsewhere' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Elsewhere' })).toBeVisible();
}

/** Ada, who is in two conversations, on one device or more; and Grace. All look elsewhere than at "General". */
async function openAll(servers: Servers, ada: readonly Device[], grace: Device): Promise<void> {
	const [first] = ada;
	if (!first) throw new Error('Ada has no device.');
	await openSignedIn(servers, first);
	await first.page.getByRole('button', { name: 'New conversation' }).click();
	await first.page.getByRole('button', { name: 'New group' }).click();
	await first.page.getByRole('textbox', { name: 'Name' }).fill('Elsewhere');
	await first.page.getByRole('button', { name: 'Create' }).click();
	await expect(first.page.getByRole('heading', { level: 1, name: 'Elsewhere' })).toBeVisible();
	await general(first.page).click();
	await expect(first.page.getByRole('heading', { level: 1, name: 'General' })).toBeVisible();
	await send(first.page, 'I am in');
	for (const other of ada.slice(1)) await openSignedIn(servers, other);
	for (const one of ada) await goElsewhere(one);
	await openSignedIn(servers, grace, 'grace@example.com');
}

/** The number that the app's icon shows. */
async function watchBadge({ context }: Device): Promise<void> {
	await context.addInitScript(() => {
		Object.assign(navigator, {
			setAppBadge: (count: number) => {
				Object.assign(window, { badge: count });
				return Promise.resolve();
			},
			clearAppBadge: () => Promise.resolve()
		});
	});
}

const badge = (page: Page) => page.evaluate(() => (window as unknown as { badge?: number }).badge);

test('what is new is counted on all devices, until it is seen on one', async ({
	servers,
	device: ada,
	newDevice
}) => {
	const adas = await newDevice();
	const grace = await newDevice();
	await watchBadge(ada);
	await openAll(servers, [ada, adas], grace);
	for (const text of ['One', 'Two', 'Three']) await send(grace.page, text);

	for (const { page } of [ada, adas]) {
		await expect(
			appOn(page).conversations.getByRole('link', { name: 'General 3 new messages' })
		).toBeVisible();
		await expect(general(page)).toContainText('Grace Hopper: Three');
		await expect(page).toHaveTitle(/^\(3\) Elsewhere/);
	}
	await expect.poll(() => badge(ada.page)).toBe(3);

	await general(ada.page).click();
	await expect(line(ada.page)).toBeVisible();
	for (const { page } of [ada, adas]) {
		await expect(general(page)).not.toContainText('new message');
		await expect(page).not.toHaveTitle(/^\(/);
	}
	await expect.poll(() => badge(ada.page)).toBe(0);

	// It stays above what was new, whatever is read or written since.
	await send(grace.page, 'Four');
	await expect(appOn(ada.page).message('Four')).toBeVisible();
	const order = await appOn(ada.page).log.locator('article, [role=separator]').allInnerTexts();
	expect(order.map((text) => /New messages|I am in|One|Two|Three|Four/.exec(text)?.[0])).toEqual([
		'I am in',
		'New messages',
		'One',
		'Two',
		'Three',
		'Four'
	]);
	await expect(general(adas.page)).not.toContainText('new message');
	await goElsewhere(ada);
	await general(ada.page).click();
	await expect(appOn(ada.page).message('Four')).toBeVisible();
	await expect(line(ada.page)).toHaveCount(0);
});

test('what arrives behind another window is new until somebody looks', async ({
	servers,
	device: ada,
	newDevice
}) => {
	const grace = await newDevice();
	await ada.context.addInitScript(() => {
		document.hasFocus = () => !('isAway' in window);
	});
	await openAll(servers, [ada], grace);
	await general(ada.page).click();
	await expect(appOn(ada.page).message('I am in')).toBeVisible();
	await ada.page.evaluate(() => Object.assign(window, { isAway: true }));
	await send(grace.page, 'Anybody there?');

	await expect(appOn(ada.page).message('Anybody there?')).toBeVisible();
	await expect(general(ada.page)).toContainText('1 new message');
	await expect(line(ada.page)).toBeVisible();
	await ada.page.evaluate(() => {
		Reflect.deleteProperty(window, 'isAway');
		dispatchEvent(new Event('focus'));
	});
	await expect(general(ada.page)).not.toContainText('new message');
	await expect(line(ada.page)).toBeVisible();
});

test('a conversation opens at the first unread message, and is new until its end is scrolled to', async ({
	servers,
	device: ada,
	newDevice
}) => {
	const grace = await newDevice();
	await ada.page.setViewportSize({ width: 700, height: 420 });
	await openAll(servers, [ada], grace);
	for (let number = 1; number <= 12; number++) await send(grace.page, `Message ${number}`);
	await general(ada.page).click();
	await expect(line(ada.page)).toBeInViewport();
	await expect(appOn(ada.page).message('Message 12')).not.toBeInViewport();
	await expect(general(ada.page)).toContainText('12 new messages');
	const toNewest = ada.page.getByRole('button', { name: 'To the newest messages' });
	await toNewest.click();
	await expect(general(ada.page)).not.toContainText('new message');

	await ada.page.locator('.scroller').evaluate((scroller) => (scroller.scrollTop = -600));
	await send(grace.page, 'Message 13');
	await expect(general(ada.page)).toContainText('1 new message');
	await toNewest.click();
	await expect(general(ada.page)).not.toContainText('new message');
});

test('what is read with no network is read at once, and for the other devices later', async ({
	servers,
	device: ada,
	newDevice
}) => {
	const adas = await newDevice();
	const grace = await newDevice();
	await openAll(servers, [ada, adas], grace);
	await untilInstalled(ada.page);
	await general(ada.page).click();
	await expect(appOn(ada.page).message('I am in')).toBeVisible();
	await goElsewhere(ada);
	await send(grace.page, 'Read me underground');
	await expect(general(ada.page)).toContainText('1 new message');

	await ada.goOffline('switched-off');
	await general(ada.page).click();
	await expect(appOn(ada.page).message('Read me underground')).toBeVisible();
	await expect(general(ada.page)).not.toContainText('new message');
	await expect(general(adas.page)).toContainText('1 new message');
	await ada.page.reload();
	await expect(general(ada.page)).toBeVisible();
	await expect(general(ada.page)).not.toContainText('new message');
	// Nobody is asked what is to become of it.
	await appOn(ada.page).accountButton.click();
	await expect(appOn(ada.page).accountMenu).not.toContainText('Unsent');

	await ada.goOnline();
	await expect(general(adas.page)).not.toContainText('new message');
});
