/**
 * A way to be without a network, as this page sees it. They are those of the offline kit, which takes away the
 * real network.
 */
export type WayOffline =
	'switched-off' | 'servers-gone' | 'black-hole' | 'answers-lost' | 'captive-portal';

/** What of the page the faults stand in front of. */
export interface FaultyPage {
	WebSocket: typeof WebSocket;
	fetch: typeof fetch;
	Date: DateConstructor;
	navigator: Navigator;
	dispatchEvent(event: Event): boolean;
	IDBObjectStore: { prototype: IDBObjectStore };
	Storage: { prototype: Storage };
	Cache?: { prototype: Cache };
}

/** Faults of the world around this page. Only this page has them: the machine and other tabs do not. */
export interface Faults {
	/** Takes away the network in this way, or gives it back. */
	setOffline(way: WayOffline | undefined): void;
	/** Sets the clock ahead, or behind. */
	setClockAhead(ms: number): void;
	/** Lets no write fit on the disk. */
	setDiskFull(isFull: boolean): void;
}

/**
 * Puts itself between the page and its socket, fetch, clock and storage, and lets all through until a fault is
 * set. What was connected before is not touched, so it comes before the client connects.
 */
export function createFaults(page: FaultyPage): Faults {
	const network = { way: undefined as WayOffline | undefined };
	const sockets = new Set<Faulty>();
	page.WebSocket = socketsOf(page.WebSocket, network, sockets);
	page.fetch = fetchOf(page.fetch.bind(page), network);
	return {
		setOffline: (way) => {
			const was = network.way;
			network.way = way;
			for (const socket of sockets) socket.meet(was, way);
			sayOnline(
				page,
				way !== 'switched-off',
				(was === 'switched-off') !== (way === 'switched-off')
			);
		},
		setClockAhead: createClock(page.Date),
		setDiskFull: createDisk(page)
	};
}

/** A socket that the network may fail. */
interface Faulty {
	meet(was: WayOffline | undefined, is: WayOffline | undefined): void;
}

/** The ways in which what is open breaks, and nothing new opens. */
const BREAKS: readonly (WayOffline | undefined)[] = ['servers-gone', 'captive-portal'];

function socketsOf(
	Real: typeof WebSocket,
	network: { readonly way: WayOffline | undefined },
	sockets: Set<Faulty>
): typeof WebSocket {
	return class extends Real {
		/** What the page sent, and what arrived, while the network was switched off. */
		#held: (() => void)[] = [];
		#isReplaying = false;
		/** Whether something was lost that a network would have sent again. */
		#isTorn = false;
		readonly #faulty: Faulty = { meet: (was, is) => this.#meet(was, is) };

		constructor(...args: ConstructorParameters<typeof WebSocket>) {
			super(...args);
			sockets.add(this.#faulty);
			this.addEventListener('close', () => sockets.delete(this.#faulty));
			// Before all other listeners: what is stopped here reaches none of them.
			this.addEventListener('message', (event) => this.#receive(event));
			this.addEventListener('open', (event) => {
				if (network.way !== undefined && network.way !== 'answers-lost') this.#lose(event);
			});
			if (network.way === 'switched-off' || BREAKS.includes(network.way)) super.close();
		}

		override send(data: Parameters<WebSocket['send']>[0]): void {
			if (network.way === 'switched-off') this.#held.push(() => super.send(data));
			else if (network.way === undefined || network.way === 'answers-lost') super.send(data);
			else this.#isTorn = true;
		}

		#receive(event: MessageEvent<unknown>): void {
			if (network.way === undefined || this.#isReplaying) return;
			if (network.way !== 'switched-off') return this.#lose(event);
			event.stopImmediatePropagation();
			const { data } = event;
			this.#held.push(() => {
				this.#isReplaying = true;
				this.dispatchEvent(new MessageEvent('message', { data }));
				this.#isReplaying = false;
			});
		}

		#lose(event: Event): void {
			event.stopImmediatePropagation();
			this.#isTorn = true;
		}

		#meet(was: WayOffline | undefined, is: WayOffline | undefined): void {
			if (BREAKS.includes(is)) return super.close();
			if (is !== undefined) return;
			// A network that is back goes on where it was; what was lost here, nobody sends again.
			if (this.#isTorn) return super.close();
			for (const go of was === 'switched-off' ? this.#held.splice(0) : []) go();
		}
	};
}

const PORTAL = '<!doctype html><title>Welcome</title><h1>Sign in to this network</h1>';

function fetchOf(
	real: typeof fetch,
	network: { readonly way: WayOffline | undefined }
): typeof fetch {
	return async (input, init) => {
		const { way } = network;
		const request = new Request(input, init);
		if (way === 'switched-off' || way === 'servers-gone') throw new TypeError('Failed to fetch');
		if (way === 'black-hole') return await silence(request.signal);
		if (way === 'captive-portal') {
			if (request.url.startsWith('https:')) throw new TypeError('Failed to fetch');
			return new Response(PORTAL, { headers: { 'content-type': 'text/html' } });
		}
		const answer = await real(input, init);
		return way === 'answers-lost' ? await silence(request.signal) : answer;
	};
}

/** Nothing, until the request is aborted. */
function silence(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		const end = () => reject(signal.reason as Error);
		if (signal.aborted) end();
		signal.addEventListener('abort', end);
	});
}

function sayOnline(page: FaultyPage, isOnline: boolean, isNews: boolean) {
	if (!isNews) return;
	// The browser's own answer is its prototype's.
	if (isOnline) Reflect.deleteProperty(page.navigator, 'onLine');
	else Object.defineProperty(page.navigator, 'onLine', { value: false, configurable: true });
	page.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}

function createClock(date: DateConstructor): Faults['setClockAhead'] {
	const now = date.now.bind(date);
	return (ms) => {
		date.now = ms === 0 ? now : () => now() + ms;
	};
}

/** What writes to each storage. On a full disk a database cannot delete either: to delete is to write. */
function createDisk({ IDBObjectStore, Storage, Cache }: FaultyPage): Faults['setDiskFull'] {
	const writers: [object, string[]][] = [
		[IDBObjectStore.prototype, ['put', 'add', 'delete', 'clear']],
		[Storage.prototype, ['setItem']],
		...(Cache ? [[Cache.prototype, ['put', 'add', 'addAll']] as [object, string[]]] : [])
	];
	const real = writers.flatMap(([owner, names]) =>
		names.map((name) => [owner, name, Reflect.get(owner, name) as unknown] as const)
	);
	const refuse = () => {
		throw new DOMException('The disk is full (a fault of the devtools).', 'QuotaExceededError');
	};
	return (isFull) => {
		for (const [owner, name, write] of real) Reflect.set(owner, name, isFull ? refuse : write);
	};
}
