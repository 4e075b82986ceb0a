import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deleteIdbCache, openIdbCache } from './idb-cache.ts';
import { createMemoryCache } from './memory-cache.ts';
import { isCachedResult, type QueryCache } from './query-cache.ts';

const NAME = 'app:deployment:user_ada';

beforeEach(() => {
	vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
	vi.unstubAllGlobals();
});

/** Opens a database that does nothing about being asked to close, as a frozen tab does. */
function openStubbornly(name: string, upgrade: (database: IDBDatabase) => void = () => undefined) {
	return new Promise<IDBDatabase>((resolve, reject) => {
		const request = indexedDB.open(name, 1);
		request.onupgradeneeded = () => upgrade(request.result);
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('not opened'));
	});
}

describe.each<[string, () => Promise<QueryCache>]>([
	['IndexedDB', () => openIdbCache(NAME)],
	['memory', () => Promise.resolve(createMemoryCache())]
])('a cache in %s', (_name, open) => {
	test('knows nothing at first', async () => {
		const cache = await open();
		expect(await cache.get('messages:list({})')).toBeUndefined();
	});

	test('gives back what was put, by its key', async () => {
		const cache = await open();
		await cache.put('one', { value: ['first'], asOf: 1 });
		await cache.put('two', { value: ['second'], asOf: 2 });
		expect(await cache.get('one')).toEqual({ value: ['first'], asOf: 1 });
		expect(await cache.get('two')).toEqual({ value: ['second'], asOf: 2 });
	});

	test('keeps the last of what was put under a key', async () => {
		const cache = await open();
		await Promise.all([1, 2, 3].map((asOf) => cache.put('one', { value: asOf, asOf })));
		expect(await cache.get('one')).toEqual({ value: 3, asOf: 3 });
	});

	test('keeps every kind of Convex value', async () => {
		const cache = await open();
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
		await cache.put('one', { value, asOf: 1 });
		expect(await cache.get('one')).toEqual({ value, asOf: 1 });
	});

	test('tells the result null from no result', async () => {
		const cache = await open();
		await cache.put('one', { value: null, asOf: 1 });
		expect(await cache.get('one')).toEqual({ value: null, asOf: 1 });
	});

	test('keeps a result as it was when it was put', async () => {
		const cache = await open();
		const messages = ['first'];
		const put = cache.put('one', { value: messages, asOf: 1 });
		messages.push('later');
		await put;
		expect(await cache.get('one')).toEqual({ value: ['first'], asOf: 1 });
	});

	test('forgets everything when it is destroyed', async () => {
		const cache = await open();
		await cache.put('one', { value: 1, asOf: 1 });
		await cache.destroy();
		expect(await cache.get('one')).toBeUndefined();
		const next = await open();
		expect(await next.get('one')).toBeUndefined();
	});

	test('does not fail when it is closed', async () => {
		const cache = await open();
		cache.close();
		await expect(cache.put('one', { value: 1, asOf: 1 })).resolves.toBeUndefined();
		await cache.get('one');
	});
});

describe('a cache in IndexedDB', () => {
	test('says that it outlives the page, which one in memory does not', async () => {
		expect((await openIdbCache(NAME)).durability).toBe('device');
		expect(createMemoryCache().durability).toBe('memory');
	});

	test('is there after a restart', async () => {
		const cache = await openIdbCache(NAME);
		await cache.put('one', { value: ['kept'], asOf: 1 });
		cache.close();
		const next = await openIdbCache(NAME);
		expect(await next.get('one')).toEqual({ value: ['kept'], asOf: 1 });
	});

	test('is shared by two tabs', async () => {
		const [one, two] = await Promise.all([openIdbCache(NAME), openIdbCache(NAME)]);
		await one.put('one', { value: 1, asOf: 1 });
		expect(await two.get('one')).toEqual({ value: 1, asOf: 1 });
	});

	test('is apart from those of other names', async () => {
		const one = await openIdbCache(NAME);
		const two = await openIdbCache(`${NAME}_two`);
		await one.put('one', { value: 1, asOf: 1 });
		expect(await two.get('one')).toBeUndefined();
	});

	test('takes a record that is not whole for none', async () => {
		const database = await openStubbornly(NAME, (raw) => raw.createObjectStore('results'));
		const transaction = database.transaction('results', 'readwrite');
		transaction.objectStore('results').put({ value: 1 }, 'torn');
		transaction.objectStore('results').put('text', 'strange');
		await new Promise((resolve) => (transaction.oncomplete = resolve));
		database.close();

		const cache = await openIdbCache(NAME);
		expect(await cache.get('torn')).toBeUndefined();
		expect(await cache.get('strange')).toBeUndefined();
	});

	test('is deleted while it is open in other tabs, which then find nothing and do not fail', async () => {
		const other = await openIdbCache(NAME);
		await other.put('one', { value: 1, asOf: 1 });
		await deleteIdbCache(NAME);
		expect(await other.get('one')).toBeUndefined();
		await other.put('one', { value: 1, asOf: 1 });
		expect(await (await openIdbCache(NAME)).get('one')).toBeUndefined();
	});

	test('is not waited for when the browser refuses it', async () => {
		vi.stubGlobal('indexedDB', undefined);
		await expect(openIdbCache(NAME)).rejects.toThrow();
	});

	test('is not waited for longer than four seconds when the database is stuck', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const stuck = await openStubbornly(NAME);
		const deleting = deleteIdbCache(NAME);
		const opening = openIdbCache(NAME);
		const outcome = expect(opening).rejects.toThrow(`${NAME} did not open`);
		await vi.advanceTimersByTimeAsync(4_000);
		await outcome;
		vi.useRealTimers();

		stuck.close();
		await deleting;
		// The one that came too late was closed again: nothing holds the next deletion up.
		await deleteIdbCache(NAME);
	});
});

describe('a stored result', () => {
	test.each([
		[{ value: 1, asOf: 1 }, true],
		[{ value: null, asOf: 0 }, true],
		[{ value: undefined, asOf: 1 }, true],
		[{ value: 1 }, false],
		[{ asOf: 1 }, false],
		[{ value: 1, asOf: '1' }, false],
		['text', false],
		[null, false],
		[undefined, false]
	])('%o counts: %s', (stored, counts) => {
		expect(isCachedResult(stored)).toBe(counts);
	});
});
