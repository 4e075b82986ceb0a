import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AppBuild } from './app-files.js';
import { FakeCaches, unreadable } from './lib/fakes/fake-caches.js';
import { FakeWorkerScope } from './lib/fakes/fake-worker-scope.js';
import { snapshotKey } from './routes/(app)/snapshot/snapshot-cache.js';
import { takenAt } from './routes/(app)/snapshot/snapshot-time.js';

const ORIGIN = 'https://app.test';
const WORKER: string = './service-worker.ts';

/** A file as a server sends it. */
interface ServedFile {
	type: string;
	body: string;
	status?: number;
}
type ServedFiles = Record<string, ServedFile>;

const page = (body: string): ServedFile => ({ type: 'text/html; charset=utf-8', body });
const script = (body: string): ServedFile => ({ type: 'text/javascript', body });

const FIRST: ServedFiles = {
	'/200.html': page('shell 1'),
	'/_app/immutable/start.js': script('start'),
	'/icons/icon.svg': { type: 'image/svg+xml', body: 'icon 1' }
};
/** The next version: the shell has changed, the icon is gone, the script is the same. */
const NEXT: ServedFiles = {
	'/200.html': page('shell 2'),
	'/_app/immutable/start.js': script('start')
};

/** What the build knows of these files. */
function buildOf(version: string, files: ServedFiles): AppBuild {
	const hash = (body: string) => createHash('sha256').update(body).digest('base64');
	const hashes = Object.entries(files).map(([path, { body }]) => [path, hash(body)] as const);
	return { version, files: Object.fromEntries(hashes) };
}

let kept: FakeCaches;
let served: ServedFiles;
let isOnline: boolean;
/** What was downloaded, and past which caches. */
let downloads: string[];

