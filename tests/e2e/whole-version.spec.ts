import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type Device, type Servers } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import {
	appOn,
	damageAppFiles,
	holdScripts,
	keptSnapshot,
	openSignedIn,
	send,
	untilInstalled
} from './app.ts';
import { startPortal } from '../offline-kit/impostors.ts';
import { publishNewVersion, rewrite, test } from './own-build.ts';

/** What a network that one has to agree to answers instead of the app's files. */
const PORTALS = {
	'a page': { contentType: 'text/html', body: '<!doctype html><h1>Sign in to this Wi-Fi</h1>' },
	'a text': { contentType: 'text/plain', body: 'Sign in to this Wi-Fi' }
};

/** The errors of service workers from now on. */
async function listenForErrors({ context, page }: Device): Promise<string[]> {
	const errors: string[] = [];
	const session = await context.newCDPSession(page);
	session.on('ServiceWorker.workerErrorReported', ({ errorMessage }) =>
		errors.push(errorMessage.errorMessage)
	);
	await session.send('ServiceWorker.enable');
	return errors;
}

/** Signed in, installed, and with a message to be seen. */
async function install(servers: Servers, device: Device): Promise<void> {
	await openSignedIn(servers, device);
	await untilInstalled(device.page);
	await send(device.page, 'Read me anywhere');
	await expect.poll(() => keptSnapshot(device.page)).toContain('Read me anywhere');
}

const lookForNewVersion = (page: Page) =>
	page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));

/** Ends the browser as its user would, which loses nothing, and starts it again. */
async function restart(device: Device): Promise<void> {
	await device.quit();
	await device.launch();
}

/**
 * Starts the app anew, and moves its clock past the launch. Resolves with how often the page was loaded
 * until then.
 */
async function launchInVain(
	servers: Servers,
	device: Device,
	{ path = '/', seconds = 10, meanwhile = async () => {} } = {}
): Promise<number> {
	await restart(device);
	await device.page.clock.install();
	let loaded = 0;
	device.page.on('domcontentloaded', () => (loaded += 1));
	await device.page.goto(servers.url + path);
	await meanwhile();
	const loadedUntilThen = loaded;
	await device.page.clock.runFor(seconds * 1_000);
	return loadedUntilThen;
}

/** The app opens with its message, and has taken over from what was painted before. */
async function expectToOpen(servers: Servers, { page }: Device): Promise<void> {
	await page.goto(servers.url);
	await expect(page.locator('#snapshot')).toHaveCount(0);
	await expect(appOn(page).message('Read me anywhere')).toBeVisible();
}

/** How many launches the device has noted that were not drawn. */
const undrawnLaunches = ({ page }: Device) =>
	page.evaluate(async () => (await caches.match('/undrawn-launches'))?.text());

for (const [what, portal] of Object.entries(PORTALS)) {
	test(
		`a network that answered with ${what} during the install has left nothing when it is gone`,
		onlyInAll(what !== 'a page'),
		async ({ servers, device, buildFolder }) => {
			await servers.kill(['app']);
			const impostor = await startPortal(servers.ports.app, {
				...portal,
				lets: {
					'/service-worker.js': await readFile(join(buildFolder, 'service-worker.js'), 'utf8')
				}
			});
			const { page } = device;
			await page.goto(servers.url);
			const failed = await page.evaluate(async () => {
				const { installing } = await navigator.serviceWorker.register('/service-worker.js');
				await new Promise((resolve) => installing?.addEventListener('statechange', resolve));
				return installing?.state;
			});
			expect(failed).toBe('redundant');
			await impostor.close();
			await servers.start();

			await install(servers, device);
			await restart(device);
			await expectToOpen(servers, device);
			await servers.kill();
			await restart(device);
			await expectToOpen(servers, device);
		}
	);
}

test('a new worker that meets the old files changes nothing, and takes the new ones once they are there', async ({
	servers,
	device,
	buildFolder
}) => {
	await install(servers, device);
	const { page } = device;
	const errors = await listenForErrors(device);
	const path = join(buildFolder, '200.html');
	const old = await readFile(path, 'utf8');
	await publishNewVersion(buildFolder);
	const published = await readFile(path, 'utf8');
	await writeFile(path, old);
	await lookForNewVersion(page);
	await expect.poll(() => errors.join()).toContain('/200.html is not what was built');

	await servers.kill();
	await restart(device);
	await expectToOpen(servers, device);
	await expect(appOn(device.page).updateButton).toHaveCount(0);

	await servers.start();
	await writeFile(path, published);
	await lookForNewVersion(device.page);
	await appOn(device.page).updateButton.click();
	await expect(device.page.locator('html[data-version="2"]')).toBeAttached();
	await servers.kill();
	await restart(device);
	await expectToOpen(servers, device);
	await expect(device.page.locator('html[data-version="2"]')).toBeAttached();
});

