import { describe, expect, test, vi } from 'vitest';
import { useFakeTime } from '../fakes/fake-time.js';
import { createMemoryStore } from '../cache/memory-store.js';
import { UserData, type CachedResult } from '../cache/user-data.js';
import type { QueryListener } from '../convex/live-queries.js';
import type { QueryKey } from '../convex/query-key.js';
import { Watcher } from '../fakes/effects.svelte.js';
import { CachedQuery } from './cached-query.js';

const KEY = 'messages:list({})' as QueryKey;

useFakeTime({ now: 1_000 });

/** Runs everything that does not wait for a timer. */
const settle = () => vi.advanceTimersByTimeAsync(0);

/** A query that the test answers. The cache has `cached`, and answers when `openCache` is called. */
async function aQuery(cached?: CachedResult) {
	const cache = new UserData(createMemoryStore(), 'user_ada');
	if (cached) await cache.putResult(KEY, cached);
	let openCache: () => void = () => undefined;
	const opening = new Promise<void>((resolve) => (openCache = resolve));
	const backend = { isLive: true };
	const pending: string[] = [];
	const shown: (string[] | undefined)[] = [];
	const watched = { count: 0 };
	const listeners = new Set<QueryListener<string[]>>();
	const tell = (what: (listener: QueryListener<string[]>) => void) => listeners.forEach(what);
	const query = new CachedQuery<string[]>({
		key: KEY,
		version: 1,
		drop: () => Promise.resolve(),
		cache: {
			// Reads the value at once, and answers when the test says so.
			result: async (key) => {
				const found = await cache.result(key);
				await opening;
				return found;
			},
			putResult: (key, result) => cache.putResult(key, result)
		},
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		optimistic: {
			apply: (result) => (pending.length > 0 ? [...(result ?? []), ...pending] : result),
			watch: () => {
				watched.count += 1;
				return () => (watched.count -= 1);
			},
			showLive: (result) => shown.push(result),
			hideLive: () => shown.push(undefined)
		},
		isLive: () => backend.isLive,
		now: Date.now
	});
	return {
		query,
		cache,
		backend,
		listeners,
		pending,
		shown,
		watched,
		openCache: async () => {
			openCache();
			await settle();
		},
		answer: (...result: string[]) => tell(({ onResult }) => onResult(result, false)),
		fail: (error: Error) => tell(({ onError }) => onError(error)),
		interrupt: () => {
			backend.isLive = false;
			tell(({ onInterrupt }) => onInterrupt());
		},
		disconnect: () => {
			backend.isLive = false;
			tell(({ onDisconnect }) => onDisconnect());
		}
	};
}

/** The same, with a reader like a component. */
async function aReadQuery(cached?: CachedResult) {
	const all = await aQuery(cached);
	const reader = new Watcher(() => [all.query.data, all.query.source, all.query.asOf]);
	return { ...all, reader };
}

const cached = { value: ['cached'], asOf: 500 };

describe('an optimistic update', () => {
	test('shows in the result and is not cached with it', async () => {
		const { cache, pending, reader, openCache, answer } = await aReadQuery(cached);
		pending.push('pending');
		await openCache();
		expect(reader.current).toEqual([['cached', 'pending'], 'cached', 500]);
		answer('live');
		expect(reader.current).toEqual([['live', 'pending'], 'live', 1_000]);
		await settle();
		expect(await cache.result(KEY)).toEqual({ value: ['live'], asOf: 1_000 });
	});

	test('shows without a result only after the cache was read', async () => {
		const { reader, pending, openCache } = await aReadQuery();
		pending.push('pending');
		expect(reader.current).toEqual([undefined, undefined, undefined]);
		await openCache();
		expect(reader.current).toEqual([['pending'], undefined, undefined]);
	});

	test('gets each live result as it came, and is told when there is none any more', async () => {
		const { shown, pending, openCache, answer, disconnect, fail } = await aReadQuery(cached);
		pending.push('pending');
		await openCache();
		expect(shown).toEqual([]);
		answer('live');
		expect(shown).toEqual([['live']]);
		disconnect();
		expect(shown).toEqual([['live'], undefined]);
		answer('again');
		fail(new Error('Forbidden'));
		expect(shown).toEqual([['live'], undefined, ['again'], undefined]);
	});
});