beforeEach(() => {
	kept = new FakeCaches();
	served = { ...FIRST };
	isOnline = true;
	downloads = [];
	vi.stubGlobal('caches', kept);
	vi.stubGlobal('fetch', async (asked: string | { url: string }, { cache = '' } = {}) => {
		const { pathname } = new URL(typeof asked === 'string' ? asked : asked.url, ORIGIN);
		if (!isOnline) throw new TypeError('Failed to fetch');
		downloads.push(`${pathname} ${cache}`.trim());
		const file = served[pathname] ?? { ...page('not found'), status: 404 };
		const headers = { 'content-type': file.type, 'content-length': '9', 'x-frame-options': 'DENY' };
		return Promise.resolve(new Response(file.body, { status: file.status, headers }));
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
});

/** A version of the worker, as the browser has just loaded it. */
async function load(version = '1', files = FIRST): Promise<FakeWorkerScope> {
	const scope = new FakeWorkerScope(buildOf(version, files));
	vi.resetModules();
	vi.stubGlobal('self', scope);
	// A script and no module, so that the compiler will not have it imported by name.
	await import(/* @vite-ignore */ WORKER);
	return scope;
}

/** The worker of the first version, in charge of the app. */
async function activate(): Promise<FakeWorkerScope> {
	const worker = await load();
	await worker.send('install');
	await worker.send('activate');
	downloads = [];
	return worker;
}

async function installNext(): Promise<FakeWorkerScope> {
	served = { ...NEXT };
	const worker = await load('2', NEXT);
	await worker.send('install');
	return worker;
}

const asScript = { mode: 'cors' };

describe('installing', () => {
	test('downloads every file, bypassing the browser’s own cache', async () => {
		const worker = await load();
		await worker.send('install');
		expect(downloads.sort()).toEqual([
			'/200.html reload',
			'/_app/immutable/start.js reload',
			'/icons/icon.svg reload'
		]);
		expect(kept.pathsIn('app-files-1')).toEqual(Object.keys(FIRST));
	});

	test('downloads only the changed files of the next version, and leaves the old one active', async () => {
		const last = await activate();
		await installNext();
		expect(downloads).toEqual(['/200.html reload']);
		expect(await last.ask('/')).toBe('shell 1');
		expect(await last.ask('/icons/icon.svg', { mode: 'no-cors' })).toBe('icon 1');
	});

	test('keeps what the server says of a file, but for the length of a page that it changes', async () => {
		const worker = await activate();
		const headers = (await worker.fetch('/'))?.headers;
		expect(headers?.get('x-frame-options')).toBe('DENY');
		expect(headers?.get('content-length')).toBeNull();
	});

	test('keeps the server’s own answer, of which the browser keeps scripts compiled', async () => {
		const answers: Response[] = [];
		const serve = fetch;
		vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
			const answer = await serve(...asked);
			answers.push(answer);
			return answer;
		});
		await (await load()).send('install');
		const isKept = (answer: Response) =>
			[...(kept.all.get('app-files-1')?.values() ?? [])].includes(answer);
		expect(answers.map(isKept)).toEqual([true, true, true]);
	});

	test.each<[string, string, ServedFile]>([
		['a portal’s page in place of the page', '/200.html', page('Sign in to this Wi-Fi')],
		['a page in place of a script', '/_app/immutable/start.js', page('Sign in to this Wi-Fi')],
		['a text in place of a script', '/_app/immutable/start.js', { type: 'text/plain', body: 'x' }],
		['another script', '/_app/immutable/start.js', script('start 2')],
		['a page with something added', '/200.html', page('shell 1<script></script>')],
		['a script as a text', '/_app/immutable/start.js', { type: 'text/plain', body: 'start' }],
		['a page as a text', '/200.html', { type: 'text/plain', body: 'shell 1' }],
		['an error', '/_app/immutable/start.js', { ...script('start'), status: 500 }]
	])('fails on %s, naming the file, and keeps nothing of it', async (_case, path, wrong) => {
		served[path] = wrong;
		const worker = await load();
		await expect(worker.send('install')).rejects.toThrow(path);
		expect(kept.pathsIn('app-files-1')).not.toContain(path);
	});

	test('takes a file that another address sends, if it is that file', async () => {
		const serve = fetch;
		vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) =>
			Object.defineProperty(await serve(...asked), 'redirected', { value: true })
		);
		const worker = await load();
		await worker.send('install');
		// A browser refuses a page from a redirected answer.
		expect((await worker.fetch('/'))?.redirected).toBe(false);
	});

	test('succeeds once the portal is gone, and has nothing of it', async () => {
		const portal = page('Sign in to this Wi-Fi');
		served = { '/200.html': portal, '/_app/immutable/start.js': portal, '/icons/icon.svg': portal };
		await expect((await load()).send('install')).rejects.toThrow();
		served = { ...FIRST };
		const worker = await activate();
		isOnline = false;
		expect(await worker.ask('/')).toBe('shell 1');
		expect(await worker.ask('/_app/immutable/start.js', asScript)).toBe('start');
	});

	test('trusts nothing that an interrupted one has left', async () => {
		served['/icons/icon.svg'] = page('Sign in to this Wi-Fi');
		await expect((await load()).send('install')).rejects.toThrow('/icons/icon.svg');
		kept.damage(
			'/200.html',
			new Response('half a she', { headers: { 'content-type': 'text/html' } })
		);
		kept.damage('/_app/immutable/start.js', unreadable());
		served = { ...FIRST };
		downloads = [];
		await (await load()).send('install');
		expect(downloads.sort()).toEqual([
			'/200.html reload',
			'/_app/immutable/start.js reload',
			'/icons/icon.svg reload'
		]);
	});

	test('takes from the cache of a worker before this one only what is what was built', async () => {
		const old = await kept.open('app-files');
		const html = { headers: { 'content-type': 'text/html' } };
		await old.put('/200.html?revision=1', new Response('Sign in to this Wi-Fi', html));
		await old.put('/_app/immutable/start.js', new Response('Sign in to this Wi-Fi', html));
		const worker = await activate();
		expect(await worker.ask('/')).toBe('shell 1');
		expect(await worker.ask('/_app/immutable/start.js', asScript)).toBe('start');
		expect(await kept.keys()).toEqual(['app-files-1']);
	});

	test('fails while the new worker meets the old files, and leaves the last version whole', async () => {
		const last = await activate();
		const next = await load('2', NEXT);
		await expect(next.send('install')).rejects.toThrow('/200.html is not what was built');
		isOnline = false;
		expect(await last.ask('/')).toBe('shell 1');

		isOnline = true;
		const again = await installNext();
		await again.send('activate');
		expect(await again.ask('/')).toBe('shell 2');
	});

	test('does not take over by itself', async () => {
		await activate();
		expect((await installNext()).hasSkippedWaiting).toBe(false);
	});
});

