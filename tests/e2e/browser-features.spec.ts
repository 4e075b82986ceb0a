import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { TEST_BUILD_FOLDER } from '../../scripts/test-target.js';
import type { OfflineFixtures } from '../../src/lib/offline-kit/index.ts';
import { expect, test, type Servers } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { act, appOn, keptSnapshot, putSession, send, signOut, untilInstalled } from './app.ts';
import { CRITICAL, OTHERS, takeAway, together, type Feature, type Without } from './features.ts';

/** `FEATURES=each`: also takes away alone what is otherwise taken away with others. */
const isEach = process.env.FEATURES === 'each';

/** What went wrong in the page without being caught. */
const failures: string[] = [];

test.use({ sharesBrowser: true });

type NewDevice = OfflineFixtures['newDevice'];

async function openWithout(
	newDevice: NewDevice,
	servers: Servers,
	without: Without
): Promise<{ context: BrowserContext; page: Page }> {
	const { context, page } = await newDevice();
	await context.addInitScript(takeAway, without);
	await putSession(servers, { context });
	return { context, page: await openApp(page, servers) };
}

async function openApp(page: Page, servers: Servers): Promise<Page> {
	page.on('pageerror', ({ message, stack }) => failures.push(stack ?? message));
	await page.goto(servers.url);
	await expect(page.getByRole('heading', { name: 'General' })).toBeVisible();
	return page;
}

/** Opens, writes, opens again, shows it, writes again. */
async function liveWithout(
	newDevice: NewDevice,
	servers: Servers,
	without: Without
): Promise<Page> {
	const { page } = await openWithout(newDevice, servers, without);
	await send(page, 'One');
	await page.reload();
	await expect(appOn(page).messages).toHaveText([/One.*Sent/s]);
	await send(page, 'Two');
	return page;
}

test.beforeEach(() => {
	failures.length = 0;
});
test.afterEach(() => expect(failures).toEqual([]));

/** Each feature that can go this way, alone. */
const each = (features: readonly Feature[], how: 'without' | 'refusing' | 'failing') =>
	features.flatMap(({ name, [how]: part }) => (part ? [[`${how} ${name}`, part] as const] : []));
const all = [...CRITICAL, ...OTHERS];

for (const [how, without] of [
	...each(CRITICAL, 'without'),
	['refusing all that can be refused', together(all.map(({ refusing }) => refusing))] as const,
	['failing at all that it has', together(all.map(({ failing }) => failing))] as const,
	...(isEach ? [...each(OTHERS, 'without'), ...each(all, 'refusing'), ...each(all, 'failing')] : [])
]) {
	test(`the app opens, and what is written is sent, in a browser ${how}`, async ({
		servers,
		newDevice
	}) => {
		await liveWithout(newDevice, servers, without);
	});
}

test('the app opens without all the rest at once, and does or says what it cannot', async ({
	servers,
	newDevice
}) => {
	const without = together(OTHERS.map((feature) => feature.without));
	const page = await liveWithout(newDevice, servers, without);
	const { message, accountButton } = appOn(page);
	await act(page, 'Two', 'Copy');
	await expect(page.getByRole('status', { name: 'Not copied' })).toBeVisible();

	// The next launch is painted from what was kept, and goes over to the app.
	await expect.poll(() => keptSnapshot(page)).toContain('Two');
	await page.reload();
	await expect(page.locator('#snapshot')).toHaveCount(0);
	await expect(message('Two')).toContainText('Sent');

	await accountButton.click();
	await page.getByRole('button', { name: 'Sign out', exact: true }).click();
	await expect(page.getByLabel('Email address')).toBeVisible();
});

test('a browser that is too old for the app says so, in all languages', async ({
	servers,
	newDevice
}) => {
	const { context, page } = await newDevice();
	await context.addInitScript(takeAway, { missing: ['Array.prototype.toSpliced'] });
	const asked: string[] = [];
	page.on('request', (request) => asked.push(new URL(request.url()).pathname));
	await page.goto(servers.url);
	await expect(page.locator('#app')).toHaveText(/This browser is too old.*هذا المتصفح قديم/s);
	expect(asked.filter((path) => path.endsWith('.js'))).toEqual([]);
});

test('what only the page keeps is not called saved, and the browser asks before it is lost', async ({
	servers,
	newDevice
}) => {
	const { page, context } = await openWithout(newDevice, servers, { missing: ['indexedDB'] });
	const { composer, connection, message } = appOn(page);
	await expect(page.getByText('This browser keeps nothing')).toBeVisible();
	await context.setOffline(true);
	await expect(connection).toContainText('Offline');
	await composer.fill('In the page alone');
	await composer.press('Enter');
	await expect(message('In the page alone')).toContainText('Not sent yet');
	await expect(message('In the page alone')).not.toContainText('Saved on this device');

	const asked = page.waitForEvent('dialog');
	await page.close({ runBeforeUnload: true });
	const dialog = await asked;
	expect(dialog.type()).toBe('beforeunload');
	await dialog.dismiss();
	await context.setOffline(false);
	await expect(message('In the page alone')).toContainText('Sent', { timeout: 90_000 });
});

test(
	'tabs that do not hear each other see what the others have done, and call nothing sent',
	onlyInAll(),
	async ({ servers, newDevice }) => {
		const { page, context } = await openWithout(newDevice, servers, {
			missing: ['BroadcastChannel']
		});
		const other = await openApp(await context.newPage(), servers);
		await context.setOffline(true);
		for (const one of [page, other]) await expect(appOn(one).connection).toContainText('Offline');
		const { composer, message } = appOn(page);
		await composer.fill('Taken out');
		await composer.press('Enter');
		await expect(message('Taken out')).toContainText('Saved on this device');
		await expect(appOn(other).message('Taken out')).toContainText('Saved on this device');
		await act(page, 'Taken out', 'Delete');
		await expect(message('Taken out')).toHaveCount(0);
		await expect(appOn(other).message('Taken out')).toHaveCount(0);

		await signOut(page);
		await expect(page).toHaveURL(/sign-in/);
		await expect(appOn(other).composer).toHaveCount(0);
		await expect(other).toHaveURL(/sign-in/);
	}
);

test('a worker whose Cache Storage fails leaves the app to the network', async ({
	servers,
	newDevice
}) => {
	const { page, context } = await openWithout(newDevice, servers, {});
	await untilInstalled(page);
	await page.reload();
	await send(page, 'Before');
	const [worker] = context.serviceWorkers();
	await worker?.evaluate(() => {
		CacheStorage.prototype.match = () => Promise.reject(new Error('It is broken.'));
	});
	const answered = await page.reload();
	expect(answered?.fromServiceWorker()).toBe(true);
	await expect(appOn(page).message('Before')).toContainText('Sent');
});

test('the build writes its styles for browsers that have no `light-dark()`', () => {
	const styles = readdirSync(TEST_BUILD_FOLDER, { recursive: true, encoding: 'utf8' })
		.filter((path) => /\.(css|html)$/.test(path))
		.map((path) => readFileSync(join(TEST_BUILD_FOLDER, path), 'utf8'))
		.join('\n');
	expect(styles).toContain('--canvas:');
	expect(styles).not.toContain('light-dark(');
});
