import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CHUNK_ITEMS as CHUNK, nameOf } from './chunks.js';
import { openIdbStore } from './idb-store.js';
import type { KeyValueStore } from './key-value-store.js';
import { createMemoryStore } from './memory-store.js';
import { ItemCache } from './item-cache.js';
import { MAX_ITEMS, MAX_UNREAD_MS, type ListRecord } from './item-limits.js';
import { adopt, type ItemRange, type ItemShape, type Span } from './span.js';
import { StorageError } from './storage-error.js';
import { UserData } from './user-data.js';

interface Item {
	at: number;
	key: string;
	text: string;
}

const shape: ItemShape<Item> = { keyOf: ({ key }) => key, orderOf: ({ at }) => at };
const GROUP = ['user', 'ada', 'lists', '1'] as const;

beforeEach(() => {
	vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
	vi.unstubAllGlobals();
});

const item = (at: number, text = 'text'): Item => ({ at, key: `${at}`, text });
const items = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => item(from + index));
const orders = ({ items }: Span<Item>) => items.map(({ at }) => at);
const newest = (limit: number): ItemRange => ({ keep: 'newest', limit });

/** The device's lists, and its clock. */
function open(store: KeyValueStore) {
	const device = { now: 1_000, isClosed: false };
	const cache = new ItemCache({
		store,
		subject: 'ada',
		now: () => device.now,
		isClosed: () => device.isClosed
	});
	/** Counts the writes of each chunk from now on. */
	const watch = () => {
		const written: string[] = [];
		const { transact } = store;
		vi.spyOn(store, 'transact').mockImplementation((mode, work) =>
			transact(mode, (inner) =>
				work({
					...inner,
					put: (key, value) => {
						if (key.includes('chunks')) written.push(key.at(-1) ?? '');
						inner.put(key, value);
					}
				})
			)
		);
		return written;
	};
	return { store, device, cache, watch, list: cache.list('a', shape) };
}