describe('a result', () => {
	test('is first the cached one, then the live one', async () => {
		const { reader, openCache, answer } = await aReadQuery(cached);
		await openCache();
		answer('live');
		expect(reader.current).toEqual([['live'], 'live', 1_000]);
		expect(reader.seen).toEqual([
			[undefined, undefined, undefined],
			[['cached'], 'cached', 500],
			[['live'], 'live', 1_000]
		]);
	});

	test('that is live is not replaced by a cached one that comes later', async () => {
		const { reader, openCache, answer } = await aReadQuery(cached);
		answer('live');
		await openCache();
		expect(reader.current).toEqual([['live'], 'live', 1_000]);
		expect(reader.seen).not.toContainEqual([['cached'], 'cached', 500]);
	});

	test('that is live is cached with the time', async () => {
		const { cache, openCache, answer } = await aReadQuery(cached);
		await openCache();
		vi.setSystemTime(2_000);
		answer('live');
		await settle();
		expect(await cache.result(KEY)).toEqual({ value: ['live'], asOf: 2_000 });
	});

	test('that comes before the device has answered is cached too', async () => {
		const { cache, openCache, answer } = await aReadQuery(cached);
		answer('live');
		await openCache();
		expect(await cache.result(KEY)).toEqual({ value: ['live'], asOf: 1_000 });
	});

	test('is replaced by each later one, and only the last is cached', async () => {
		const { query, cache, openCache, answer } = await aReadQuery();
		await openCache();
		answer('one');
		answer('two');
		await settle();
		expect(query.data).toEqual(['two']);
		expect(await cache.result(KEY)).toMatchObject({ value: ['two'] });
	});

	test('is undefined when neither the device nor the backend has one', async () => {
		const { reader, openCache } = await aReadQuery();
		await openCache();
		expect(reader.current).toEqual([undefined, undefined, undefined]);
	});

	test('may be null, which is a result', async () => {
		const { query, openCache } = await aReadQuery({ value: null, asOf: 500 });
		await openCache();
		expect([query.data, query.source, query.asOf]).toEqual([null, 'cached', 500]);
	});
});

/** Each row of the table in docs/query-states.md about a query that is asked, and how it comes about. */
const forbidden = new Error('Forbidden');
type Asked = Awaited<ReturnType<typeof aReadQuery>>;
test.each<
	[string, CachedResult | undefined, (query: Asked) => unknown, Partial<CachedQuery<unknown>>]
>([
	['not asked for long enough', cached, () => undefined, { awaits: 'device', isLoading: true }],
	[
		'not on the device',
		undefined,
		({ openCache }) => openCache(),
		{ awaits: 'convex', isLoading: true }
	],
	[
		'not on the device, and written to',
		undefined,
		({ openCache, pending }) => pending.push('pending') && openCache(),
		{ data: ['pending'], awaits: 'convex', isLoading: true }
	],
	[
		'on the device',
		cached,
		({ openCache }) => openCache(),
		{ data: ['cached'], source: 'cached', asOf: 500 }
	],
	[
		'on the device, and refused',
		cached,
		({ openCache, fail }) => (fail(forbidden), openCache()),
		{ data: ['cached'], source: 'cached', asOf: 500, error: forbidden }
	],
	[
		'refused before the device answers',
		undefined,
		({ fail }) => fail(forbidden),
		{ error: forbidden }
	],
	[
		'refused, and not on the device',
		undefined,
		({ openCache, fail }) => (fail(forbidden), openCache()),
		{ error: forbidden }
	],
	[
		'answered before the device answers',
		cached,
		({ answer }) => answer('live'),
		{ data: ['live'], source: 'live', asOf: 1_000 }
	],
	[
		'answered',
		cached,
		({ openCache, answer }) => openCache().then(() => answer('live')),
		{ data: ['live'], source: 'live', asOf: 1_000 }
	],
	[
		'answered, and cut off',
		undefined,
		({ openCache, answer, disconnect }) => openCache().then(() => (answer('live'), disconnect())),
		{ data: ['live'], source: 'cached', asOf: 1_000 }
	],
	[
		'answered, and refused since',
		undefined,
		({ openCache, answer, fail }) => openCache().then(() => (answer('live'), fail(forbidden))),
		{ data: ['live'], source: 'cached', asOf: 1_000, error: forbidden }
	]
])('the state of a query that is %s', async (_case, onDevice, bringAbout, state) => {
	const asked = await aReadQuery(onDevice);
	await bringAbout(asked);
	const { data, source, asOf, awaits, isLoading, error } = asked.query;
	const nothing = { data: undefined, source: undefined, asOf: undefined, awaits: undefined };
	expect({ data, source, asOf, awaits, isLoading, error }).toEqual({
		...nothing,
		isLoading: false,
		error: undefined,
		...state
	});
});

describe('an error', () => {
	test('leaves the last result on the screen', async () => {
		const { query, openCache, fail } = await aReadQuery(cached);
		await openCache();
		fail(new Error('Forbidden'));
		expect(query.error?.message).toBe('Forbidden');
		expect(query.data).toEqual(['cached']);
		expect(query.source).toBe('cached');
	});

	test('ends the time for which the last result was live', async () => {
		const { reader, cache, openCache, answer, fail, interrupt } = await aReadQuery();
		await openCache();
		answer('live');
		vi.setSystemTime(60_000);
		fail(new Error('Forbidden'));
		expect(reader.current).toEqual([['live'], 'cached', 1_000]);
		interrupt();
		await settle();
		expect(reader.current).toEqual([['live'], 'cached', 1_000]);
		expect(await cache.result(KEY)).toEqual({ value: ['live'], asOf: 1_000 });
	});

	test('does not prevent the cached result from showing', async () => {
		const { query, openCache, fail } = await aReadQuery(cached);
		fail(new Error('Forbidden'));
		await openCache();
		expect(query.data).toEqual(['cached']);
	});

	test('is cleared by the next result', async () => {
		const { query, answer, fail } = await aReadQuery();
		fail(new Error('Forbidden'));
		answer('live');
		expect(query.error).toBeUndefined();
		expect(query.source).toBe('live');
	});

	test('is not cached', async () => {
		const { cache, openCache, fail } = await aReadQuery(cached);
		await openCache();
		fail(new Error('Forbidden'));
		await settle();
		expect(await cache.result(KEY)).toEqual(cached);
	});
});

