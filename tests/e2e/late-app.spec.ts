import type { Page } from '@playwright/test';
import { expect, test, type Device, type Servers } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { appOn, keptSnapshot, openSignedIn, send, untilInstalled } from './app.ts';
import { foundOn } from './read-device.ts';
import { storedRows } from './stored-rows.ts';

/** What of Ada's is on the device; without her id, which the note of a sign-out has. */
const HERS = ['A secret of Ada', 'A thought of Ada', 'ada@example.com', 'Lovelace'];

const late = (page: Page) => page.getByRole('alert');
const button = (page: Page, name: string) => late(page).getByRole('button', { name, exact: true });
/** Whether it says so now: it has the words of all its steps in it. */
const says = (page: Page, words: string) => expect(late(page).getByText(words)).toBeVisible();
const painted = (page: Page) => page.locator('#snapshot');

/** What the app's own store has of sign-outs and of anything else. */
const readStore = async (page: Page) =>
	(await storedRows(page)).map(({ key, value }) => [key.join(' '), value]);

/** The app of Ada with something in it, kept on the device and with a snapshot. */
async function openWithSecrets(servers: Servers, device: Device): Promise<void> {
	const { page } = device;
	await openSignedIn(servers, device);
	await untilInstalled(page);
	await send(page, 'A secret of Ada');
	await appOn(page).composer.fill('A thought of Ada');
	await expect.poll(() => foundOn(device, HERS)).toEqual(HERS);
	await expect.poll(() => keptSnapshot(page)).toContain('A thought of Ada');
}

const FIRST_SCRIPT = '**/entry/start.*';

/**
 * Opens the app in this page without its first script, on a clock that goes on when the test says so and, unless
 * it `isPaused`, by itself.
 */
async function openLate(servers: Servers, page: Page, path = '/', isPaused = false): Promise<void> {
	await page.goto(`${servers.url}/icons/icon.svg`);
	await page.evaluate(async () => {
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const { url } of await cache.keys()) {
				if (url.includes('/entry/start.')) await cache.delete(url);
			}
		}
	});
	await page.context().route(FIRST_SCRIPT, (route) => route.abort());
	await page.clock.install();
	if (isPaused) await page.clock.pauseAt(Date.now() + 1_000);
	await page.goto(servers.url + path);
}

/** The next launch of the app, which lacks its first script, with no server. */
async function launchLate(
	servers: Servers,
	device: Device,
	path = '/',
	isPaused = false
): Promise<Page> {
	await servers.kill();
	// In order, so that the browser keeps Clerk's cookies, and a page what it was still writing.
	await device.quit();
	await device.launch();
	await openLate(servers, device.page, path, isPaused);
	return device.page;
}

test('a snapshot over an app that does not come says so after 5 s in view, and later offers to sign out', async ({
	servers,
	device
}) => {
	await openWithSecrets(servers, device);
	const page = await launchLate(servers, device, '/', true);
	await expect(painted(page)).toBeAttached();
	await page.clock.runFor(4_000);
	await expect(late(page)).toHaveCount(0);

	// A page in the background is not waited for.
	const setVisibility = (state: string) =>
		page.evaluate((value) => {
			Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
		}, state);
	await setVisibility('hidden');
	await page.clock.runFor(20_000);
	await expect(late(page)).toHaveCount(0);
	await setVisibility('visible');

	await page.clock.runFor(1_000);
	await says(page, 'This takes longer than usual.');
	await says(page, 'What you see is from your last visit.');
	await expect(button(page, 'Reload')).toBeVisible();
	await expect(button(page, 'Sign out on this device')).toBeHidden();
	await expect(page.locator('#snapshot[data-late]')).toBeAttached();
	const [newest, words] = await Promise.all([
		appOn(page).message('A secret of Ada').boundingBox(),
		late(page).boundingBox()
	]);
	expect((newest?.y ?? 0) + (newest?.height ?? 0)).toBeLessThanOrEqual(words?.y ?? 0);
	await page.clock.runFor(9_000);
	await expect(button(page, 'Sign out on this device')).toBeHidden();
	await page.clock.runFor(1_000);
	await expect(button(page, 'Sign out on this device')).toBeVisible();

	await servers.start();
	await device.context.unroute(FIRST_SCRIPT);
	await page.clock.resume();
	await button(page, 'Reload').click();
	// In a snapshot it is disabled.
	await expect(appOn(page).accountButton).toBeEnabled();
	await expect(painted(page)).toHaveCount(0);
	await expect(appOn(page).message('A secret of Ada')).toBeVisible();
	await page.clock.runFor(20_000);
	await expect(late(page)).toHaveCount(0);
});

