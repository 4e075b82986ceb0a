import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../scripts/build.js';
import { TEST_BUILD_FOLDER, testEnv } from '../../scripts/test-target.js';
import { Network } from '../../src/lib/offline-kit/index.ts';
import { openSignedIn, send, untilInstalled } from '../../tests/e2e/app.ts';
import { Servers } from '../../tests/offline-kit/servers.ts';
import { ColdBrowser } from './cold-browser.ts';
import { installPeer } from './peer-app.ts';
import { MESSAGES, openProfile, placePages, STAND_INS } from './profile.ts';

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
	/** The app has taken over from what was painted, and answers; on a page without an app never. */
	takenOver: number;
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

/** Writes a message as a user does, and says whether it is shown and gone from the composer: it is stored. */
const WRITE = `(async () => {
	const text = 'Written after the launch';
	const box = document.querySelector('textarea');
	box.value = text;
	box.dispatchEvent(new InputEvent('input', { bubbles: true }));
	const isStored = () =>
		box.value === '' &&
		[...document.querySelectorAll('article')].some((one) => one.textContent.includes(text));
	for (let time = 0; time < 100 && !isStored(); time += 1) {
		await new Promise((resolve) => setTimeout(resolve, 20));
		document.querySelector('[aria-label="Send"]:enabled')?.click();
	}
	return isStored();
})()`;

/** What can be launched. `peer` is the app without Clerk and Convex in it. */
export type Launched = 'app' | 'peer' | 'floor' | 'picture' | 'empty worker';

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

	/** Builds the app, installs it, writes the messages; and the same for its peer, on the same messages. */
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
		const context = await openProfile(join(folder, 'app'), network);
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
		await cp(join(folder, 'app'), join(folder, 'peer'), { recursive: true });
		await servers.kill(['app']);
		await installPeer(join(folder, 'peer'), network);
		await servers.start();
		return new InstalledApp(folder, network, servers, emptyWorker);
	}

	/** Starts the browser, opens a page in it and says when it was there. */
	async launch(what: Launched, { isOnline = false, times = 1 } = {}): Promise<Times> {
		const profile = join(this.#folder, 'launched');
		await rm(profile, { recursive: true, force: true });
		const installed = join(this.#folder, what === 'peer' ? 'peer' : 'app');
		await cp(installed, profile, { recursive: true });
		if (isOnline) this.#network.giveBack();
		else this.#network.takeAway('servers-gone');
		const browser = await ColdBrowser.launch(profile, this.#network.proxy.server);
		const { url } = this.#servers;
		const addresses = {
			...{ app: `${url}/`, peer: `${url}/`, 'empty worker': this.#emptyWorker },
			...{ floor: url + STAND_INS.floor, picture: url + STAND_INS.picture }
		};
		const read = await browser.open(addresses[what], times);
		const answer = (await read(READ_TIMES)) as Times & { takenOver: number | null };
		if (what === 'app' || what === 'peer') {
			if (answer.takenOver === null) throw new Error('The app has not taken over.');
			if (!(await read(WRITE))) throw new Error('What is written is not stored.');
		}
		await browser.close();
		return { ...answer, takenOver: answer.takenOver ?? Infinity };
	}

	/** Ends the servers and removes all. */
	async close(): Promise<void> {
		await this.#servers.stop();
		await this.#network.close();
		await rm(this.#folder, { recursive: true, force: true });
	}
}
