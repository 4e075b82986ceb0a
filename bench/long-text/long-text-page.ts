import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { ensureBuilt } from '../../scripts/build.js';
import { TEST_BUILD_FOLDER, testEnv } from '../../scripts/test-target.js';
import { SNAPSHOT_ID } from '../../src/routes/(app)/snapshot/snapshot-names.ts';
import { keptSnapshot, openSignedIn, untilInstalled } from '../../tests/e2e/app.ts';
import { Servers } from '../../tests/offline-kit/servers.ts';
import type { Closing } from '../opened.ts';
import { launchBrowser } from '../page.ts';
import { BARE_COMPOSER } from './bare-composer.ts';

const WORDS =
	'and so the meeting was moved to Thursday because nobody had found the key in time'.split(' ');

/** So much as somebody pastes who has the whole log of a day: 208 kB, in lines of 80 words. */
const LONG_TEXT = Array.from(
	{ length: 60_000 },
	(_, n) => `${WORDS[(n * 7) % WORDS.length]}${n % 80 === 79 ? '\n' : ' '}`
)
	.join('')
	.slice(0, 208_000);

/**
 * In every page: `pasted` resolves with the milliseconds from the key to the next paint, `shown` and
 * `usable` with those from the navigation until a text area with the long text is painted, and until
 * one is that is no picture of the last launch.
 */
const STOPWATCH = `(() => {
	const afterPaint = (then) => requestAnimationFrame(() => setTimeout(then));
	globalThis.pasted = new Promise((resolve) => {
		let from;
		const start = ({ key }) => { if (key.toLowerCase() === 'v') from = performance.now(); };
		addEventListener('keydown', start, { capture: true });
		addEventListener('input', () => afterPaint(() => resolve(performance.now() - from)), { once: true });
	});
	const whenFilled = (isIt) => new Promise((resolve) => {
		const look = () => {
			const areas = [...document.querySelectorAll('textarea')].filter(isIt);
			if (areas.some(({ value }) => value.length === ${LONG_TEXT.length})) afterPaint(() => resolve(performance.now()));
			else requestAnimationFrame(look);
		};
		look();
	});
	globalThis.shown = whenFilled(() => true);
	globalThis.usable = whenFilled((area) => !area.closest('#${SNAPSHOT_ID}'));
})()`;

/** In milliseconds. */
export interface LongTextTimes {
	/** From the key until the text is painted. */
	pasted: number;
	/** From the navigation until the text is painted. */
	shown: number;
	/** From the navigation until it is painted in a text area that takes more. */
	usable: number;
}

/** The app and a bare page, in one browser. */
export class LongTextPages {
	readonly #context: BrowserContext;
	readonly #addresses: { bare: string; ours: string };

	private constructor(context: BrowserContext, addresses: { bare: string; ours: string }) {
		this.#context = context;
		this.#addresses = addresses;
	}

	/** Builds the app, serves both, and signs Ada in. */
	static async create(closing: Closing): Promise<LongTextPages> {
		const { signal } = new AbortController();
		await ensureBuilt({ signal, folder: TEST_BUILD_FOLDER, env: testEnv() });
		const folder = await mkdtemp(join(tmpdir(), 'long-text-'));
		closing(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
		const servers = new Servers(folder);
		closing(() => servers.stop());
		await servers.start();
		const bare = await serveBare(closing);
		const browser = await launchBrowser(closing);
		const context = await browser.newContext({
			permissions: ['clipboard-read', 'clipboard-write'],
			viewport: { width: 1280, height: 720 }
		});
		await context.addInitScript(STOPWATCH);
		const page = await context.newPage();
		await openSignedIn(servers, { context, page });
		await untilInstalled(page);
		await page.close();
		return new LongTextPages(context, { bare, ours: servers.url });
	}

	/** Pastes the text into an empty composer, then reloads the page with it as the draft. */
	async measure(what: 'bare' | 'ours'): Promise<LongTextTimes> {
		const page = await this.#context.newPage();
		try {
			await page.goto(this.#addresses[what]);
			// The app has taken over: the text area is its own.
			await expect(page.locator(`#${SNAPSHOT_ID}`)).toHaveCount(0);
			const composer = page.getByRole('textbox', { name: 'Message' });
			await expect(composer).toHaveValue('');
			await page.evaluate((text) => navigator.clipboard.writeText(text), LONG_TEXT);
			await composer.focus();
			await page.keyboard.press('Control+V');
			const pasted = await page.evaluate<number>('pasted');
			if (what === 'ours') await untilKept(page, true);
			await page.reload();
			const [shown, usable] = await page.evaluate<[number, number]>('Promise.all([shown, usable])');
			await composer.fill('');
			if (what === 'ours') await untilKept(page, false);
			return { pasted, shown, usable };
		} finally {
			await page.close();
		}
	}
}

/** Waits until the device has all that the next launch needs, with the text or without it. */
async function untilKept(page: Page, hasText: boolean): Promise<void> {
	const end = LONG_TEXT.slice(-80);
	await expect.poll(async () => (await keptSnapshot(page))?.includes(end)).toBe(hasText);
}

async function serveBare(closing: Closing): Promise<string> {
	const server = createServer((_request, response) => {
		response.setHeader('Content-Type', 'text/html');
		response.end(BARE_COMPOSER);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closing(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
