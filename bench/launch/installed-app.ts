import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import { ensureBuilt } from '../../scripts/build.js';
import { findBrowser } from '../../scripts/browser.js';
import { TEST_BUILD_FOLDER, testEnv } from '../../scripts/test-target.js';
import { Network } from '../../src/lib/offline-kit/index.ts';
import { openSignedIn, send, untilInstalled } from '../../tests/e2e/app.ts';
import { Servers } from '../../tests/offline-kit/servers.ts';
import { ColdBrowser } from './cold-browser.ts';
import { markNewest, samePicture, staticPage } from './static-page.ts';

const MESSAGES = Array.from({ length: 50 }, (_, n) => `Message ${n + 1}, with some words in it`);

/** Files of the app that the pages to compare with stand in for: the same worker answers with them. */
const STAND_INS = { floor: '/manifest.webmanifest', picture: '/icons/maskable.svg' };

/** A worker that answers with what it has, and does nothing else. */
const EMPTY_WORKER = `
	addEventListener('install', (event) => event.waitUntil(caches.open('page').then((cache) => cache.add('/'))));
	addEventListener('fetch', (event) => event.respondWith(caches.match('/')));
`;

/** When, in milliseconds since the navigation, what happened. */
export interface Times {
	/** The worker runs, counted from when it was asked for. */
	workerStarted: number;
	/** The newest message is on the screen. */
	painted: number;
	/** The app has taken over from what was painted. */
	takenOver: number | null;
}

const READ_TIMES = `new Promise((resolve) => {
	const [page] = performance.getEntriesByType('navigation');
	const [taken] = performance.getEntriesByName('taken-over');
	const answer = (painted) => resolve({
		workerStarted: page.fetchStart - page.workerStart,
		painted,
		takenOver: taken ? taken.startTime : null
	});
	new PerformanceObserver((list) => answer(list.getEntries()[0].renderTime)).observe({ type: 'element', buffered: true });
	// A page with no message on it.
	setTimeout(answer, 2000, 0);
})`;

/** The app as it is installed on a device with 50 messages, which every launch finds as at first. */
export class InstalledApp {
	readonly #folder: string;
	readonly #network: Network;
	readonly #servers: Servers;
	readonly #emptyWorker: string;

	private constructor(folder: string, network: Network, servers: Servers, emptyWorker: string) {
		this.#folder = folder;
		this.#network = network;
		this.#servers = servers;
		this.#emptyWorker = emptyWorker;
	}

	/** Builds the app, installs it, writes the messages. */
	static async create(): Promise<InstalledApp> {
		const { signal } = new AbortController();
		await ensureBuilt({ signal, folder: TEST_BUILD_FOLDER, env: testEnv() });
		const folder = await mkdtemp(join(tmpdir(), 'launch-'));
		const network = await Network.start();
		const servers = new Servers(join(folder, 'servers'));
		await servers.start();
		const empty = createServer((request, response) => {
			const isWorker = request.url === '/worker.js';
			response.setHeader('Content-Type', isWorker ? 'text/javascript' : 'text/html');
			response.end(isWorker ? EMPTY_WORKER : '<!doctype html><p>A page');
		});
		await new Promise<void>((resolve) => empty.listen(0, '127.0.0.1', resolve));
		const emptyWorker = `http://127.0.0.1:${(empty.address() as AddressInfo).port}/`;
		const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
			executablePath: findBrowser(),
			proxy: network.proxy,
			ignoreDefaultArgs: ['--enable-automation'],
			args: ['--no-sandbox', '--disable-blink-features=AutomationControlled']
		});
		const page = await context.newPage();
		await page.goto(emptyWorker);
		await page.evaluate(async () => {
			await navigator.serviceWorker.register('/worker.js');
			await navigator.serviceWorker.ready;
		});
		empty.close();
		await openSignedIn(servers, { context, page });
		await untilInstalled(page);
		for (const text of MESSAGES) await send(page, text);
		await placePages(page);
		await context.close();
		return new InstalledApp(folder, network, servers, emptyWorker);
	}

	/** Starts the browser, opens a page in it and says when it was there. */
	async launch(
		what: 'app' | 'floor' | 'picture' | 'empty worker',
		{ isOnline = false, times = 1 } = {}
	): Promise<Times> {
		const profile = join(this.#folder, 'launched');
		await rm(profile, { recursive: true, force: true });
		await cp(join(this.#folder, 'profile'), profile, { recursive: true });
		if (isOnline) this.#network.giveBack();
		else this.#network.takeAway('servers-gone');
		const browser = await ColdBrowser.launch(profile, this.#network.proxy.server);
		const { url } = this.#servers;
		const addresses = { app: `${url}/`, 'empty worker': this.#emptyWorker };
		const address = what in addresses ? addresses[what as 'app'] : url + STAND_INS[what as 'floor'];
		const read = await browser.open(address, times);
		const answer = (await read(READ_TIMES)) as Times;
		await browser.close();
		return answer;
	}

	/** Ends the servers and removes all. */
	async close(): Promise<void> {
		await this.#servers.stop();
		await this.#network.close();
		await rm(this.#folder, { recursive: true, force: true });
	}
}

/** Marks the newest message in the snapshot, and puts the pages to compare with in place of some files. */
async function placePages(page: Page): Promise<void> {
	const readSnapshot = () =>
		page.evaluate(async () => {
			const cache = await caches.open('snapshots');
			const [key] = (await cache.keys()).filter(({ url }) => new URL(url).pathname === '/');
			return key && (await cache.match(key))?.text();
		});
	const last = MESSAGES.at(-1) ?? '';
	await expect.poll(readSnapshot).toContain(last);
	const snapshot = markNewest((await readSnapshot()) ?? '');
	const pages = {
		[STAND_INS.floor]: staticPage(MESSAGES),
		[STAND_INS.picture]: samePicture(snapshot)
	};
	await page.evaluate(
		async ([snapshot, pages]) => {
			const put = async (name: string, path: string, page: string) => {
				const cache = await caches.open(name);
				const keys = await cache.keys();
				const key = keys.find(({ url }) => new URL(url).pathname === path);
				if (!key) throw new Error(`${path} is not in ${name}`);
				const headers = new Headers((await cache.match(key))?.headers);
				headers.set('content-type', 'text/html; charset=utf-8');
				await cache.put(key, new Response(page, { headers }));
			};
			for (const [path, html] of Object.entries(pages)) await put('app-files', path, html);
			await put('snapshots', '/', snapshot);
		},
		[snapshot, pages] as const
	);
}
