import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { expect, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import { ensureBuilt } from '../../scripts/build.js';
import { TEST_BUILD_FOLDER, testEnv } from '../../scripts/test-target.js';
import { appOn, openSignedIn, untilInstalled } from '../../tests/e2e/app.ts';
import { Servers } from '../../tests/offline-kit/servers.ts';
import { BARE_COMPOSER } from '../long-text/bare-composer.ts';
import type { Closing } from '../opened.ts';
import { launchBrowser, serveModule } from '../page.ts';
import type * as list from '../pages/list.ts';
import type { Figures } from '../summary.ts';
import { IN_PAGE, p95 } from './in-page.ts';
import { addHistory, startConversation } from './seed-history.ts';
import { staticRows } from './static-rows.ts';

/** By how much every page is slowed. */
const SLOWED = 4;
const SHORT = 700;
const LONG = 50_000;
const SWIPES = 8;
/** Between two moves of a finger, and between two swipes. */
const FRAME_MS = 16;
const PAUSE_MS = 300;
const KEYS = 60;
/** Between two of them: somebody types fast. */
const KEY_MS = 80;

export const FRAME = 'ms of a frame while a finger scrolls, p95';
export const LONG_TASKS = 'tasks of more than 50 ms while it scrolls';
export const KEY = 'ms from a key to the paint, p95';
export const WORST_KEY = 'ms from a key to the paint, the worst of 60';
export const OPENING = 'ms to draw 50 messages';

/** The app and its peers, in one browser the size of a phone. */
export class FeelPages {
	readonly #context: BrowserContext;
	readonly #app: string;
	readonly #ids: { short: string; long: string };
	readonly #module: string;
	readonly #bare: string;

	private constructor(
		context: BrowserContext,
		addresses: { app: string; module: string; bare: string },
		ids: { short: string; long: string }
	) {
		this.#context = context;
		this.#app = addresses.app;
		this.#module = addresses.module;
		this.#bare = addresses.bare;
		this.#ids = ids;
	}

	/** Builds the app, serves all, signs Ada in, and has the device keep what is going to be scrolled. */
	static async create(closing: Closing): Promise<FeelPages> {
		const { signal } = new AbortController();
		await ensureBuilt({ signal, folder: TEST_BUILD_FOLDER, env: testEnv() });
		const folder = await mkdtemp(join(tmpdir(), 'feel-'));
		closing(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
		const servers = new Servers(folder);
		closing(() => servers.stop());
		await servers.start();
		const module = await serveModule('pages/list.ts', closing);
		const browser = await launchBrowser(closing);
		const context = await browser.newContext({
			viewport: { width: 390, height: 844 },
			hasTouch: true,
			isMobile: true
		});
		await context.addInitScript(IN_PAGE);
		const page = await context.newPage();
		await openSignedIn(servers, { context, page });
		await untilInstalled(page);
		const ids = {
			short: await startConversation(servers, `${SHORT} messages`),
			long: await startConversation(servers, `${LONG} messages`)
		};
		await page.goto('about:blank');
		await addHistory(
			servers,
			folder,
			new Map([
				[ids.short, SHORT],
				[ids.long, LONG]
			])
		);
		const served = new Map([['/bare', BARE_COMPOSER]]);
		const bare = await serveTexts(served, closing);
		const pages = new FeelPages(context, { app: servers.url, module: module.url, bare }, ids);
		for (const id of [ids.long, ids.short]) {
			await pages.#toNewest(page, id);
			await swipe(await context.newCDPSession(page), SWIPES);
			await pages.#toNewest(page, id);
		}
		served.set('/rows', await staticRows(page, SHORT));
		await page.close();
		return pages;
	}

	/** Scrolls the app's list of a conversation. */
	scrollApp(length: 'short' | 'long'): Promise<Figures> {
		return this.#slowed(
			(page) => this.#toNewest(page, this.#ids[length]),
			(page, session) => scrolled(page, session)
		);
	}

	/** Scrolls a page that has all rows and no script. */
	scrollStatic(): Promise<Figures> {
		return this.#slowed(async (page) => {
			await page.goto(`${this.#bare}/rows`);
		}, scrolled);
	}

	/** Scrolls virtua's list of as many messages. */
	scrollVirtua(): Promise<Figures> {
		return this.#slowed(async (page) => {
			await page.goto(this.#module);
			await call(page, 'show', 'virtua', LONG);
		}, scrolled);
	}

	/** Types into the app's composer. */
	typeInApp(): Promise<Figures> {
		return this.#slowed((page) => this.#toNewest(page, this.#ids.short), typed);
	}

	/** Types into a text area with nothing around it. */
	typeBare(): Promise<Figures> {
		return this.#slowed(async (page) => {
			await page.goto(`${this.#bare}/bare`);
		}, typed);
	}

	/** Opens a conversation from the list, when another one was open before. */
	open(): Promise<Figures> {
		const link = (page: Page, count: number) =>
			appOn(page).conversations.getByRole('link', { name: `${count} messages` });
		return this.#slowed(
			async (page) => {
				await page.goto(`${this.#app}/conversations`);
				await link(page, LONG).tap();
				await expect(appOn(page).messages).toHaveCount(50);
				await page.goBack();
				await expect(link(page, SHORT)).toBeVisible();
			},
			async (page) => {
				const opening = page.evaluate<number>('opening()');
				await link(page, SHORT).tap();
				return { [OPENING]: await opening };
			}
		);
	}

	/** Draws as many rows with nothing around them, when some were drawn before. */
	drawRows(): Promise<Figures> {
		return this.#slowed(
			async (page) => {
				await page.goto(this.#module);
				await call(page, 'drawNewest');
			},
			async (page) => ({ [OPENING]: await call(page, 'drawNewest') })
		);
	}

	/** Prepares a page of its own at full speed, and measures it slowed. */
	async #slowed(
		prepare: (page: Page) => Promise<void>,
		measure: (page: Page, session: CDPSession) => Promise<Figures>
	): Promise<Figures> {
		const page = await this.#context.newPage();
		try {
			await prepare(page);
			const session = await this.#context.newCDPSession(page);
			await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
			return await measure(page, session);
		} finally {
			await page.close();
		}
	}

	async #toNewest(page: Page, id: string): Promise<void> {
		await page.goto(`${this.#app}/c/${id}`);
		await expect(appOn(page).messages).toHaveCount(50);
		// What comes after the messages is there as well, Clerk too.
		await page.waitForLoadState('networkidle');
	}
}