describe('taking over', () => {
	test('deletes what earlier versions kept', async () => {
		await activate();
		const next = await installNext();
		await next.send('activate');
		expect(await kept.keys()).toEqual(['app-files-2']);
		expect(await next.ask('/')).toBe('shell 2');
	});

	test('leaves alone a version that is on its way, and what is not the app’s files', async () => {
		await kept.open('snapshots');
		await activate();
		const next = await installNext();
		await kept.open('app-files-3');
		await next.send('activate');
		expect(await kept.keys()).toEqual(['snapshots', 'app-files-2', 'app-files-3']);
	});

	test('takes the pages that are open', async () => {
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
		await worker.send('message', { data });
		expect(worker.hasSkippedWaiting).toBe(isAskedFor);
	});
});

describe('launches that are not drawn', () => {
	test('are mended after two in a row: what is damaged is downloaded, and the pages are told', async () => {
		const worker = await activate();
		kept.damage('/_app/immutable/start.js', new Response('throw 1'));
		await worker.say('UNDRAWN');
		expect(worker.told).toEqual([]);
		expect(await worker.ask('/_app/immutable/start.js', asScript)).toBe('throw 1');

		await worker.say('UNDRAWN');
		expect(downloads).toEqual(['/_app/immutable/start.js reload']);
		expect(worker.told).toEqual([{ type: 'MENDED' }]);
		isOnline = false;
		expect(await worker.ask('/_app/immutable/start.js', asScript)).toBe('start');
		expect(await worker.ask('/')).toBe('shell 1');
	});

	test('count anew once one was drawn', async () => {
		const worker = await activate();
		for (const said of ['UNDRAWN', 'DRAWN', 'UNDRAWN']) await worker.say(said);
		expect(worker.told).toEqual([]);
	});

	test('count anew once the files are mended', async () => {
		const worker = await activate();
		for (let launch = 0; launch < 3; launch++) await worker.say('UNDRAWN');
		expect(worker.told).toHaveLength(1);
	});

	test('are mended a second time, too, in a cache other than the damaged one', async () => {
		const worker = await activate();
		for (let launch = 0; launch < 4; launch++) {
			if (launch % 2 === 1) {
				kept.damage('/200.html', new Response('damaged'));
				kept.full = (await kept.keys()).find((name) => name.startsWith('app-files'));
			}
			await worker.say('UNDRAWN');
		}
		isOnline = false;
		expect(await worker.ask('/')).toBe('shell 1');
		expect((await kept.keys()).filter((name) => name.startsWith('app-files'))).toHaveLength(1);
	});

	test('leave the version as it is without a network, and are mended at the next one with it', async () => {
		const worker = await activate();
		kept.damage('/_app/immutable/start.js', new Response('throw 1'));
		isOnline = false;
		await worker.say('UNDRAWN');
		await expect(worker.say('UNDRAWN')).rejects.toThrow();
		expect(await worker.ask('/')).toBe('shell 1');
		expect(await worker.ask('/icons/icon.svg')).toBe('icon 1');
		expect(worker.told).toEqual([]);

		isOnline = true;
		await worker.say('UNDRAWN');
		expect(worker.told).toEqual([{ type: 'MENDED' }]);
		expect(await worker.ask('/_app/immutable/start.js', asScript)).toBe('start');
	});

	test('have a newer version take over, which tells the pages', async () => {
		const worker = await activate();
		let next: FakeWorkerScope | undefined;
		worker.registration.onUpdate = async () => {
			worker.registration.installing = {};
			next = await installNext();
		};
		await worker.say('UNDRAWN');
		expect(next).toBeUndefined();
		await worker.say('UNDRAWN').catch(() => undefined);
		expect(next?.hasSkippedWaiting).toBe(true);
		expect(worker.told).toEqual([]);
		await next?.send('activate');
		expect(next?.told).toEqual([{ type: 'MENDED' }]);
		expect(await next?.ask('/')).toBe('shell 2');
	});

	test('have a version take over that waits already', async () => {
		const worker = await activate();
		const asked: unknown[] = [];
		worker.registration.waiting = { postMessage: (message) => asked.push(message) };
		await worker.say('UNDRAWN');
		expect(asked).toEqual([]);
		await worker.say('UNDRAWN');
		expect(asked).toEqual([{ type: 'SKIP_WAITING' }]);
	});

	test('leave the user’s data alone', async () => {
		const worker = await activate();
		await (await kept.open('snapshots')).put(snapshotKey('/'), new Response('last'));
		for (let launch = 0; launch < 2; launch++) await worker.say('UNDRAWN');
		expect(kept.pathsIn('snapshots')).toEqual([snapshotKey('/')]);
	});
});