test('a host that rewrites the page makes the install fail by the name of the file, and the app works without it', async ({
	servers,
	device,
	buildFolder
}) => {
	await rewrite(buildFolder, '200.html', (page) =>
		page.replace('</body>', '<script src="/analytics.js"></script></body>')
	);
	const errors = await listenForErrors(device);
	await openSignedIn(servers, device);
	await send(device.page, 'Read me anywhere');
	await expect.poll(() => errors.join()).toContain('/200.html is not what was built');
	await expectToOpen(servers, device);
	expect(await device.page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
});

test('two launches that stay blank have the damaged file downloaded, and the app opens with all that was written', async ({
	servers,
	device
}) => {
	await install(servers, device);
	await servers.control('convex', 'refuse', { on: true });
	await appOn(device.page).composer.fill('Not sent yet');
	await appOn(device.page).composer.press('Enter');
	await expect(appOn(device.page).message('Not sent yet')).toContainText('Saved on this device');
	await damageAppFiles(device.page, '/entry/start.', 'throw new Error("damaged")');

	await launchInVain(servers, device);
	await expect.poll(() => undrawnLaunches(device)).toBe('1');
	await launchInVain(servers, device);
	// By itself: nothing in a page that is not drawn can be pressed.
	await expect(appOn(device.page).accountButton).toBeVisible();
	await expect(device.page.locator('#snapshot')).toHaveCount(0);
	await expect.poll(() => undrawnLaunches(device)).toBeUndefined();

	await servers.kill();
	await restart(device);
	await expectToOpen(servers, device);
	await expect(appOn(device.page).message('Not sent yet')).toContainText('Saved on this device');
});

test(
	'without a network what is there stays, and the next blank launch with one mends it',
	onlyInAll(),
	async ({ servers, device }) => {
		await install(servers, device);
		await damageAppFiles(device.page, '/entry/start.', 'throw new Error("damaged")');
		await servers.kill();
		for (const noted of ['1', '2']) {
			await launchInVain(servers, device);
			await expect.poll(() => undrawnLaunches(device)).toBe(noted);
			await expect(device.page.locator('#snapshot')).toContainText('Read me anywhere');
		}
		await servers.start();
		await launchInVain(servers, device);
		await expect(device.page.locator('#snapshot')).toHaveCount(0);
		await expect(appOn(device.page).message('Read me anywhere')).toBeVisible();
	}
);

test(
	'two launches that fail bring the new version that the server has, without a loop of reloads',
	onlyInAll(),
	async ({ servers, device, buildFolder }) => {
		await install(servers, device);
		await publishNewVersion(buildFolder);
		// Files of pages are gone from the device, and the host has not got them yet.
		for (const node of ['/nodes/2.', '/nodes/3.', '/nodes/4.', '/nodes/5.']) {
			await damageAppFiles(device.page, node);
		}
		await (await device.context.newCDPSession(device.page)).send('Network.clearBrowserCache');
		const nodes = join(buildFolder, '_app/immutable/nodes');
		await rename(nodes, `${nodes}-away`);
		// Nothing is painted on this page before the app runs.
		const path = '/conversations';
		const hasFailed = () =>
			expect(device.page.getByRole('link', { name: 'Open your messages' })).toBeVisible();

		// SvelteKit loads the page anew where it takes the server's version for the one it would get.
		expect(await launchInVain(servers, device, { path, meanwhile: hasFailed })).toBe(1);
		await expect.poll(() => undrawnLaunches(device)).toBe('1');
		await launchInVain(servers, device, {
			path,
			meanwhile: async () => {
				await hasFailed();
				await rename(`${nodes}-away`, nodes);
			}
		});
		await expect(device.page.locator('html[data-version="2"]')).toBeAttached();
		await expectToOpen(servers, device);
	}
);

test(
	'a launch that is drawn is not counted, be it late or long in view',
	onlyInAll(),
	async ({ servers, device }) => {
		await install(servers, device);
		const { page } = device;
		const release = await holdScripts(device);
		await page.clock.install();
		await page.reload({ waitUntil: 'commit' });
		await expect(page.locator('#snapshot')).toBeAttached();
		await page.clock.runFor(10_000);
		await expect.poll(() => undrawnLaunches(device)).toBe('1');
		await release();
		await expect(page.locator('#snapshot')).toHaveCount(0);
		await expect.poll(() => undrawnLaunches(device)).toBeUndefined();
		await page.reload();
		await expect(page.locator('#snapshot')).toHaveCount(0);
		await page.clock.runFor(60_000);
		expect(await undrawnLaunches(device)).toBeUndefined();
	}
);

test(
	'a blank launch that is left before ten seconds are over, or is not in view, is not counted',
	onlyInAll(),
	async ({ servers, device }) => {
		await install(servers, device);
		await damageAppFiles(device.page, '/entry/start.', 'throw new Error("damaged")');
		await launchInVain(servers, device, { seconds: 9 });
		await launchInVain(servers, device, { seconds: 9 });
		await device.page.addInitScript(() =>
			Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })
		);
		await device.page.reload();
		await device.page.clock.runFor(60_000);
		expect(await undrawnLaunches(device)).toBeUndefined();
	}
);

test(
	'a version that waits takes over where the one in use stays blank, without being asked',
	onlyInAll(),
	async ({ servers, device, buildFolder }) => {
		await install(servers, device);
		const { page } = device;
		await page.reload();
		const html = await readFile(join(buildFolder, '200.html'), 'utf8');
		// A page that starts no app. The scripts are in the browser's memory, where nothing damages them.
		const blank = html.replace(/(<template id="start">).*?(<\/template>)/s, '$1$2');
		await damageAppFiles(page, '/200.html', blank);
		await publishNewVersion(buildFolder);
		await lookForNewVersion(page);
		await expect(appOn(page).updateButton).toBeVisible();
		await page.clock.install();
		await page.reload();
		await page.clock.runFor(10_000);
		await expect.poll(() => undrawnLaunches(device)).toBe('1');
		await page.reload();
		await page.clock.runFor(10_000);
		await expect(page.locator('html[data-version="2"]')).toBeAttached();
		await expect(appOn(page).message('Read me anywhere')).toBeVisible();
	}
);
