/** What the offline kit's README says of each way to be offline, seen in a browser. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test as base, type Page } from '@playwright/test';
import { WebSocketServer } from 'ws';
import { offlineFixtures, WAYS_OFFLINE, type WayOffline } from '../../src/lib/offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { untilInstalled } from './app.ts';

/** A service worker that answers navigations by itself and asks the network when it is told to. */
const WORKER = `
	self.onactivate = (event) => event.waitUntil(clients.claim());
	self.onfetch = (event) => {
		if (event.request.mode === 'navigate') {
			event.respondWith(new Response('<title>Kept</title>', { headers: { 'Content-Type': 'text/html' } }));
		}
	};
	self.onmessage = ({ data, ports }) => {
		fetch(data, { signal: AbortSignal.timeout(1_000) })
			.then((response) => response.text())
			.catch(({ name }) => name)
			.then((answer) => ports[0].postMessage(answer));
	};
`;

/** A small app, and what its server has heard. */
interface Site {
	url: string;
	heard: string[];
}

const test = base.extend(offlineFixtures).extend<{ site: Site }>({
	site: async ({ browserName: _ }, use) => {
		const heard: string[] = [];
		const server = createServer((request, response) => {
			const path = request.url ?? '';
			heard.push(path);
			const isWorker = path === '/worker.js';
			response.setHeader('Content-Type', isWorker ? 'text/javascript' : 'text/html');
			response.end(isWorker ? WORKER : `answer to ${path}`);
		});
		const sockets = new WebSocketServer({ server });
		sockets.on('connection', (socket) =>
			socket.on('message', (data: Buffer) => {
				heard.push(data.toString());
				socket.send(data.toString());
			})
		);
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		await use({ url: `http://127.0.0.1:${port}`, heard });
		for (const socket of sockets.clients) socket.terminate();
		server.close();
		server.closeAllConnections();
	}
});

/** Opens the app, its service worker and a WebSocket. */
async function open(page: Page, { url }: Site): Promise<void> {
	await page.goto(url);
	await page.evaluate(async () => {
		await navigator.serviceWorker.register('/worker.js');
		if (!navigator.serviceWorker.controller) {
			await new Promise((resolve) => {
				navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
			});
		}
	});
	// Before, it may not be on the disk, and a browser that is killed would have no worker.
	await untilInstalled(page);
	await page.evaluate(async () => {
		const socket = new WebSocket(location.href.replace('http', 'ws'));
		await new Promise((resolve) => socket.addEventListener('open', resolve));
		const echoes: unknown[] = [];
		socket.addEventListener('message', ({ data }) => echoes.push(data));
		Object.assign(window, { socket, echoes });
	});
}

interface Open {
	socket: WebSocket;
	echoes: string[];
}

const socketOf = (page: Page) =>
	page.evaluate(() => {
		const { socket, echoes } = window as unknown as Open;
		return { isOpen: socket.readyState === WebSocket.OPEN, echoes };
	});

const sendOver = (page: Page, text: string) =>
	page.evaluate((text) => (window as unknown as Open).socket.send(text), text);

/** What becomes of each kind of request. A request without an answer after a second hangs. */
function probe(page: Page) {
	return page.evaluate(async () => {
		const PATIENCE_MS = 1_000;
		const fromPage = fetch('/from-page', { signal: AbortSignal.timeout(PATIENCE_MS) })
			.then((response) => response.text())
			.catch(({ name }: Error) => name);
		const fromWorker = new Promise<unknown>((resolve) => {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = ({ data }) => resolve(data);
			navigator.serviceWorker.controller?.postMessage('/from-worker', [port2]);
		});
		const newSocket = new Promise<string>((resolve) => {
			const socket = new WebSocket(location.href.replace('http', 'ws'));
			socket.onopen = () => resolve('open');
			socket.onerror = () => resolve('fails');
			setTimeout(() => resolve('hangs'), PATIENCE_MS);
		});
		return {
			onLine: navigator.onLine,
			fromPage: await fromPage,
			fromWorker: await fromWorker,
			newSocket: await newSocket
		};
	});
}

const ONLINE = {
	onLine: true,
	fromPage: 'answer to /from-page',
	fromWorker: 'answer to /from-worker',
	newSocket: 'open'
};
const FAILS = { onLine: true, fromPage: 'TypeError', fromWorker: 'TypeError', newSocket: 'fails' };
const HANGS = {
	onLine: true,
	fromPage: 'TimeoutError',
	fromWorker: 'TimeoutError',
	newSocket: 'hangs'
};
const portal: unknown = expect.stringContaining('Guest network');