describe('a snapshot', () => {
	const PAGE = '<body><!-- snapshot --><div id="app"></div></body>';

	async function activateWith(
		snapshots: Record<string, string>,
		headers: Record<string, string> = takenAt()
	): Promise<FakeWorkerScope> {
		const files = { ...FIRST, '/200.html': page(PAGE) };
		served = files;
		const worker = await load('1', files);
		await worker.send('install');
		await worker.send('activate');
		for (const [path, html] of Object.entries(snapshots)) {
			await keepSnapshot(snapshotKey(path), new Response(html, { headers }));
		}
		return worker;
	}

	async function keepSnapshot(key: string, snapshot: Response): Promise<void> {
		await (await kept.open('snapshots')).put(key, snapshot);
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
		const worker = await activateWith(
			{ '/': 'last' },
			{ ...takenAt(), 'snapshot-day': 'Sun Nov 22 2026' }
		);
		expect(await worker.ask('/')).toMatch(
			/=day\], .*=dated\]\) \{ visibility: hidden \}<\/style>last/
		);
	});

	test('of another time zone shows no time at all', async () => {
		const worker = await activateWith({ '/': 'last' }, { ...takenAt(), 'snapshot-offset': '-345' });
		expect(await worker.ask('/')).toMatch(/=day\], time\) \{ visibility: hidden \}<\/style>last/);
	});

	test('of another version is ignored', async () => {
		const worker = await activateWith({});
		await keepSnapshot(`${snapshotKey('/')}0`, new Response('of another version'));
		expect(await worker.ask('/')).toBe(PAGE);
	});

	test('that cannot be read leaves the page without a snapshot', async () => {
		const worker = await activateWith({});
		await keepSnapshot(snapshotKey('/'), unreadable());
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

	test('for a picture in a window of its own is answered with its bytes', async () => {
		const bytes = new Uint8Array([0x89, 0x50, 0xff]);
		const worker = await activate();
		kept.damage('/icons/icon.svg', new Response(bytes));
		const answer = await worker.fetch('/icons/icon.svg');
		expect(new Uint8Array(await (answer ?? new Response()).arrayBuffer())).toEqual(bytes);
	});

	test('for a file that the browser has lost is answered from the network, and kept for the next time', async () => {
		const worker = await activate();
		kept.damage('/_app/immutable/start.js', undefined);
		expect(await worker.ask('/_app/immutable/start.js', asScript)).toBe('start');
		isOnline = false;
		expect(await worker.ask('/_app/immutable/start.js', asScript)).toBe('start');
	});

	test('for a file that the browser has lost is answered with another one, which is not kept', async () => {
		const worker = await activate();
		kept.damage('/_app/immutable/start.js', undefined);
		served['/_app/immutable/start.js'] = script('start 2');
		expect(await worker.ask('/_app/immutable/start.js', asScript)).toBe('start 2');
		isOnline = false;
		await expect(worker.ask('/_app/immutable/start.js', asScript)).rejects.toThrow();
		expect(await worker.ask('/')).toBe('shell 1');
	});

	test.each([
		['has lost', undefined],
		['cannot read', unreadable()]
	])('for a page that the browser %s is answered from the network', async (_case, damaged) => {
		const worker = await activate();
		kept.damage('/200.html', damaged);
		served['/c/abc'] = page('from the network');
		expect(await worker.ask('/c/abc')).toBe('from the network');
		isOnline = false;
		expect(await worker.ask('/c/abc')).toBe('shell 1');
	});

	test.each([
		['is broken', () => (kept.isBroken = true)],
		['is gone', () => vi.stubGlobal('caches', undefined)]
	])('is answered from the network when Cache Storage %s', async (_how, take) => {
		const worker = await activate();
		take();
		served['/c/abc'] = page('shell 2');
		expect(await worker.ask('/c/abc')).toBe('shell 2');
		expect(await worker.ask('/_app/immutable/start.js', asScript)).toBe('start');
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
