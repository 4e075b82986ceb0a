import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openIdbStore } from './idb-store.js';
import type { Key, KeyValueStore } from './key-value-store.js';
import { createMemoryStore } from './memory-store.js';
import { openStore } from './open-store.js';
import { StorageError } from './storage-error.js';
import { noReport } from '../fakes/no-report.js';

const NAME = 'app:deployment';

beforeEach(() => {
	vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
	vi.unstubAllGlobals();
});

/** Opens a database that does not close when it is asked to, like a frozen tab. */
function openStubbornly(version: number): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(NAME, version);
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('not opened'));
	});
}

describe.each<[string, () => Promise<KeyValueStore>]>([
	['IndexedDB', () => openIdbStore(NAME)],
	['memory', () => Promise.resolve(createMemoryStore())]
])('a store in %s', (_name, open) => {
	test('is empty at first', async () => {
		const store = await open();
		expect(await store.get(['one'])).toBeUndefined();
		expect(await store.list(['one'])).toEqual(new Map());
	});

	test('returns a value by its key', async () => {
		const store = await open();
		await store.put(['a', 'one'], 1);
		await store.put(['a', 'two'], 2);
		expect(await store.get(['a', 'one'])).toBe(1);
		expect(await store.get(['a', 'two'])).toBe(2);
		expect(await store.get(['a'])).toBeUndefined();
	});

	test('keeps the last value of a key', async () => {
		const store = await open();
		await Promise.all([1, 2, 3].map((value) => store.put(['one'], value)));
		expect(await store.get(['one'])).toBe(3);
	});

	test('deletes a key when undefined is put', async () => {
		const store = await open();
		await store.put(['a', 'one'], 1);
		await store.put(['a', 'one'], undefined);
		expect(await store.get(['a', 'one'])).toBeUndefined();
		expect((await store.list(['a'])).size).toBe(0);
	});

	test('stores every kind of Convex value', async () => {
		const store = await open();
		const value = {
			nothing: null,
			yes: true,
			count: 2 ** 53,
			negativeZero: -0,
			notANumber: NaN,
			big: 2n ** 62n,
			text: 'x',
			bytes: new Uint8Array([1, 2, 3]).buffer,
			list: [{ nested: [] }]
		};
		await store.put(['one'], value);
		expect(await store.get(['one'])).toEqual(value);
	});

	test('stores a value as it was at the call, although the caller changes it later', async () => {
		const store = await open();
		const messages = ['first'];
		const put = store.put(['one'], messages);
		messages.push('later');
		await put;
		const read = (await store.get(['one'])) as string[];
		expect(read).toEqual(['first']);
		read.push('by a reader');
		expect(await store.get(['one'])).toEqual(['first']);
	});

	test('runs updates of a value one after the other, each on the last result', async () => {
		const store = await open();
		const add = (value: unknown) => (typeof value === 'number' ? value + 1 : 1);
		await Promise.all(Array.from({ length: 20 }, () => store.update(['count'], add)));
		expect(await store.get(['count'])).toBe(20);
	});

	test('deletes a key when an update returns undefined', async () => {
		const store = await open();
		await store.put(['a', 'one'], 1);
		await store.update(['a', 'one'], () => undefined);
		expect((await store.list(['a'])).size).toBe(0);
	});

	test('lists the values of a group by the last part of their keys, and no other values', async () => {
		const store = await open();
		await store.put(['user', 'ada', 'text', 'one'], 1);
		await store.put(['user', 'ada', 'text', 'two'], 2);
		await store.put(['user', 'ada', 'text'], 'the group itself');
		await store.put(['user', 'ada', 'result', 'one'], 3);
		await store.put(['user', 'adam', 'text', 'one'], 4);
		expect(await store.list(['user', 'ada', 'text'])).toEqual(
			new Map([
				['one', 1],
				['two', 2]
			])
		);
	});

	test('lists the values directly in a group, not those of its subgroups', async () => {
		const store = await open();
		await store.put(['user', 'ada', 'text'], 1);
		await store.put(['user', 'ada', 'text', 'one'], 2);
		await store.put(['user', 'ada', 'result', 'one'], 3);
		await store.put(['user'], 4);
		expect(await store.list(['user', 'ada'])).toEqual(new Map([['text', 1]]));
	});

	test('lists the next part of all keys in a group, each once, at any depth', async () => {
		const store = await open();
		await store.put(['user', 'ada', 'text', 'one'], 1);
		await store.put(['user', 'ada', 'result', 'one'], 2);
		await store.put(['user', 'ada', 'result', 'two'], 3);
		await store.put(['user', 'grace'], 4);
		await store.put(['user', '', 'text'], 5);
		await store.put(['user'], 6);
		await store.put(['users', 'nobody'], 7);
		expect((await store.names(['user'])).sort()).toEqual(['', 'ada', 'grace']);
		expect((await store.names(['user', 'ada'])).sort()).toEqual(['result', 'text']);
		expect(await store.names(['user', 'grace'])).toEqual([]);
		expect(await store.names(['nothing'])).toEqual([]);
	});

	test('returns the last name of a group', async () => {
		const store = await open();
		const lastIn = (...group: [string, ...string[]]) =>
			store.transact('read', (transaction) => transaction.lastName(group));
		expect(await lastIn('user')).toBeUndefined();
		await store.put(['user', 'grace', 'text', 'one'], 1);
		await store.put(['user', 'ada', 'text', 'two'], 2);
		await store.put(['user'], 3);
		await store.put(['users', 'nobody'], 4);
		expect(await lastIn('user')).toBe('grace');
		expect(await lastIn('user', 'ada', 'text')).toBe('two');
	});

	test('returns all values of a group, at any depth', async () => {
		const store = await open();
		await store.put(['a', 'one'], 1);
		await store.put(['a', 'two', 'three'], 2);
		await store.put(['ab', 'one'], 3);
		expect(await store.transact('read', (transaction) => transaction.values(['a']))).toEqual([
			1, 2
		]);
		expect(await store.transact('read', (transaction) => transaction.values(['nothing']))).toEqual(
			[]
		);
	});

	test('returns the names before and after a name, whether it exists or not', async () => {
		const store = await open();
		for (const name of ['b', 'd', 'f']) await store.put(['a', 'list', name], name);
		await store.put(['a', 'last', 'z'], 1);
		await store.put(['a', 'list2', 'a'], 2);
		const group = ['a', 'list'] as const;
		const [before, after] = await store.transact('read', async (transaction) => [
			await Promise.all(['a', 'b', 'c', 'd', 'g'].map((name) => transaction.lastName(group, name))),
			await Promise.all(['a', 'b', 'e', 'f', 'g'].map((name) => transaction.nextName(group, name)))
		]);
		expect(before).toEqual([undefined, undefined, 'b', 'b', 'f']);
		expect(after).toEqual(['b', 'd', 'f', undefined, undefined]);
	});

	test('lists the values of a range of names', async () => {
		const store = await open();
		for (const name of ['b', 'd', 'f']) await store.put(['list', name], name);
		const from = (range: { from?: string; to?: string }) =>
			store.transact('read', async (transaction) => [
				...(await transaction.list(['list'], range)).keys()
			]);
		expect(await from({ from: 'c' })).toEqual(['d', 'f']);
		expect(await from({ from: 'b', to: 'd' })).toEqual(['b', 'd']);
		expect(await from({ to: 'e' })).toEqual(['b', 'd']);
		expect(await from({ from: 'g' })).toEqual([]);
	});

	test('changes several values in one transaction, which reads its own changes', async () => {
		const store = await open();
		const seen = await store.transact('strict', async (transaction) => {
			transaction.put(['a', 'one'], 1);
			transaction.put(['a', 'two'], 2);
			transaction.put(['a', 'one'], undefined);
			return [
				await transaction.get(['a', 'one']),
				await transaction.get(['a', 'two']),
				await transaction.list(['a'])
			];
		});
		expect(seen).toEqual([undefined, 2, new Map([['two', 2]])]);
		expect(await store.list(['a'])).toEqual(new Map([['two', 2]]));
	});

	test('runs all of a transaction or nothing, and rejects in that case', async () => {
		const store = await open();
		await store.put(['a', 'one'], 1);
		const failing = store.transact('strict', async (transaction) => {
			transaction.put(['a', 'one'], 2);
			transaction.put(['a', 'two'], 2);
			await transaction.get(['a', 'one']);
			throw new Error('changed its mind');
		});
		await expect(failing).rejects.toThrow(StorageError);
		expect(await store.list(['a'])).toEqual(new Map([['one', 1]]));
		await store.transact('strict', (transaction) => transaction.put(['a', 'two'], 2));
		expect((await store.list(['a'])).size).toBe(2);
	});

	test('changes nothing in a transaction that only reads', async () => {
		const store = await open();
		const write = store.transact('read', (transaction) => transaction.put(['one'], 1));
		await write.catch(() => undefined);
		expect(await store.get(['one'])).toBeUndefined();
	});

	test('lets no other change happen during a transaction', async () => {
		const store = await open();
		const append = async (text: string) => {
			await store.transact('relaxed', async (transaction) => {
				const { length } = await transaction.names(['a']);
				transaction.put(['a', String(length + 1)], text);
			});
		};
		await Promise.all(['one', 'two', 'three'].map(append));
		expect([...(await store.list(['a']))]).toEqual([
			['1', 'one'],
			['2', 'two'],
			['3', 'three']
		]);
	});

	test('returns names and lists in the order of the names', async () => {
		const store = await open();
		for (const name of ['10', '09', '2']) await store.put(['a', name], name);
		expect(await store.names(['a'])).toEqual(['09', '10', '2']);
		expect([...(await store.list(['a'])).keys()]).toEqual(['09', '10', '2']);
	});

	test('throws nothing from reads and writes once it is closed', async () => {
		const store = await open();
		store.close();
		await store.put(['one'], 1);
		await store.put(['one'], undefined);
		await store.update(['one'], () => 1);
		await store.deleteAll(['one']);
		expect(await store.list(['one'])).toEqual(new Map());
		expect(await store.names(['one'])).toEqual([]);
		store.close();
	});

	test('deletes a group and nothing else', async () => {
		const store = await open();
		await store.put(['user', 'ada', 'text', 'one'], 1);
		await store.put(['user', 'ada', 'result', 'one'], 2);
		await store.put(['user', 'adam', 'text', 'one'], 3);
		await store.put(['user', 'ad', 'text', 'one'], 4);
		await store.deleteAll(['user', 'ada']);
		expect((await store.list(['user', 'ada'])).size).toBe(0);
		expect(await store.get(['user', 'adam', 'text', 'one'])).toBe(3);
		expect(await store.get(['user', 'ad', 'text', 'one'])).toBe(4);
	});

	test('separates groups, whatever characters their names have', async () => {
		const part = fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('', ':', ' ', 'a', 'a:b'));
		await fc.assert(
			fc.asyncProperty(part, part, part, async (one, two, name) => {
				fc.pre(one !== two);
				const store = await open();
				await store.deleteAll(['user']);
				await store.put(['user', one, name], 'mine');
				await store.put(['user', two, name], 'theirs');
				expect(await store.list(['user', one])).toEqual(new Map([[name, 'mine']]));
				await store.deleteAll(['user', one]);
				expect(await store.get(['user', one, name])).toBeUndefined();
				expect(await store.get(['user', two, name])).toBe('theirs');
				store.close();
			}),
			{ numRuns: 50 }
		);
	});
});