describe('when the connection ends', () => {
	test('a live result becomes cached as of that moment, and is stored so', async () => {
		const { query, cache, openCache, answer, interrupt } = await aReadQuery();
		await openCache();
		answer('live');
		vi.setSystemTime(60_000);
		interrupt();
		await settle();
		expect([query.source, query.asOf]).toEqual(['cached', 60_000]);
		expect(await cache.result(KEY)).toEqual({ value: ['live'], asOf: 60_000 });
	});

	test('a result that was never live keeps its time', async () => {
		const { query, cache, openCache, interrupt } = await aReadQuery(cached);
		await openCache();
		vi.setSystemTime(60_000);
		interrupt();
		await settle();
		expect([query.source, query.asOf]).toEqual(['cached', 500]);
		expect(await cache.result(KEY)).toEqual(cached);
	});

	test('with the client, the result stays, and is not live before the next result', async () => {
		const { query, backend, answer, disconnect } = await aReadQuery();
		answer('live');
		disconnect();
		expect([query.data, query.source, query.asOf]).toEqual([['live'], 'cached', 1_000]);
		backend.isLive = true;
		expect(query.source).toBe('cached');
		vi.setSystemTime(2_000);
		answer('again');
		expect([query.data, query.source, query.asOf]).toEqual([['again'], 'live', 2_000]);
	});

	test('a result that is not live any more is not stored with the time now', async () => {
		const { query, answer, interrupt, disconnect } = await aReadQuery();
		answer('live');
		interrupt();
		disconnect();
		vi.setSystemTime(60_000);
		interrupt();
		expect(query.asOf).toBe(1_000);
	});
});

describe('a subscription', () => {
	test('begins with the first reader', async () => {
		const { query, listeners } = await aQuery();
		expect(listeners.size).toBe(0);
		const reader = new Watcher(() => query.data);
		expect(listeners.size).toBe(1);
		await reader.stop();
	});

	test('is one for all readers', async () => {
		const { query, listeners } = await aQuery();
		const readers = [new Watcher(() => query.data), new Watcher(() => query.source)];
		expect(listeners.size).toBe(1);
		await readers[0]?.stop();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(listeners.size).toBe(1);
		await readers[1]?.stop();
	});

	test('stays open for five seconds after the last reader', async () => {
		const { reader, listeners, watched } = await aReadQuery();
		await reader.stop();
		await vi.advanceTimersByTimeAsync(4_999);
		expect([listeners.size, watched.count]).toEqual([1, 1]);
		await vi.advanceTimersByTimeAsync(1);
		expect([listeners.size, watched.count]).toEqual([0, 0]);
	});

	test('is used again by a reader who comes back in time', async () => {
		const { query, reader, listeners, answer } = await aReadQuery();
		await reader.stop();
		await vi.advanceTimersByTimeAsync(4_000);
		answer('meanwhile');
		const next = new Watcher(() => [query.data, query.source]);
		expect(next.current).toEqual([['meanwhile'], 'live']);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(listeners.size).toBe(1);
		await next.stop();
	});

	test('begins again for a later reader, who sees the last result until the next one', async () => {
		const { query, reader, listeners, openCache, answer } = await aReadQuery();
		await openCache();
		answer('live');
		await reader.stop();
		await vi.advanceTimersByTimeAsync(5_000);
		const next = new Watcher(() => [query.data, query.source]);
		expect(listeners.size).toBe(1);
		answer('again');
		expect(next.current).toEqual([['again'], 'live']);
		expect(next.seen).toEqual([
			[['live'], 'cached'],
			[['again'], 'live']
		]);
		await next.stop();
	});

	test('caches a result that was live until its end as of that time', async () => {
		const { query, reader, cache, openCache, answer } = await aReadQuery();
		await openCache();
		answer('live');
		await reader.stop();
		await vi.advanceTimersByTimeAsync(60_000);
		expect([query.source, query.asOf]).toEqual(['cached', 6_000]);
		expect(await cache.result(KEY)).toEqual({ value: ['live'], asOf: 6_000 });
	});

	test('caches a result as of the end of the connection, if that was earlier', async () => {
		const { query, reader, openCache, answer, interrupt } = await aReadQuery();
		await openCache();
		answer('live');
		interrupt();
		vi.setSystemTime(60_000);
		await reader.stop();
		await vi.advanceTimersByTimeAsync(5_000);
		expect(query.asOf).toBe(1_000);
	});

	test('ends at once when the query is closed, and leaves no timer', async () => {
		const { query, reader, listeners } = await aReadQuery();
		query.close();
		expect(listeners.size).toBe(0);
		await reader.stop();
		await vi.advanceTimersByTimeAsync(5_000);
		expect(vi.getTimerCount()).toBe(0);
	});
});
