/**
 * `npm run pictures`: the pictures that are committed. Those of the documents go to `docs/media`, and the
 * manifest's own two to `static/screenshots`.
 */
import { readFileSync } from 'node:fs';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { appOn, openSignedIn, untilInstalled } from '../e2e/app.ts';
import { expect, test, type Device } from '../offline-kit/index.ts';
import { SCREEN, Stage } from './stage.ts';
import { SHORT_TALK, talk } from './talk.ts';

const MEDIA = 'docs/media';
const MANIFEST = 'static/screenshots';
const SCHEMES = ['light', 'dark'] as const;

/** All of `docs/media` together: a README that is slow to load is not read. */
const MOST_BYTES = 1_500_000;

const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = {
	viewport: { width: 390, height: 844 },
	deviceScaleFactor: 2,
	isMobile: true,
	hasTouch: true
};

test.beforeAll(async () => {
	await mkdir(MEDIA, { recursive: true });
	await mkdir(MANIFEST, { recursive: true });
});

/** What the browser offers of itself, to install the app, is not there on everybody's screen. */
async function withoutOffer(page: Page): Promise<void> {
	await page.evaluate(() => dispatchEvent(new Event('appinstalled')));
	await expect(page.getByRole('button', { name: 'Install app' })).toHaveCount(0);
}

/** The day stands above the messages, and over none of them. */
async function expectDayAbove(page: Page): Promise<void> {
	const overlaps = await page.evaluate(() => {
		const boxes = (selector: string) =>
			[...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());
		const messages = boxes('[role=log] article');
		return boxes('[role=log] h2').filter((day) =>
			messages.some(({ top, bottom }) => top < day.bottom && day.top < bottom)
		).length;
	});
	expect(overlaps).toBe(0);
}

for (const [name, options] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
	test(`the app on a ${name}`, async ({ servers, newDevice }) => {
		const ada = await newDevice(options);
		const grace = await newDevice();
		await openSignedIn(servers, ada, 'ada@example.com');
		await openSignedIn(servers, grace, 'grace@example.com');
		await talk(ada, grace, SHORT_TALK);
		await withoutOffer(ada.page);
		await expect(ada.page.getByText('is typing')).toHaveCount(0);
		await expectDayAbove(ada.page);
		for (const colorScheme of SCHEMES) {
			await ada.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			const png = await ada.page.screenshot();
			if (colorScheme === 'light') await writeFile(`${MANIFEST}/${name}.png`, png);
			await writeFile(`${MEDIA}/${name}-${colorScheme}.png`, png);
		}
	});
}

/** What a phone shows when no app is open: its icon. Drawn by hand, because no browser can show it. */
const HOME = `<!doctype html>
<style>
	:root { color-scheme: light dark; font: 500 15px/20px system-ui, sans-serif; }
	body { display: grid; justify-items: center; align-content: center; gap: 10px; height: 640px;
		margin: 0; background: light-dark(#cfd9e6, #1a2330); color: light-dark(#1b2430, #e6eaf0); }
	svg { width: 72px; height: 72px; }
</style>
${readFileSync('static/icons/icon.svg', 'utf8')}<span>Messages</span>`;

for (const colorScheme of SCHEMES) {
	test(`a message written with no network, ${colorScheme}`, async ({
		servers,
		newDevice,
		page,
		context
	}) => {
		test.setTimeout(180_000);
		const phone = { ...PHONE, viewport: SCREEN, deviceScaleFactor: 1, colorScheme };
		const ada = await newDevice(phone);
		const grace = await newDevice(phone);
		await openSignedIn(servers, ada, 'ada@example.com');
		await openSignedIn(servers, grace, 'grace@example.com');
		await untilInstalled(ada.page);
		await talk(ada, grace, SHORT_TALK.slice(0, 2));
		// A browser that is killed soon after a sign-in has not written its cookies down yet.
		await ada.quit();
		await ada.launch();
		await ada.page.goto(servers.url);
		await expect(appOn(ada.page).composer).toBeVisible();

		const home = await context.newPage();
		await home.setViewportSize(SCREEN);
		await home.emulateMedia({ colorScheme });
		await home.setContent(HOME);
		const stage = await Stage.open(page, colorScheme);
		const screenOf = async (device: Device) => {
			await withoutOffer(device.page);
			return await device.page.screenshot();
		};
		/** Both phones as they are now. */
		const show = async (caption: string, durationMs: number) => {
			await stage.show(caption, [await screenOf(ada), await screenOf(grace)], durationMs);
		};
		const app = () => appOn(ada.page);

		await show('Two phones. On the left, Ada’s.', 1_800);
		await ada.goOffline('switched-off');
		await expect(app().connection).toContainText('Offline');
		await show('Ada’s phone loses the network.', 2_400);

		await ada.kill();
		const killed = [await home.screenshot(), await screenOf(grace)];
		await stage.show('The app is killed.', killed, 2_200);

		await ada.launch();
		await ada.page.goto(servers.url);
		await expect(app().connection).toContainText('as of');
		await show('Opened again: the messages are there.', 2_800);

		const text = 'Back from the tunnel in ten minutes.';
		for (const [at, letter] of [...text].entries()) {
			await app().composer.pressSequentially(letter);
			if (at % 2 === 1) await show('Ada writes.', 130);
		}
		await app().composer.press('Enter');
		await expect(app().message(text)).toContainText('Saved on this device');
		await show('The message is saved on the device.', 2_800);

		await ada.goOnline();
		await expect(app().message(text)).toContainText('Sent', { timeout: 60_000 });
		await expect(app().connection).not.toContainText('Offline');
		await expect(appOn(grace.page).message(text)).toBeVisible();
		await show('The network is back: the message is delivered.', 4_500);

		expect(stage.durationMs).toBeGreaterThan(15_000);
		expect(stage.durationMs).toBeLessThan(25_000);
		await writeFile(`${MEDIA}/offline-${colorScheme}.png`, stage.toPng());
	});
}

test('the pictures are small enough for a page that is read', async () => {
	const files = await readdir(MEDIA);
	const sizes = await Promise.all(files.map(async (file) => (await stat(`${MEDIA}/${file}`)).size));
	expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
});