describe('a store in IndexedDB', () => {
	test('has the durability "device", and a store in memory has "memory"', async () => {
		expect((await openIdbStore(NAME)).durability).toBe('device');
		expect(createMemoryStore().durability).toBe('memory');
	});

	test('still has its values after a restart', async () => {
		const store = await openIdbStore(NAME);
		await store.put(['one'], 'kept');
		store.close();
		expect(await (await openIdbStore(NAME)).get(['one'])).toBe('kept');
	});

	test('is opened again when the browser has closed it', async () => {
		const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
		const store = await openIdbStore(NAME);
		await store.put(['one'], 1);
		const [database] = transaction.mock.contexts;
		transaction.mockRestore();
		if (!database) throw new Error('No transaction was made.');
		// A database of the fake's, and typed as the browser's.
		forceCloseDatabase(database as unknown as Parameters<typeof forceCloseDatabase>[0]);
		const together = [store.put(['two'], 2), store.get(['one'])];
		expect((await Promise.all(together))[1]).toBe(1);
		expect(await store.get(['two'])).toBe(2);
		expect(await store.transact('strict', (transaction) => transaction.get(['one']))).toBe(1);
	});

	test('stays closed when it is closed while it is opened again', async () => {
		const databases: { database: IDBDatabase; close: () => void }[] = [];
		const open = indexedDB.open.bind(indexedDB);
		vi.spyOn(indexedDB, 'open').mockImplementation((...named) => {
			const request = open(...named);
			request.addEventListener('success', () => {
				const database = request.result;
				databases.push({ database, close: vi.spyOn(database, 'close') });
			});
			return request;
		});
		const store = await openIdbStore(NAME);
		databases[0]?.database.close();
		const late = store.get(['one']);
		store.close();
		await late;
		expect(databases).toHaveLength(2);
		expect(databases[1]?.close).toHaveBeenCalled();
	});

	test('rejects a transaction with "closed" once it is closed', async () => {
		const store = await openIdbStore(NAME);
		store.close();
		const working = store.transact('strict', (transaction) => transaction.put(['one'], 1));
		await expect(working).rejects.toMatchObject({ code: 'closed' });
	});

	test('rejects a transaction with "quota_exceeded" when the device is full', async () => {
		const store = await openIdbStore(NAME);
		const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
			throw new DOMException('No room', 'QuotaExceededError');
		});
		const working = store.transact('strict', (transaction) => transaction.put(['one'], 1));
		await expect(working).rejects.toMatchObject({ code: 'quota_exceeded' });
		full.mockRestore();
		expect(await store.get(['one'])).toBeUndefined();
	});

	test('aborts a transaction that is stuck for four seconds, and nothing of it has happened', async () => {
		const store = await openIdbStore(NAME);
		await store.put(['one'], 'kept');
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const stuck = store.transact('strict', async (transaction) => {
			for (;;) {
				transaction.put(['one'], 'stuck');
				await transaction.get(['one']);
			}
		});
		const failing = expect(stuck).rejects.toMatchObject({ code: 'timed_out' });
		vi.advanceTimersByTime(4_000);
		vi.useRealTimers();
		await failing;
		expect(await store.get(['one'])).toBe('kept');
	});

	test('is shared by two tabs, and keeps the changes of both', async () => {
		const [one, two] = await Promise.all([openIdbStore(NAME), openIdbStore(NAME)]);
		const add = (item: string) => (list: unknown) => [...((list ?? []) as string[]), item];
		await Promise.all([one.update(['list'], add('a')), two.update(['list'], add('b'))]);
		expect(await one.get(['list'])).toHaveLength(2);
	});

	test('is separate from stores of other names', async () => {
		const one = await openIdbStore(NAME);
		const two = await openIdbStore(`${NAME}:two`);
		await one.put(['one'], 1);
		expect(await two.get(['one'])).toBeUndefined();
	});

	test('does not block the upgrade by a newer version of the app in another tab', async () => {
		const store = await openIdbStore(NAME);
		const newer = await openStubbornly(2);
		expect(newer.version).toBe(2);
		newer.close();
		await store.put(['one'], 1);
		expect(await store.get(['one'])).toBeUndefined();
	});

	test('forgets a value that does not fit on the disk, and throws nothing', async () => {
		const store = await openIdbStore(NAME);
		await store.put(['one'], 'small');
		const unhandled: unknown[] = [];
		const note = (error: unknown) => unhandled.push(error);
		process.prependListener('unhandledRejection', note);
		const full = vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(function (
			this: IDBTransaction
		) {
			this.abort();
		});
		await store.put(['one'], 'large');
		// Node reports unhandled rejections after all microtasks.
		await new Promise((resolve) => setImmediate(resolve));
		process.off('unhandledRejection', note);
		full.mockRestore();
		expect(unhandled).toEqual([]);
		expect(await store.get(['one'])).toBe('small');
	});
});