test('signing out without the app leaves nothing, and is completed when the app runs again', async ({
	servers,
	device
}) => {
	await openWithSecrets(servers, device);
	const page = await launchLate(servers, device);
	await page.clock.runFor(15_000);
	await button(page, 'Sign out on this device').click();
	await says(page, 'You are signed out on this device');
	expect(await foundOn(device, HERS)).toEqual([]);
	expect(await readStore(page)).toEqual([
		[
			'device record',
			{ version: 1, signOuts: [{ sessionId: expect.any(String), subject: expect.any(String) }] }
		]
	]);

	await device.quit();
	await device.launch();
	// Clerk would sign the browser in.
	expect((await device.context.cookies()).map(({ name }) => name)).toContain('__client');
	await device.page.goto(servers.url);
	expect(await device.page.content()).not.toContain('A secret of Ada');
	await servers.start();
	await device.page.goto(servers.url);
	await expect(device.page.getByLabel('Email address')).toBeVisible({ timeout: 90_000 });
	await expect(appOn(device.page).log).toHaveCount(0);
	await expect
		.poll(() => readStore(device.page))
		.toEqual([['device record', { version: 1, identity: undefined, signOuts: [] }]]);
	await device.page.reload();
	await expect(device.page.getByLabel('Email address')).toBeVisible();
});

test('signing out without the app deletes no unsent message without a word', async ({
	servers,
	device
}) => {
	await openWithSecrets(servers, device);
	await servers.control('convex', 'refuse', { on: true });
	for (const text of ['Unsent one', 'Unsent two']) {
		await appOn(device.page).composer.fill(text);
		await appOn(device.page).composer.press('Enter');
		await expect(appOn(device.page).message(text)).toContainText('Saved on this device');
	}
	await servers.control('convex', 'refuse', { on: false });
	const page = await launchLate(servers, device);
	await page.clock.runFor(15_000);
	await button(page, 'Sign out on this device').click();
	await says(page, 'Unsent messages, which signing out here deletes: 2');
	await button(page, 'Cancel').click();
	await expect(button(page, 'Sign out on this device')).toBeVisible();
	expect(await foundOn(device, ['Unsent one', 'Unsent two'])).toHaveLength(2);

	await button(page, 'Sign out on this device').click();
	await button(page, 'Delete and sign out').click();
	await says(page, 'You are signed out on this device');
	expect(await foundOn(device, ['Unsent one', 'Unsent two', ...HERS])).toEqual([]);
});

test(
	'tabs in which the app runs follow a sign-out without it',
	onlyInAll(),
	async ({ servers, device }) => {
		await openWithSecrets(servers, device);
		const page = await device.context.newPage();
		await openLate(servers, page);
		await page.clock.runFor(15_000);
		await button(page, 'Sign out on this device').click();
		await says(page, 'You are signed out on this device');
		await expect(device.page.getByLabel('Email address')).toBeVisible();
		await expect(appOn(device.page).log).toHaveCount(0);
		await expect.poll(() => foundOn(device, HERS)).toEqual([]);
	}
);

test('a page with no snapshot says so as well', onlyInAll(), async ({ servers, device }) => {
	await openWithSecrets(servers, device);
	const page = await launchLate(servers, device, '/conversations');
	await expect(painted(page)).toHaveCount(0);
	await page.clock.runFor(5_000);
	await says(page, 'This takes longer than usual.');
	await expect(late(page)).not.toContainText('from your last visit');
	await page.clock.runFor(10_000);
	await expect(button(page, 'Sign out on this device')).toBeVisible();
});

test('it is said in the language of the snapshot', onlyInAll(), async ({ servers, device }) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await untilInstalled(page);
	await page.evaluate(() => localStorage.setItem('preferences', '{"language":"ar"}'));
	await page.reload();
	await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
	await expect.poll(() => keptSnapshot(page)).toContain('dir="rtl"');
	const lateOne = await launchLate(servers, device);
	await lateOne.clock.runFor(15_000);
	await says(lateOne, 'يستغرق هذا وقتًا أطول من المعتاد.');
	await expect(late(lateOne)).toHaveAttribute('dir', 'rtl');
	await expect(button(lateOne, 'تسجيل الخروج من هذا الجهاز')).toBeVisible();
});
