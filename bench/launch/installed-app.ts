import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ensureBuilt } from '../../scripts/build.js';
import { TEST_BUILD_FOLDER, testEnv } from '../../scripts/test-target.js';
import { Network } from '../../src/lib/offline-kit/index.ts';
import { openSignedIn, send, untilInstalled } from '../../tests/e2e/app.ts';
import { Servers } from '../../tests/offline-kit/servers.ts';
import type { Closing } from '../opened.ts';
import { ColdBrowser } from './cold-browser.ts';
import { installPeer } from './peer-app.ts';
import { MESSAGES, placePages, STAND_INS, withProfile } from './profile.ts';

/** A worker that answers with what it has, and does nothing else. */
const EMPTY_WORKER = `
	addEventListener('install', (event) => event.waitUntil(caches.open('page').then((cache) => cache.add('/'))));
	addEventListener('fetch', (event) => event.respondWith(caches.match('/')));
`;

/** When, in milliseconds since the navigation, what happened. */
export interface Times {
	/** The worker runs, counted from when it was asked for. */
	workerStarted: number;
	/** The newest message is on the screen; on a page without one never. */
	painted: number;
	/** The app has taken over from what was painted, and answers; on a page without an app never. */
	takenOver: number;
}

/** What is measured on a page. */
interface Measured {
	/** Whether a message is painted on it, and whether an app takes over there. */
	isPainted: boolean;
	isTakenOver: boolean;
}

/** Resolves in the page when all of it has happened, with when that was. */
const whenMeasured = ({ isPainted, isTakenOver }: Measured) => `(async () => {
	const first = (type, isIt) => new Promise((resolve) => {
		new PerformanceObserver((list, observer) => {
			const found = list.getEntries().find(isIt);
			if (!found) return;
			observer.disconnect();
			resolve(found);
		}).observe({ type, buffered: true });
	});
	const painted = ${isPainted} && await first('element', ({ identifier }) => identifier === 'newest');
	const taken = ${isTakenOver} && await first('mark', ({ name }) => name === 'taken-over');
	const [page] = performance.getEntriesByType('navigation');
	return {
		workerStarted: page.fetchStart - page.workerStart,
		painted: painted ? painted.renderTime : null,
		takenOver: taken ? taken.startTime : null
	};
})()`;

/** Writes a message as a user does; resolves when it is shown and gone from the composer: it is stored. */
const WRITE = `(async () => {
	const text = 'Written after the launch';
	const box = document.querySelector('textarea');
	box.value = text;
	box.dispatchEvent(new InputEvent('input', { bubbles: true }));
	const isStored = () =>
		box.value === '' &&
		[...document.querySelectorAll('article')].some((one) => one.textContent.includes(text));
	while (!isStored()) {
		await new Promise((resolve) => setTimeout(resolve, 20));
		document.querySelector('[aria-label="Send"]:enabled')?.click();
	}
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

	/**
	 * Builds the app, installs it, writes the messages; and the same for its peer, on the same messages.
	 *
	 * @param closing told what ends the servers and removes all
	 */
	static async create(closing: Closing): Promise<InstalledApp> {
		const { signal } = new AbortController();
		await ensureBuilt({ signal, folder: TEST_BUILD_FOLDER, env: testEnv() });
		const folder = await mkdtemp(join(tmpdir(), 'launch-'));
		closing(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
		const network = await Network.start();
		closing(() => network.close());
		const servers = new Servers(join(folder, 'servers'));
		closing(() => servers.stop());
		await servers.start();
		const emptyWorker = await withProfile(join(folder, 'app'), network, async (page) => {
			const emptyWorker = await installEmptyWorker(page);
			await openSignedIn(servers, { context: page.context(), page });
			await untilInstalled(page);
			for (const text of MESSAGES) await send(page, text);
			await placePages(page);
			return emptyWorker;
		});
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
		const { url } = this.#servers;
		const addresses = {
			...{ app: `${url}/`, peer: `${url}/`, 'empty worker': this.#emptyWorker },
			...{ floor: url + STAND_INS.floor, picture: url + STAND_INS.picture }
		};
		const isApp = what === 'app' || what === 'peer';
		const until = whenMeasured({ isPainted: what !== 'empty worker', isTakenOver: isApp });
		const browser = await ColdBrowser.launch(profile, this.#network.proxy.server);
		try {
			const { happened, evaluate } = await browser.open(addresses[what], { until, times });
			if (isApp) await evaluate(WRITE);
			const { workerStarted, painted, takenOver } = happened as Record<keyof Times, number | null>;
			return {
				workerStarted: workerStarted ?? NaN,
				painted: painted ?? Infinity,
				takenOver: takenOver ?? Infinity
			};
		} finally {
			await browser.close();
		}
	}
}

/** Has a page of its own answered by a worker that does nothing else; returns the page's address. */
async function installEmptyWorker(page: Page): Promise<string> {
	const server = createServer((request, response) => {
		const isWorker = request.url === '/worker.js';
		response.setHeader('Content-Type', isWorker ? 'text/javascript' : 'text/html');
		response.end(isWorker ? EMPTY_WORKER : '<!doctype html><p>A page');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	try {
		await page.goto(url);
		await page.evaluate(async () => {
			await navigator.serviceWorker.register('/worker.js');
			await navigator.serviceWorker.ready;
		});
		return url;
	} finally {
		server.close();
	}
}