describe('where IndexedDB does not work', () => {
	const put = async (store: KeyValueStore, key: Key) => {
		await store.put(key, 1);
		return store.get(key);
	};

	test('a store is in memory, with the durability "memory"', async () => {
		vi.stubGlobal('indexedDB', undefined);
		const store = await openStore(NAME, noReport);
		expect(store.durability).toBe('memory');
		expect(await put(store, ['one'])).toBe(1);
	});

	test('the database of a newer version of the app is not touched', async () => {
		const newer = await openStubbornly(2);
		newer.close();
		expect((await openStore(NAME, noReport)).durability).toBe('memory');
	});

	test('a stuck database is given up after four seconds', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const stuck = await openStubbornly(1);
		const deletion = indexedDB.deleteDatabase(NAME);
		const opening = openStore(NAME, noReport);
		await vi.advanceTimersByTimeAsync(3_999);
		const stillWaiting = Promise.resolve('still waiting');
		expect(await Promise.race([opening, stillWaiting])).toBe('still waiting');
		await vi.advanceTimersByTimeAsync(1);
		expect((await opening).durability).toBe('memory');
		vi.useRealTimers();

		const deleted = new Promise((resolve) => (deletion.onsuccess = resolve));
		stuck.close();
		await deleted;
		// The late one was closed again, so that it blocks nobody.
		(await openStubbornly(2)).close();
	});
});