describe.each<[string, () => Promise<KeyValueStore>]>([
	['IndexedDB', () => openIdbStore('app')],
	['memory', () => Promise.resolve(createMemoryStore())]
])('a list in %s', (_name, openStore) => {
	test('returns the items that it has merged, before and after any position', async () => {
		const { list } = open(await openStore());
		const kept = items(1, 2.5 * CHUNK);
		await list.adopt(kept, newest(kept.length + 1));
		expect((await list.all()).items).toEqual(kept);
		const earlier = await list.before(Infinity, 50);
		expect(earlier.items.slice(-50)).toEqual(kept.slice(-50));
		for (const place of [
			1,
			2,
			CHUNK,
			CHUNK + 1,
			CHUNK + 2,
			2 * CHUNK + 0.5,
			2.5 * CHUNK,
			2.5 * CHUNK + 1
		]) {
			const before = await list.before(place, 1.2 * CHUNK);
			const expected = kept.filter(({ at }) => at < place);
			expect(before.items).toEqual(expected.slice(-before.items.length || expected.length));
			expect(before.items.length).toBeGreaterThanOrEqual(Math.min(1.2 * CHUNK, expected.length));
			expect(before.isApart).toBe(place > kept.length);
			const after = await list.after(place, 1.2 * CHUNK);
			const later = kept.filter(({ at }) => at > place);
			expect(after.items).toEqual(later.slice(0, after.items.length));
			expect(after.items.length).toBeGreaterThanOrEqual(Math.min(1.2 * CHUNK, later.length));
		}
	});

	test('knows where items are missing', async () => {
		const { list } = open(await openStore());
		await list.adopt(items(1, 50), newest(50));
		await list.adopt(items(201, 250), newest(50));
		expect([...(await list.all()).gaps]).toEqual(['1', '201']);
		expect(await list.before(201, 10)).toMatchObject({ items: items(1, 50), isApart: true });
		expect(await list.before(220, 10)).toMatchObject({ isApart: false });
		expect(await list.after(50, 10)).toMatchObject({ items: items(201, 250), isApart: true });
		expect(await list.before(1, 10)).toMatchObject({ items: [], isApart: true });
		await list.adopt(items(1, 1), { to: 1, keep: 'newest', limit: 50 });
		expect(await list.before(1, 10)).toMatchObject({ items: [], isApart: false });
	});

	test('writes one small chunk for one new item, however long the list is', async () => {
		const { cache, watch } = open(await openStore());
		const written = watch();
		const list = cache.list('a', shape);
		await list.adopt(items(1, 4 * CHUNK), newest(5 * CHUNK));
		written.length = 0;
		for (let at = 4 * CHUNK + 1; at <= 5 * CHUNK; at++) {
			await list.adopt(items(at - 49, at), newest(50));
		}
		expect(new Set(written)).toEqual(new Set([nameOf(4 * CHUNK + 1)]));
		expect(written).toHaveLength(CHUNK);
		expect((await list.all()).items).toEqual(items(1, 5 * CHUNK));
	});

	test('writes nothing when nothing has changed', async () => {
		const { cache, watch } = open(await openStore());
		const written = watch();
		const list = cache.list('a', shape);
		await list.adopt(items(1, 250), newest(1_000));
		written.length = 0;
		await list.adopt(items(201, 250), newest(50));
		await list.adopt(items(40, 140), { from: 40, to: 140, keep: 'newest', limit: 200 });
		expect(written).toEqual([]);
	});

	test('never replaces the newest items with an earlier answer', async () => {
		const { list, device } = open(await openStore());
		await list.adopt(items(1, 3), newest(50));
		await list.adopt(items(1, 2), newest(50), device.now - 1);
		expect((await list.all()).items).toEqual(items(1, 3));
		await list.adopt(items(1, 2), newest(50), device.now);
		expect((await list.all()).items).toEqual(items(1, 2));
	});

	test('replaces the newest items with what is live, also when the clock was ahead before', async () => {
		const { list, device } = open(await openStore());
		await list.adopt(items(1, 3), newest(50));
		device.now -= 365 * 24 * 3_600_000;
		await list.adopt(items(1, 4), newest(50));
		expect((await list.all()).items).toEqual(items(1, 4));
	});

	test('has a gap at a chunk that cannot be read, until the gap is filled', async () => {
		const { store, list } = open(await openStore());
		await list.adopt(items(1, 3 * CHUNK), newest(4 * CHUNK));
		await store.put([...GROUP, 'chunks', 'a', nameOf(CHUNK + 1)], { rows: 'torn' });
		expect(orders(await list.all())).toHaveLength(2 * CHUNK);
		expect([...(await list.all()).gaps]).toEqual([`${2 * CHUNK + 1}`]);
		expect(await list.before(2 * CHUNK + 1, 10)).toMatchObject({ isApart: true });
		await list.adopt(items(CHUNK + 50, 2 * CHUNK + 1), {
			from: CHUNK,
			to: 2 * CHUNK + 1,
			keep: 'newest',
			limit: CHUNK - 48
		});
		expect([...(await list.all()).gaps]).toEqual([`${CHUNK + 50}`]);
		await list.adopt(items(CHUNK, CHUNK + 50), {
			from: CHUNK,
			to: CHUNK + 50,
			keep: 'newest',
			limit: 52
		});
		expect(await list.all()).toMatchObject({ items: items(1, 3 * CHUNK), gaps: new Set() });
	});

	test.each<[string, unknown]>([
		['a row that is none', null],
		['a row without a key', { at: CHUNK + 2 }],
		['a row without an order', { key: 'x', text: 'x' }],
		['a row of another place', { at: 1, key: '1' }]
	])('has a gap where a chunk has %s in it, and is filled again', async (_case, wrong) => {
		const { store, list } = open(await openStore());
		await list.adopt(items(1, 3 * CHUNK), newest(4 * CHUNK));
		const chunk = [item(CHUNK + 1), wrong, ...items(CHUNK + 3, 2 * CHUNK)];
		await store.put([...GROUP, 'chunks', 'a', nameOf(CHUNK + 1)], { items: chunk, hasGap: false });
		expect(orders(await list.all())).toHaveLength(2 * CHUNK);
		expect([...(await list.all()).gaps]).toEqual([`${2 * CHUNK + 1}`]);
		expect((await list.before(Infinity, 3 * CHUNK)).items).toHaveLength(2 * CHUNK);
		const range = { from: CHUNK, to: 2 * CHUNK + 1, keep: 'newest', limit: CHUNK + 3 } as const;
		await list.adopt(items(CHUNK, 2 * CHUNK + 1), range);
		expect(await list.all()).toMatchObject({ items: items(1, 3 * CHUNK), gaps: new Set() });
	});

	test('of another version is not there, and goes when something is kept of it', async () => {
		const { store, cache, list } = open(await openStore());
		await list.adopt(items(1, 2 * CHUNK), newest(3 * CHUNK));
		const next = cache.list('a', shape, 2);
		expect((await next.all()).items).toEqual([]);
		expect(await next.before(Infinity, 10)).toMatchObject({ items: [], isApart: true });
		expect(await next.after(0, 10)).toMatchObject({ items: [], isApart: true });
		expect((await list.all()).items).toHaveLength(2 * CHUNK);

		await next.adopt(items(2 * CHUNK, 2 * CHUNK + 4), newest(5));
		expect((await next.all()).items).toEqual(items(2 * CHUNK, 2 * CHUNK + 4));
		expect(await next.before(2 * CHUNK, 10)).toMatchObject({ items: [], isApart: true });
		expect((await list.all()).items).toEqual([]);
		expect(await store.names([...GROUP, 'chunks', 'a'])).toHaveLength(1);
		await next.adopt(items(2 * CHUNK + 4, 2 * CHUNK + 8), newest(5));
		expect((await next.all()).items).toHaveLength(9);
	});

	test('of another version goes when it is opened, also where nothing is kept of this one', async () => {
		const { store, cache, list } = open(await openStore());
		await list.adopt(items(1, 10), newest(20));
		await cache.list('a', shape, 2).noteRead();
		expect(await store.transact('read', (transaction) => transaction.values([...GROUP]))).toEqual(
			[]
		);
	});

	test('of which no version is noted is of the first', async () => {
		const { store, cache, list } = open(await openStore());
		await list.adopt(items(1, 10), newest(20));
		const { version, ...noted } = (await store.get([...GROUP, 'records', 'a'])) as ListRecord;
		expect(version).toBe(1);
		await store.put([...GROUP, 'records', 'a'], noted);
		expect((await list.all()).items).toHaveLength(10);
		expect((await cache.list('a', shape, 2).all()).items).toEqual([]);
	});

	test('forgets no gap when the rows beside a chunk that cannot be read change', async () => {
		const { store, list } = open(await openStore());
		await list.adopt(items(1, 3 * CHUNK), newest(4 * CHUNK));
		await store.put([...GROUP, 'chunks', 'a', nameOf(CHUNK + 1)], null);
		await list.adopt([item(50, 'edited')], { from: 50, to: 50, keep: 'newest', limit: 50 });
		expect([...(await list.all()).gaps]).toEqual([`${2 * CHUNK + 1}`]);
	});

	test('merges what several tabs write at the same time', async () => {
		const store = await openStore();
		const tabs = [open(store), open(store)];
		await Promise.all(
			tabs.flatMap(({ list }, tab) =>
				Array.from({ length: 30 }, (_, n) =>
					list.adopt(items(2 * n + tab + 1, 2 * n + tab + 50), newest(50), 1_000 + 2 * n + tab)
				)
			)
		);
		expect((await open(store).list.all()).items).toEqual(items(1, 109));
	});

	test('has the same items as a span in memory, whatever is merged', async () => {
		const range = fc.record({
			from: fc.option(fc.nat(60), { nil: undefined }),
			length: fc.nat(60),
			isOpen: fc.boolean(),
			keep: fc.constantFrom('oldest' as const, 'newest' as const),
			limit: fc.integer({ min: 1, max: 12 }),
			missing: fc.uniqueArray(fc.nat(60)),
			texts: fc.nat(2)
		});
		await fc.assert(
			fc.asyncProperty(fc.array(range, { maxLength: 12 }), fc.nat(61), async (asked, place) => {
				vi.stubGlobal('indexedDB', new IDBFactory());
				const { list } = open(await openStore());
				let memory: Span<Item> = { items: [], gaps: new Set() };
				for (const { from, length, isOpen, keep, limit, missing, texts } of asked) {
					const to = isOpen ? undefined : (from ?? 0) + length;
					// Three items of each order.
					const all = Array.from({ length: 60 }, (_, n) => ({
						key: `${n}`,
						at: Math.floor(n / 3) * 3,
						text: `${texts}`
					})).filter(
						({ key, at }) =>
							!missing.includes(Number(key)) && at >= (from ?? 0) && at <= (to ?? Infinity)
					);
					const answer = keep === 'newest' ? all.slice(-limit) : all.slice(0, limit);
					await list.adopt(answer, { from, to, keep, limit });
					memory = adopt(memory, answer, { from, to, keep, limit }, shape);
				}
				expect(await list.all()).toMatchObject(memory);
				const before = await list.before(place, 10);
				const below = memory.items.filter(({ at }) => at < place);
				expect(before.items).toEqual(below.slice(below.length - before.items.length));
				expect(before.items.length).toBeGreaterThanOrEqual(Math.min(10, below.length));
				const next = memory.items[below.length];
				expect(before.isApart).toBe(!next || memory.gaps.has(next.key));
			}),
			{ numRuns: 150 }
		);
	});

	test('is deleted with the data of its user, and does not come back', async () => {
		const { store, list, device } = open(await openStore());
		await list.adopt(items(1, 10), newest(50));
		device.isClosed = true;
		await UserData.wipe(store, 'ada');
		await list.adopt(items(1, 10), newest(50));
		await list.noteRead();
		expect(await store.names(['user'])).toEqual([]);
	});

	test('is not read but deleted when another version stored it', async () => {
		const { store, cache, list } = open(await openStore());
		await store.put(['user', 'ada', 'lists', '0', 'chunks', 'a', nameOf(1)], {
			rows: items(1, 3),
			hasGap: false
		});
		expect((await list.all()).items).toEqual([]);
		await cache.prune();
		expect(await store.names(['user'])).toEqual([]);
	});

	test('is evicted with the results, while texts stay', async () => {
		const { store, list } = open(await openStore());
		await list.adopt(items(1, 10), newest(50));
		await store.put(['user', 'ada', 'text', 'draft'], 'Hello');
		await UserData.evict(store, 'ada');
		expect((await list.all()).items).toEqual([]);
		expect(await store.names(['user', 'ada'])).toEqual(['text']);
	});
});