/** A finger swipes down so many times: it scrolls back, and goes on a little when it is let go of. */
async function swipe(session: CDPSession, times: number): Promise<void> {
	// The page need not have answered before the finger moves on.
	const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
		session.send('Input.dispatchTouchEvent', {
			type,
			touchPoints: y === undefined ? [] : [{ x: 195, y }]
		});
	for (let n = 0; n < times; n++) {
		const moves = [touch('touchStart', 200)];
		for (let y = 200; y <= 650; y += 25) {
			moves.push(touch('touchMove', y));
			await setTimeout(FRAME_MS);
		}
		await Promise.all([...moves, touch('touchEnd')]);
		await setTimeout(PAUSE_MS);
	}
}

async function scrolled(page: Page, session: CDPSession): Promise<Figures> {
	const stop =
		await page.evaluateHandle<() => { frames: number[]; longTasks: number; events: number }>(
			'scrolling()'
		);
	await swipe(session, SWIPES);
	const { frames, longTasks, events } = await stop.evaluate((end) => end());
	if (events < SWIPES) throw new Error(`It has scrolled in ${events} frames only.`);
	return { [FRAME]: p95(frames), [LONG_TASKS]: longTasks };
}

async function typed(page: Page): Promise<Figures> {
	await page.getByRole('textbox', { name: 'Message' }).focus();
	await page.keyboard.type('words '.repeat(KEYS / 6), { delay: KEY_MS });
	await page.waitForFunction(`typing.length >= ${KEYS}`);
	const times = await page.evaluate<number[]>('typing');
	return { [KEY]: p95(times), [WORST_KEY]: Math.max(...times) };
}

/** Calls a function of the module of rows. */
async function call<Name extends 'show' | 'drawNewest'>(
	page: Page,
	name: Name,
	...args: Parameters<(typeof list)[Name]>
): Promise<number> {
	return await page.evaluate<number>(
		`import('/module.js').then((module) => module.${name}(...${JSON.stringify(args)}))`
	);
}

async function serveTexts(texts: ReadonlyMap<string, string>, closing: Closing): Promise<string> {
	const server = createServer(({ url = '' }, response) => {
		const text = texts.get(url);
		response.writeHead(text === undefined ? 404 : 200, { 'Content-Type': 'text/html' });
		response.end(text);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closing(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
