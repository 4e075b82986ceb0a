import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Key, KeyValueStore } from '../lib/cache/key-value-store.js';
import { openIdbStore } from '../lib/cache/idb-store.js';
import { countPending, wipeDevice } from './wipe-device.js';

const DATABASE = 'clerk-convex:deployment';

/** What happens to the browser's storage, in its order. */
let log: string[];
let cookies: string[];
let stored: Map<string, string>;
const channels: BroadcastChannel[] = [];

beforeEach(() => {
	log = [];
	cookies = [];
	stored = new Map([
		['preferences', '{"theme":"dark"}'],
		['__clerk_environment', '{}']
	]);
	vi.stubGlobal('indexedDB', new IDBFactory());
	vi.stubGlobal('window', globalThis);
	vi.stubGlobal('caches', cachesOf({}));
	vi.stubGlobal('document', {
		get cookie() {
			return '__session=token; __client_uat=1; __session_abc=token';
		},
		set cookie(cookie: string) {
			cookies.push(cookie);
		}
	});
	vi.stubGlobal('sessionStorage', { clear: () => log.push('cleared sessionStorage') });
	vi.stubGlobal('localStorage', {
		removeItem: (name: string) => stored.delete(name),
		...Object.fromEntries(stored)
	});
	Object.defineProperty(localStorage, 'setItem', {
		value: (name: string, text: string) => stored.set(name, text)
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
	for (const channel of channels.splice(0)) channel.close();
});

/** Cache Storage with these entries. On a full disk only entries can be deleted. */
function cachesOf(all: Record<string, string[]>, isFull = false) {
	return {
		has: (name: string) => Promise.resolve(name in all),
		keys: () => Promise.resolve(Object.keys(all)),
		open: (name: string) =>
			Promise.resolve({
				keys: () => Promise.resolve([...(all[name] ?? [])]),
				delete: (entry: string) =>
					Promise.resolve(all[name]?.splice(all[name].indexOf(entry), 1).length === 1)
			}),
		delete: (name: string) => {
			log.push(`deleted cache ${name}`);
			if (!isFull) delete all[name];
			return Promise.resolve(!isFull);
		}
	};
}

const ada = { subject: 'user_ada', sessionId: 'sess_ada', profile: { name: 'Ada' } };
const adaSession = { subject: 'user_ada', sessionId: 'sess_ada' };
const graceSession = { subject: 'user_grace', sessionId: 'sess_grace' };

const message = (state: object | undefined = { status: 'waiting' }) => ({
	mutation: 'messages:send',
	args: { body: 'secret' },
	state
});

/** A device with these values on it, as the library keeps them. */
async function deviceWith(values: [Key, unknown][], name = DATABASE): Promise<KeyValueStore> {
	const store = await openIdbStore(name);
	for (const [key, value] of values) await store.put(key, value);
	return store;
}

/** All that the library keeps, by its key. */
async function readAll(name = DATABASE): Promise<Record<string, unknown>> {
	const store = await openIdbStore(name);
	const all: Record<string, unknown> = {};
	for (const first of ['device', 'user', 'outbox']) {
		for (const [last, value] of await store.list([first])) all[`${first} ${last}`] = value;
		const values = await store.transact('read', (transaction) => transaction.values([first]));
		if (first !== 'device' && values.length > 0) all[first] = values;
	}
	store.close();
	return all;
}

const WRITTEN: [Key, unknown][] = [
	[['outbox', 'user_ada', '', '1 a'], message()],
	[['outbox', 'user_ada', 'org_1', '1 b'], message({ status: 'rejected' })],
	[['outbox', 'user_grace', '', '1 c'], message({ status: 'held' })],
	[['outbox', 'user_ada', '', '2 d'], 'torn'],
	[['outbox', 'user_ada', '', '3 e'], null],
	[['outbox', 'user_ada', '', '4 f'], { ...message(), state: undefined }],
	[['outbox', 'user_ada', '', '5 g'], message({ status: 'sent', at: 1 })],
	[['outbox', 'user_ada', '', '6 h'], { mutation: 'reads:mark', state: { status: 'waiting' } }],
	[['user', 'user_ada', 'text', 'draft:1'], 'not counted']
];

describe('what is unsent', () => {
	test('is counted, whoever wrote it, also what cannot be read; not what nobody misses', async () => {
		(await deviceWith(WRITTEN)).close();
		expect(await countPending()).toBe(6);
	});

	test('is counted in all of the app’s databases and in no other', async () => {
		(await deviceWith(WRITTEN.slice(0, 1))).close();
		(await deviceWith(WRITTEN.slice(0, 2), 'clerk-convex:other')).close();
		(await deviceWith(WRITTEN, 'somebody-elses')).close();
		expect(await countPending()).toBe(3);
	});

	test('is nothing on a device that keeps nothing', async () => {
		expect(await countPending()).toBe(0);
	});
});

describe('a sign-out without the app', () => {
	test.each<[string, unknown, unknown]>([
		['of who is remembered', { version: 1, identity: ada, signOuts: [] }, [adaSession]],
		[
			'beside those that Clerk is to be told of already',
			{ version: 1, identity: ada, signOuts: [graceSession] },
			[graceSession, adaSession]
		],
		['with a list of others that is none', { version: 1, identity: ada, signOuts: 5 }, [adaSession]]
	])('leaves nothing but the note of it: %s', async (_case, record, signOuts) => {
		(await deviceWith([...WRITTEN, [['device', 'record'], record]])).close();
		await wipeDevice();
		expect(await readAll()).toEqual({ 'device record': { version: 1, signOuts } });
	});

	test.each([undefined, null, 'torn', { version: 1, identity: 'ada', signOuts: [] }])(
		'leaves nothing at all where nobody is remembered: %o',
		async (record) => {
			(await deviceWith([...WRITTEN, [['device', 'record'], record]])).close();
			await wipeDevice();
			expect(await readAll()).toEqual({});
		}
	);

	test('leaves what is the device’s own', async () => {
		(await deviceWith([[['device', 'kept'], false]])).close();
		await wipeDevice();
		expect(await readAll()).toEqual({ 'device kept': false });
		expect([...stored.keys()]).toEqual(['preferences']);
	});

	test('takes Clerk’s tokens away, and not what Clerk ends its session by', async () => {
		await wipeDevice();
		expect(cookies).toEqual(['__session=; Max-Age=0; path=/', '__session_abc=; Max-Age=0; path=/']);
	});

	test('tells the other tabs, after what a launch paints and all else is gone', async () => {
		(await deviceWith(WRITTEN)).close();
		const other = new BroadcastChannel(DATABASE);
		channels.push(other);
		const heard = new Promise<void>((resolve) => {
			other.onmessage = ({ data }) => {
				log.push(String(data));
				resolve();
			};
		});
		await wipeDevice();
		await heard;
		expect(log).toEqual(['deleted cache snapshots', 'cleared sessionStorage', 'changed']);
	});

	test('deletes a database that it cannot empty, and says that not all has happened', async () => {
		(await deviceWith([...WRITTEN, [['device', 'record'], { version: 1, identity: ada }]])).close();
		const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
			throw new DOMException('The disk is full', 'QuotaExceededError');
		});
		await expect(wipeDevice()).rejects.toThrow('Not everything could be removed.');
		full.mockRestore();
		expect((await indexedDB.databases()).map(({ name }) => name)).toEqual([]);
		expect(JSON.parse(stored.get(DATABASE) ?? '')).toEqual([adaSession]);
	});

	test('makes room on a full disk, where a cache stays and a database deletes nothing', async () => {
		const record = { version: 1, identity: ada, signOuts: [] };
		(await deviceWith([...WRITTEN, [['device', 'record'], record]])).close();
		const all = { snapshots: ['/c/1', '/c/2'], 'app-files-1': ['/app.js'] };
		vi.stubGlobal('caches', cachesOf(all, true));
		const clear = Reflect.get(IDBObjectStore.prototype, 'clear');
		vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(function (this: IDBObjectStore) {
			if (all['app-files-1'].length > 0) throw new DOMException('No room', 'UnknownError');
			return clear.call(this);
		});
		await wipeDevice();
		vi.restoreAllMocks();
		expect(all.snapshots).toEqual([]);
		expect(await readAll()).toEqual({ 'device record': { version: 1, signOuts: [adaSession] } });
		expect(stored.has(DATABASE)).toBe(false);
	});

	test('removes all else where the snapshots cannot be', async () => {
		(await deviceWith(WRITTEN)).close();
		vi.stubGlobal('caches', { has: () => Promise.reject(new Error('It is broken.')) });
		await expect(wipeDevice()).rejects.toThrow('Not everything could be removed.');
		expect(await readAll()).toEqual({});
	});
});