describe('the limits', () => {
	const record = (rows: number, readAt: number) => ({ rows, readAt, newestAt: 0 });

	test('delete the least recently read lists', async () => {
		const { store, device, cache } = open(createMemoryStore());
		for (const [at, name] of ['old', 'new', 'middle'].entries()) {
			device.now = [1, 3, 2][at] ?? 0;
			await cache.list(name, shape).adopt(items(1, 10), newest(50));
			await store.put([...GROUP, 'records', name], record(MAX_ITEMS / 2, device.now));
		}
		device.now = 4;
		await cache.list('old', shape).noteRead();
		await cache.prune();
		expect(await store.names([...GROUP, 'chunks'])).toEqual(['new', 'old']);
		expect(await store.names([...GROUP, 'records'])).toEqual(['new', 'old']);
	});

	test('delete lists that were not read for 60 days, but not the most recently read one', async () => {
		const { store, device, cache, list } = open(createMemoryStore());
		await cache.list('b', shape).adopt(items(1, 10), newest(50));
		device.now += 1;
		await list.adopt(items(1, 10), newest(50));
		device.now += MAX_UNREAD_MS;
		await cache.prune();
		expect(await store.names([...GROUP, 'chunks'])).toEqual(['a']);
	});

	test('shorten a list that alone is too long, and mark the gap', async () => {
		const { store, cache, list } = open(createMemoryStore());
		await list.adopt(items(1, 4 * CHUNK), newest(5 * CHUNK));
		await store.put([...GROUP, 'records', 'a'], record(MAX_ITEMS + 1, 1));
		await cache.prune();
		expect((await list.all()).items).toEqual([]);
		await list.adopt(items(1, 4 * CHUNK), newest(5 * CHUNK));
		await store.put([...GROUP, 'records', 'a'], record(MAX_ITEMS / 2 + 1.5 * CHUNK, 1));
		await list.shorten();
		expect(await list.all()).toMatchObject({
			items: items(2 * CHUNK + 1, 4 * CHUNK),
			gaps: new Set([`${2 * CHUNK + 1}`])
		});
	});

	test('delete other lists when the device is full, and store the item', async () => {
		const { store, cache, list } = open(createMemoryStore());
		await cache.list('other', shape).adopt(items(1, 10), newest(50));
		const { transact } = store;
		vi.spyOn(store, 'transact')
			.mockImplementationOnce(() => Promise.reject(new StorageError('quota_exceeded')))
			.mockImplementation(transact);
		await list.adopt(items(1, 10), newest(50));
		expect((await list.all()).items).toEqual(items(1, 10));
		expect((await cache.list('other', shape).all()).items).toEqual([]);
	});
});

test('the names of chunks sort as their orders do', () => {
	fc.assert(
		fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (one, other) => {
			expect(nameOf(one) < nameOf(other)).toBe(one < other);
		})
	);
});

test('an order of minus zero is that of zero', () => {
	expect(nameOf(-0)).toBe(nameOf(0));
});
