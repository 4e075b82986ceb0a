import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { snapshotKey } from './routes/(app)/snapshot/snapshot-cache.js';

const ORIGIN = 'https://app.test';
const WORKER: string = './service-worker.ts';

/** A file as a server sends it. */
interface ServedFile {
	type: string;
	body: string;
	status?: number;
	isRedirected?: boolean;
}

const page = (body: string): ServedFile => ({ type: 'text/html; charset=utf-8', body });
const script = (body: string): ServedFile => ({ type: 'text/javascript', body });

/** The build's list of files, and the same files on a server. */
const MANIFEST = [
	{ url: '200.html', revision: '1' },
	{ url: '_app/immutable/start.js', revision: null },
	{ url: 'icons/icon.svg', revision: '1' }
];
const build = (): Record<string, ServedFile> => ({
	'/200.html': page('shell 1'),
	'/_app/immutable/start.js': script('start'),
	'/icons/icon.svg': { type: 'image/svg+xml', body: 'icon 1' }
});

/** Cache Storage with one cache in it, which is the browser's and outlives every worker. */
class FakeCache {
	readonly kept = new Map<string, Response>();
	/** What cannot be read: the keys with this in them. */
	torn: string | undefined;

	open() {
		return Promise.resolve({
			keys: () => Promise.resolve([...this.kept.keys()].map((url) => ({ url }))),
			put: (url: string, response: Response) => Promise.resolve(this.kept.set(url, response)),
			delete: ({ url }: { url: string }) => Promise.resolve(this.kept.delete(url))
		});
	}

	match(url: string) {
		if (this.torn && url.includes(this.torn)) return Promise.reject(new Error('It is torn.'));
		return Promise.resolve(this.kept.get(new URL(url, ORIGIN).href)?.clone());
	}
}

/** What a browser gives to a worker, and the events that it sends it. */
class FakeScope extends EventTarget {
	readonly location = new URL('/service-worker.js', ORIGIN);
	hasSkippedWaiting = false;
	hasClaimed = false;
	readonly clients = {
		claim: () => {
			this.hasClaimed = true;
			return Promise.resolve();
		}
	};

	constructor(readonly __WB_MANIFEST: typeof MANIFEST) {
		super();
	}

	skipWaiting(): Promise<void> {
		this.hasSkippedWaiting = true;
		return Promise.resolve();
	}

	/** Sends an event, and waits for what it is to wait for. */
	async send(name: 'install' | 'activate'): Promise<void> {
		const work: Promise<unknown>[] = [];
		const waitUntil = (promise: Promise<unknown>) => work.push(promise);
		this.dispatchEvent(Object.assign(new Event(name), { waitUntil }));
		await Promise.all(work);
	}

	/** Asks for an address; `undefined` when the worker leaves it to the browser. */
	async ask(path: string, { mode = 'navigate', method = 'GET' } = {}): Promise<string | undefined> {
		let answer: Promise<Response> | undefined;
		const request = { url: new URL(path, ORIGIN).href, mode, method };
		const respondWith = (response: Promise<Response>) => (answer = response);
		this.dispatchEvent(Object.assign(new Event('fetch'), { request, respondWith }));
		return (await answer)?.text();
	}
}

let cache: FakeCache;
let served: Record<string, ServedFile>;
/** What was downloaded, and past which caches. */
let downloads: string[];