describe('a database that opens late', () => {
	test('is waited for as long as the app cannot do without it', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const stuck = await openStubbornly(1);
		const deletion = indexedDB.deleteDatabase(NAME);
		const opening = openStore(NAME, noReport, () => false);
		await vi.advanceTimersByTimeAsync(60_000);
		vi.useRealTimers();
		const deleted = new Promise((resolve) => (deletion.onsuccess = resolve));
		stuck.close();
		await deleted;
		const store = await opening;
		expect(store.durability).toBe('device');
		store.close();
	});
});

describe('a transaction that the browser aborts', () => {
	const abortAfter = (name: 'put' | 'getAllKeys') => {
		const original = Reflect.get(IDBObjectStore.prototype, name) as (
			...args: unknown[]
		) => IDBRequest;
		vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
			this: IDBObjectStore,
			...args: unknown[]
		) {
			const request = original.apply(this, args);
			queueMicrotask(() => this.transaction.abort());
			return request as never;
		});
	};

	async function unhandledIn(work: () => Promise<unknown>): Promise<string[]> {
		const unhandled: string[] = [];
		const note = (error: unknown) => void unhandled.push(String(error));
		process.prependListener('unhandledRejection', note);
		await work();
		for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
		process.off('unhandledRejection', note);
		return unhandled;
	}

	afterEach(() => {
		vi.restoreAllMocks();
	});

	test('causes no unhandled rejection in an update', async () => {
		const store = await openIdbStore(NAME);
		abortAfter('put');
		expect(await unhandledIn(() => store.update(['a'], () => 1))).toEqual([]);
	});

	test('causes no unhandled rejection in a list', async () => {
		const store = await openIdbStore(NAME);
		abortAfter('getAllKeys');
		expect(await unhandledIn(() => store.list(['a']))).toEqual([]);
	});
});
