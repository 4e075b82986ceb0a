import { describe, expect, test, vi } from 'vitest';
import { createFaults, type FaultyPage, type WayOffline } from './faults.js';

/** A socket with a server's end that the test holds. */
class OpenSocket extends EventTarget {
	static readonly all: OpenSocket[] = [];
	readonly arrived: unknown[] = [];
	isClosed = false;

	constructor() {
		super();
		OpenSocket.all.push(this);
		queueMicrotask(() => !this.isClosed && this.dispatchEvent(new Event('open')));
	}

	send(data: unknown): void {
		this.arrived.push(data);
	}

	close(): void {
		this.isClosed = true;
		this.dispatchEvent(new Event('close'));
	}
}

function world() {
	const written = { put: vi.fn(), setItem: vi.fn() };
	const navigator = Object.create({ onLine: true }) as Navigator;
	const said: string[] = [];
	const now = () => 1_000;
	const page = {
		WebSocket: OpenSocket as unknown as typeof WebSocket,
		fetch: vi.fn(() => Promise.resolve(new Response('here'))) as unknown as typeof fetch,
		Date: { now } as unknown as DateConstructor,
		navigator,
		dispatchEvent: (event: Event) => said.push(event.type) > 0,
		IDBObjectStore: { prototype: { put: written.put } as unknown as IDBObjectStore },
		Storage: { prototype: { setItem: written.setItem } as unknown as Storage }
	} satisfies FaultyPage;
	const faults = createFaults(page);
	/** A socket of the page's, and all that reaches it. */
	const connect = async () => {
		const socket = new page.WebSocket('ws://convex.test') as WebSocket & OpenSocket;
		const heard: unknown[] = [];
		for (const type of ['open', 'close', 'message'])
			socket.addEventListener(type, (event) =>
				heard.push(event instanceof MessageEvent ? event.data : type)
			);
		await Promise.resolve();
		return {
			socket,
			heard,
			serve: (data: string) => socket.dispatchEvent(new MessageEvent('message', { data }))
		};
	};
	/** What becomes of a request within a moment. */
	const ask = (url = 'http://convex.test/version') =>
		Promise.race([
			page.fetch(url).then(
				(answer) => answer.text(),
				() => 'failed'
			),
			new Promise<string>((resolve) => setTimeout(resolve, 5, 'silence'))
		]);
	return { page, faults, connect, ask, said, written };
}

describe('without a fault', () => {
	test('all goes through', async () => {
		const { page, connect, ask } = world();
		const { socket, heard, serve } = await connect();
		socket.send('up');
		serve('down');
		expect([socket.arrived, heard, await ask()]).toEqual([['up'], ['open', 'down'], 'here']);
		expect(page.Date.now()).toBe(1_000);
	});
});

describe('a network that is away', () => {
	test.each<[WayOffline, { sent: string[]; heard: string[]; answer: string; isOnline: boolean }]>([
		['switched-off', { sent: [], heard: [], answer: 'failed', isOnline: false }],
		['servers-gone', { sent: [], heard: ['close'], answer: 'failed', isOnline: true }],
		['black-hole', { sent: [], heard: [], answer: 'silence', isOnline: true }],
		['answers-lost', { sent: ['up'], heard: [], answer: 'silence', isOnline: true }],
		['captive-portal', { sent: [], heard: ['close'], answer: 'portal', isOnline: true }]
	])('%s: what becomes of what is open, and of requests', async (way, expected) => {
		const { page, faults, connect, ask, said } = world();
		const { socket, heard, serve } = await connect();
		heard.length = 0;
		faults.setOffline(way);
		socket.send('up');
		serve('down');
		const answer = await ask();
		const isOnline = page.navigator.onLine;
		const seen = {
			sent: socket.arrived,
			heard,
			answer: answer.includes('<h1>') ? 'portal' : answer,
			isOnline
		};
		expect(seen).toEqual(expected);
		expect(said).toEqual(way === 'switched-off' ? ['offline'] : []);
		faults.setOffline(undefined);
		expect(page.navigator.onLine).toBe(true);
		expect(await ask()).toBe('here');
	});

	test('what a switched-off network held goes on, in its order', async () => {
		const { faults, connect, said } = world();
		const { socket, heard, serve } = await connect();
		faults.setOffline('switched-off');
		socket.send('one');
		socket.send('two');
		serve('three');
		faults.setOffline(undefined);
		expect([socket.arrived, heard, said]).toEqual([
			['one', 'two'],
			['open', 'three'],
			['offline', 'online']
		]);
	});

	test.each<WayOffline>(['black-hole', 'answers-lost'])(
		'%s: a socket that has lost something breaks when the network is back',
		async (way) => {
			const { faults, connect } = world();
			const { socket, serve } = await connect();
			faults.setOffline(way);
			serve('lost');
			expect(socket.isClosed).toBe(false);
			faults.setOffline(undefined);
			expect(socket.isClosed).toBe(true);
		}
	);

	test('nothing new opens', async () => {
		const { faults, connect } = world();
		for (const way of ['switched-off', 'servers-gone', 'captive-portal'] as const) {
			faults.setOffline(way);
			expect((await connect()).socket.isClosed).toBe(true);
		}
		faults.setOffline('black-hole');
		expect((await connect()).heard).toEqual([]);
	});

	test('what is encrypted fails in a captive portal', async () => {
		const { faults, ask } = world();
		faults.setOffline('captive-portal');
		expect(await ask('https://convex.test/version')).toBe('failed');
	});
});

test('the clock is ahead, and is right again', () => {
	const { page, faults } = world();
	faults.setClockAhead(60_000);
	expect(page.Date.now()).toBe(61_000);
	faults.setClockAhead(-500);
	expect(page.Date.now()).toBe(500);
	faults.setClockAhead(0);
	expect(page.Date.now()).toBe(1_000);
});

test('a full disk takes nothing, until there is room', () => {
	const { page, faults, written } = world();
	faults.setDiskFull(true);
	const put = () => page.IDBObjectStore.prototype.put('value');
	const full = expect.objectContaining({ name: 'QuotaExceededError' }) as Error;
	expect(put).toThrow(full);
	expect(() => page.Storage.prototype.setItem('a', 'b')).toThrow(full);
	faults.setDiskFull(false);
	put();
	expect(written.put).toHaveBeenCalledOnce();
});