beforeEach(() => {
	cache = new FakeCache();
	served = build();
	downloads = [];
	vi.stubGlobal('caches', cache);
	vi.stubGlobal('fetch', (asked: string | { url: string }, { cache = '' } = {}) => {
		const { pathname } = new URL(typeof asked === 'string' ? asked : asked.url, ORIGIN);
		downloads.push(`${pathname} ${cache}`.trim());
		const file = served[pathname] ?? { ...page('not found'), status: 404 };
		const response = new Response(file.body, {
			status: file.status,
			headers: { 'content-type': file.type }
		});
		return Promise.resolve(
			Object.defineProperty(response, 'redirected', { value: file.isRedirected ?? false })
		);
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
});

/** A version of the worker, as the browser has just loaded it. */
async function load(manifest = MANIFEST): Promise<FakeScope> {
	const scope = new FakeScope(manifest);
	vi.resetModules();
	vi.stubGlobal('self', scope);
	// A script and no module, so that the compiler will not have it imported by name.
	await import(/* @vite-ignore */ WORKER);
	return scope;
}

/** The worker of the first version, in charge of the app. */
async function activate(): Promise<FakeScope> {
	const worker = await load();
	await worker.send('install');
	await worker.send('activate');
	downloads = [];
	return worker;
}

/** The next version: the shell has changed, the icon is gone, the script is the same. */
const NEXT = [{ url: '200.html', revision: '2' }, ...MANIFEST.slice(1, 2)];
async function installNext(): Promise<FakeScope> {
	served['/200.html'] = page('shell 2');
	const worker = await load(NEXT);
	await worker.send('install');
	return worker;
}

describe('installing', () => {
	test('downloads every file, bypassing the browser’s own cache', async () => {
		const worker = await load();
		await worker.send('install');
		expect(downloads.sort()).toEqual([
			'/200.html reload',
			'/_app/immutable/start.js reload',
			'/icons/icon.svg reload'
		]);
		expect([...cache.kept.keys()].sort()).toEqual([
			`${ORIGIN}/200.html?revision=1`,
			`${ORIGIN}/_app/immutable/start.js`,
			`${ORIGIN}/icons/icon.svg?revision=1`
		]);
	});

	test('downloads only the changed files of the next version, and leaves the old one active', async () => {
		const last = await activate();
		await installNext();
		expect(downloads).toEqual(['/200.html reload']);
		expect(await last.ask('/')).toBe('shell 1');
		expect(await last.ask('/icons/icon.svg', { mode: 'no-cors' })).toBe('icon 1');
	});

	test.each<[string, string, ServedFile]>([
		['a page in place of a script', '/_app/immutable/start.js', page('Sign in to this Wi-Fi')],
		['a page in place of an icon', '/icons/icon.svg', page('Sign in to this Wi-Fi')],
		['a script in place of a page', '/200.html', script('start')],
		['a page that another address sent', '/200.html', { ...page('Wi-Fi'), isRedirected: true }],
		['an error', '/_app/immutable/start.js', { ...script('oops'), status: 500 }]
	])('fails on %s, and stores nothing', async (_case, path, wrong) => {
		served[path] = wrong;
		const worker = await load();
		await expect(worker.send('install')).rejects.toThrow(path);
		expect([...cache.kept.keys()].filter((url) => url.includes(path))).toEqual([]);
	});

	test('does not take over automatically', async () => {
		const worker = await load();
		await worker.send('install');
		expect(worker.hasSkippedWaiting).toBe(false);
	});
});

describe('taking over', () => {
	test('deletes files that are not in this version', async () => {
		await activate();
		const next = await installNext();
		await next.send('activate');
		expect([...cache.kept.keys()].sort()).toEqual([
			`${ORIGIN}/200.html?revision=2`,
			`${ORIGIN}/_app/immutable/start.js`
		]);
		expect(await next.ask('/')).toBe('shell 2');
	});

	test('controls the open pages', async () => {
		expect((await activate()).hasClaimed).toBe(true);
	});

	test.each([
		[{ type: 'SKIP_WAITING' }, true],
		[{ type: 'ANOTHER' }, false],
		[{}, false],
		['SKIP_WAITING', false],
		[null, false]
	])('is requested by the message %o: %s', async (data, isAskedFor) => {
		const worker = await load();
		worker.dispatchEvent(new MessageEvent('message', { data }));
		expect(worker.hasSkippedWaiting).toBe(isAskedFor);
	});
});

describe('a snapshot', () => {
	const PAGE = '<body><!-- snapshot --><div id="app"></div></body>';

	async function activateWith(
		kept: Record<string, string>,
		day = new Date().toDateString()
	): Promise<FakeScope> {
		served['/200.html'] = page(PAGE);
		const worker = await activate();
		for (const [path, html] of Object.entries(kept)) keepSnapshot(snapshotKey(path), html, day);
		return worker;
	}

	function keepSnapshot(key: string, html: string, day = new Date().toDateString()): void {
		const headers = { 'snapshot-day': day };
		cache.kept.set(ORIGIN + key, new Response(html, { headers }));
	}

	test('is inserted into the page of its path, and into no other', async () => {
		const worker = await activateWith({ '/': 'last', '/c/a': '<p>a</p>' });
		served = {};
		expect(await worker.ask('/c/a')).toBe('<body><p>a</p><div id="app"></div></body>');
		expect(await worker.ask('/?utm=1')).toBe('<body>last<div id="app"></div></body>');
		expect(await worker.ask('/c/b')).toBe(PAGE);
		expect(await worker.ask('/sign-in')).toBe(PAGE);
	});

	test('of another day does not show "Today"', async () => {
		const worker = await activateWith({ '/': 'last' }, 'Sun Nov 22 2026');
		expect(await worker.ask('/')).toMatch(/h2, nav time\) \{ visibility: hidden \}<\/style>last/);
	});

	test('of another version is ignored', async () => {
		const worker = await activateWith({});
		keepSnapshot(`${snapshotKey('/')}0`, 'of another version');
		expect(await worker.ask('/')).toBe(PAGE);
	});

	test('that cannot be read leaves the page without a snapshot', async () => {
		const worker = await activateWith({});
		cache.torn = 'snapshot';
		expect(await worker.ask('/')).toBe(PAGE);
	});
});

describe('a request', () => {
	test.each(['/', '/c/abc', '/conversations', '/sign-in/factor-one?redirect_url=%2F', '/no.such'])(
		'for the page %s is answered with the shell, with no network',
		async (path) => {
			const worker = await activate();
			served = {};
			expect(await worker.ask(path)).toBe('shell 1');
			expect(downloads).toEqual([]);
		}
	);

	test('for a file is answered with that file', async () => {
		const worker = await activate();
		expect(await worker.ask('/_app/immutable/start.js', { mode: 'cors' })).toBe('start');
		expect(await worker.ask('/icons/icon.svg')).toBe('icon 1');
		expect(downloads).toEqual([]);
	});

	test('for a file that the browser has evicted is answered from the network', async () => {
		const worker = await activate();
		cache.kept.clear();
		expect(await worker.ask('/_app/immutable/start.js', { mode: 'cors' })).toBe('start');
		expect(downloads).toEqual(['/_app/immutable/start.js']);
	});

	test.each([
		['to Clerk', '/__clerk/v1/client', {}],
		['for a file of another version', '/_app/immutable/gone.js', {}],
		['for an icon that is not there', '/icons/gone.png', {}],
		['for a screenshot', '/screenshots/phone.png', {}],
		['by a script, for no file', '/c/abc', { mode: 'cors' }],
		['that changes something', '/c/abc', { method: 'POST' }],
		['that changes something, to a file', '/200.html', { method: 'POST' }],
		['to another origin', 'https://convex.test/api', { mode: 'cors' }],
		['to a page of another origin', 'https://convex.test/', {}]
	])('%s is left to the browser', async (_case, path, how) => {
		const worker = await activate();
		expect(await worker.ask(path, how)).toBeUndefined();
		expect(downloads).toEqual([]);
	});
});