/** For each way: what requests meet, whether an open WebSocket stays open, and what the server hears. */
const EXPECTED: Record<WayOffline, { requests: object; staysOpen: boolean; hears: string[] }> = {
	'switched-off': { requests: { ...FAILS, onLine: false }, staysOpen: true, hears: [] },
	'servers-gone': { requests: FAILS, staysOpen: false, hears: [] },
	'black-hole': { requests: HANGS, staysOpen: true, hears: [] },
	'answers-lost': {
		requests: HANGS,
		staysOpen: true,
		hears: ['meanwhile', '/from-page', '/from-worker']
	},
	'captive-portal': {
		requests: { ...FAILS, fromPage: portal, fromWorker: portal },
		staysOpen: false,
		hears: []
	}
};

for (const way of WAYS_OFFLINE) {
	const { requests, staysOpen, hears } = EXPECTED[way];

	test(`${way}: pages, workers and WebSockets meet what the way is, and then the network`, async ({
		device,
		site
	}) => {
		const { page } = device;
		await open(page, site);
		await sendOver(page, 'before');
		await expect.poll(() => socketOf(page)).toEqual({ isOpen: true, echoes: ['before'] });
		site.heard.length = 0;

		await device.goOffline(way);
		await sendOver(page, 'meanwhile');
		expect(await probe(page)).toEqual(requests);
		await expect.poll(() => socketOf(page)).toEqual({ isOpen: staysOpen, echoes: ['before'] });
		expect([...site.heard].sort()).toEqual([...hears].sort());

		await device.goOnline();
		// What was frozen goes on; what had lost something breaks.
		const after =
			way === 'switched-off'
				? { isOpen: true, echoes: ['before', 'meanwhile'] }
				: { isOpen: false, echoes: ['before'] };
		await expect.poll(() => socketOf(page)).toEqual(after);
		expect(await probe(page)).toEqual(ONLINE);
	});

	const isRepeated = way !== 'black-hole';

	test(
		`${way}: a browser that is killed stays offline when it starts again`,
		onlyInAll(isRepeated),
		async ({ device, newDevice, site }) => {
			await open(device.page, site);
			await device.goOffline(way);
			await device.relaunch();
			await device.page.goto(site.url);
			await expect(device.page).toHaveTitle('Kept');
			expect(await probe(device.page)).toEqual(requests);

			const other = await newDevice();
			await open(other.page, site);
			expect(await probe(other.page)).toEqual(ONLINE);
			await device.goOnline();
			expect(await probe(device.page)).toEqual(ONLINE);
		}
	);
}

test('the browser of one device has the options of the configuration and those it was given', async ({
	newDevice,
	viewport,
	site
}) => {
	const [usual, small] = [
		await newDevice(),
		await newDevice({ viewport: { width: 320, height: 500 } })
	];
	await usual.page.goto(site.url);
	expect(usual.page.viewportSize()).toEqual(viewport);
	expect(small.page.viewportSize()).toEqual({ width: 320, height: 500 });
	expect(await usual.page.evaluate(() => navigator.webdriver)).toBe(false);
});

test('devices that share a browser have networks of their own, and cannot be killed', async ({
	newDevice,
	site
}) => {
	const [near, far] = [
		await newDevice({ sharesBrowser: true }),
		await newDevice({ sharesBrowser: true, viewport: { width: 320, height: 500 } })
	];
	expect(far.context.browser()).toBe(near.context.browser());
	expect(far.page.viewportSize()).toEqual({ width: 320, height: 500 });
	for (const { page } of [near, far]) await open(page, site);
	for (const way of WAYS_OFFLINE) {
		await near.goOffline(way);
		expect(await probe(near.page)).toEqual(EXPECTED[way].requests);
		expect(await probe(far.page)).toEqual(ONLINE);
		await near.goOnline();
		expect(await probe(near.page)).toEqual(ONLINE);
	}
	for (const end of ['kill', 'quit', 'relaunch', 'launch'] as const) {
		await expect(near[end]()).rejects.toMatchObject({ code: 'no_profile' });
	}
});

test('a device without a browser or a page says so', async ({ device }) => {
	await device.page.close();
	expect(() => device.page).toThrow(expect.objectContaining({ code: 'no_page' }));
	await device.kill();
	expect(() => device.page).toThrow(expect.objectContaining({ code: 'not_running' }));
	await expect(device.kill()).rejects.toMatchObject({ code: 'not_running' });
});
