import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { useFakeTime } from '../fakes/fake-time.js';
import { createMemoryStore } from '../cache/memory-store.js';
import { ItemCache } from '../cache/item-cache.js';
import type { ItemRange } from '../cache/span.js';
import type { QueryListener } from '../convex/live-queries.js';
import { CachedPages, type NewestRows } from './cached-pages.svelte.js';

const NEWEST = 5;
const PAGE = 8;
const LATENCY_MS = 20;

interface Item {
	at: number;
	text: string;
}

const shape = { keyOf: ({ at }: Item) => `${at}`, orderOf: ({ at }: Item) => at };

useFakeTime({ now: 1_000 });

/** Advances the time until everything has settled. The store loads its code in the machine's time. */
const settle = async () => {
	await vi.dynamicImportSettled();
	await vi.advanceTimersByTimeAsync(1_000);
};

/** A backend with one list, and a device on which it is read. */
class World {
	items: Item[] = [];
	isOnline = true;
	/** Whether the backend does not answer, which is not known yet. */
	isMute = false;
	pending: Item[] = [];
	/** The error of the next ranges. */
	failure: Error | undefined;
	/** The requested ranges. */
	asked: ItemRange[] = [];
	pages!: CachedPages<Item>;
	readonly #live = new Set<{ run: () => Item[]; listener: QueryListener<Item[]>; last?: string }>();
	readonly #store = createMemoryStore();
	cachedNewest: NewestRows<Item> | undefined;

	constructor(count = 0) {
		this.write(count);
	}

	write(count: number): void {
		for (let n = 0; n < count; n++) {
			const at = (this.items.at(-1)?.at ?? 0) + 1;
			this.items.push({ at, text: 'text' });
		}
		this.#answer();
	}

	change(change: (items: Item[]) => Item[]): void {
		this.items = change(this.items);
		this.#answer();
	}

	/** Opens the list, as a launch does. */
	open(): CachedPages<Item> {
		const cache = new ItemCache({
			store: this.#store,
			subject: 'ada',
			now: Date.now,
			isClosed: () => false
		});
		this.pages?.close();
		this.pages = new CachedPages<Item>({
			...shape,
			cached: cache.list('list', shape),
			cachedNewest: () => Promise.resolve(this.cachedNewest),
			newestSize: NEWEST,
			pageSize: PAGE,
			subscribeNewest: (listener) => this.#subscribe(() => this.items.slice(-NEWEST), listener),
			subscribeRange: (range, listener) => {
				this.asked.push(range);
				const { failure } = this;
				if (failure) setTimeout(() => listener.onError(failure), LATENCY_MS);
				if (failure) return () => undefined;
				return this.#subscribe(() => this.#between(range), listener);
			},
			withOptimisticUpdates: (items) =>
				this.pending.length > 0 ? [...items, ...this.pending] : items,
			isLive: () => this.isOnline
		});
		return this.pages;
	}

	goOffline(): void {
		this.isOnline = false;
		for (const { listener } of this.#live) listener.onInterrupt();
	}

	goOnline(): void {
		this.isOnline = true;
		this.#answer();
		this.pages.refresh();
	}

	/** The numbers of the items; `|` before a number is a gap. */
	get shown(): string {
		const { items, gaps } = this.pages;
		return (items ?? []).map(({ at }) => (gaps.has(`${at}`) ? `|${at}` : `${at}`)).join(' ');
	}

	/** Answers with an optimistic update of Convex's client in the newest items. */
	answerTentatively(item: Item): void {
		for (const { run, listener } of this.#live) listener.onResult([...run(), item], true);
	}

	#between({ from = -Infinity, to = Infinity, keep, limit }: ItemRange): Item[] {
		const items = this.items.filter(({ at }) => at >= from && at <= to);
		return keep === 'newest' ? items.slice(-limit) : items.slice(0, limit);
	}

	#subscribe(run: () => Item[], listener: QueryListener<Item[]>): () => void {
		const one = { run, listener };
		this.#live.add(one);
		this.#answer();
		return () => this.#live.delete(one);
	}

	#answer(): void {
		for (const one of this.#live) {
			setTimeout(() => {
				if (!this.isOnline || this.isMute || !this.#live.has(one)) return;
				const items = one.run();
				const text = JSON.stringify(items);
				if (text !== one.last) one.listener.onResult(structuredClone(items), false);
				one.last = text;
			}, LATENCY_MS);
		}
	}
}

/** Opens a list. */
async function opened(count: number): Promise<World> {
	const world = new World(count);
	world.open();
	await settle();
	return world;
}

const upTo = (first: number, last: number) =>
	Array.from({ length: last - first + 1 }, (_, index) => first + index).join(' ');

describe('at a launch', () => {
	test('cached items show without a backend', async () => {
		const world = await opened(20);
		world.goOffline();
		world.open();
		await vi.advanceTimersByTimeAsync(0);
		expect(world.shown).toBe('|16 17 18 19 20');
	});

	test('the cached result of the newest items is merged, unless it is older', async () => {
		const world = await opened(20);
		world.goOffline();
		const newer = [19, 20, 21, 22, 23].map((at) => ({ at, text: 'text' }));
		world.cachedNewest = { items: newer, asOf: Date.now() + 1 };
		world.open();
		await settle();
		expect(world.shown).toBe('|16 17 18 19 20 21 22 23');
		world.cachedNewest = { items: newer.slice(0, 2), asOf: 0 };
		world.open();
		await settle();
		expect(world.shown).toBe('|16 17 18 19 20 21 22 23');
	});

	test('nothing is known of a list that is not cached, until the backend answers', async () => {
		const world = new World();
		world.isOnline = false;
		world.open();
		await settle();
		expect(world.pages.items).toBeUndefined();
		world.goOnline();
		await settle();
		expect(world.pages.items).toEqual([]);
		expect(world.pages.gaps.size).toBe(0);
	});

	test('only the newest items are asked for', async () => {
		const world = await opened(100);
		expect(world.asked).toEqual([]);
		expect(world.shown).toBe('|96 97 98 99 100');
	});
});

describe('scrolling back', () => {
	test('asks for pages until the first item, and then never again', async () => {
		const world = await opened(100);
		for (let at = 96; at > 1; at -= 10) {
			world.pages.see(Math.max(at, 1), at + 5);
			await settle();
		}
		world.pages.see(1, 5);
		await settle();
		expect(world.shown).toBe(upTo(1, 100));
		const asked = world.asked.filter(({ keep, from }) => keep === 'newest' && from === undefined);
		expect(asked.length).toBeLessThan(20);
		world.asked = [];
		world.pages.see(50, 55);
		world.pages.see(1, 5);
		world.goOffline();
		world.open().see(1, 5);
		await settle();
		expect(world.shown).toBe(upTo(1, 100));
		expect(world.asked).toEqual([]);
	});

	test('shows cached items and their gaps without a network', async () => {
		const world = await opened(20);
		world.goOffline();
		world.write(30);
		world.goOnline();
		await settle();
		world.goOffline();
		world.pages.see(16, 20);
		await settle();
		expect(world.shown).toBe('|16 17 18 19 20 |46 47 48 49 50');
	});

	test('fills a gap when there is a network', async () => {
		const world = await opened(20);
		world.goOffline();
		world.write(30);
		world.goOnline();
		await settle();
		world.pages.see(46, 50);
		await settle();
		expect(world.shown).toContain(upTo(16, 50));
		expect(world.pages.gaps.size).toBeLessThanOrEqual(1);
	});

	test('asks for nothing before the screen has said what it shows', async () => {
		const world = await opened(20);
		world.pages.see(16, 20);
		await settle();
		world.goOffline();
		world.write(30);
		const before = world.asked.length;
		world.write(1);
		world.goOnline();
		await settle();
		world.pages.refresh();
		await settle();
		expect(world.shown).toContain('20 |47 48 49 50 51');
		expect(world.asked).toHaveLength(before);
	});

	test('reads cached items while the backend does not answer', async () => {
		const world = await opened(100);
		for (let at = 90; at > 1; at -= 10) {
			world.pages.see(at, at + 5);
			await settle();
		}
		world.isMute = true;
		world.open();
		await vi.advanceTimersByTimeAsync(0);
		world.pages.see(96, 100);
		await settle();
		world.pages.see(50, 55);
		await settle();
		expect(world.shown).toContain(upTo(20, 100));
	});

	test('has few items in memory, however far it scrolls', async () => {
		const world = await opened(3_000);
		for (let at = 2_990; at > 1; at -= 10) {
			world.pages.see(at, at + 10);
			await vi.advanceTimersByTimeAsync(100);
		}
		expect(world.pages.items?.length).toBeLessThan(900);
		expect(world.pages.isNewest).toBe(false);
		for (let at = 1; at < 3_000; at += 10) {
			world.pages.see(at, at + 10);
			await vi.advanceTimersByTimeAsync(10);
			expect(world.pages.items?.some((item) => item.at === Math.min(at + 10, 3_000))).toBe(true);
		}
		expect(world.pages.isNewest).toBe(true);
		expect(world.shown).toBe(upTo(world.pages.items?.[0]?.at ?? 0, 3_000));
	});
});

describe('items on the screen', () => {
	test('become live when the screen stands still', async () => {
		const world = await opened(60);
		world.pages.see(30, 35);
		await settle();
		world.goOffline();
		world.change((items) =>
			items
				.filter(({ at }) => at !== 32)
				.map((item) => (item.at === 33 ? { ...item, text: 'edited' } : item))
		);
		world.open();
		world.goOnline();
		void world.pages.goTo(33);
		await settle();
		world.pages.see(31, 35);
		await settle();
		expect(world.pages.items?.filter(({ at }) => at >= 31 && at <= 34)).toEqual([
			{ at: 31, text: 'text' },
			{ at: 33, text: 'edited' },
			{ at: 34, text: 'text' }
		]);
		world.change((items) =>
			items.map((item) => (item.at === 34 ? { ...item, text: 'again' } : item))
		);
		await settle();
		expect(world.pages.items?.find(({ at }) => at === 34)?.text).toBe('again');
	});

	test('are followed by pending items where they reach the newest', async () => {
		const world = await opened(3_000);
		world.pending = [{ at: 9_999, text: 'pending' }];
		world.open();
		await settle();
		expect(world.pages.items?.at(-1)?.text).toBe('pending');
		for (let at = 2_990; at > 2_000; at -= 10) {
			world.pages.see(at, at + 10);
			await settle();
		}
		expect(world.pages.isNewest).toBe(false);
		expect(world.pages.items?.at(-1)?.text).toBe('text');
	});
});

describe('going to an item', () => {
	test('reads it from the device, or asks the backend for the items around it', async () => {
		const world = await opened(500);
		const going = world.pages.goTo(250);
		await settle();
		expect(await going).toBe(true);
		expect(world.shown).toContain('249 250 251');
		await world.pages.goToNewest();
		await settle();
		expect(world.shown.endsWith('499 500')).toBe(true);
		world.goOffline();
		expect(await world.pages.goTo(250)).toBe(true);
		expect(await world.pages.goTo(100)).toBe(false);
	});

	test('that is the newest shows at once, with those written since', async () => {
		const world = await opened(500);
		const going = world.pages.goTo(250);
		await settle();
		await going;
		world.write(20);
		await settle();
		await world.pages.goToNewest();
		expect(world.shown).toBe('|516 517 518 519 520');
	});
});

test('an error of a query shows, and nothing is asked for until the newest items are live again', async () => {
	const world = await opened(100);
	world.failure = new Error('Forbidden');
	world.pages.see(96, 100);
	await settle();
	expect(world.pages.error).toBe(world.failure);
	const { length } = world.asked;
	world.pages.see(96, 100);
	await settle();
	expect(world.asked).toHaveLength(length);
	world.failure = undefined;
	world.write(1);
	await settle();
	expect(world.pages.error).toBeUndefined();
	expect(world.shown).toContain('90 91 92');
});

test('an optimistic update of Convex’s client is not taken for an answer', async () => {
	const world = await opened(3);
	world.answerTentatively({ at: 4, text: 'not there yet' });
	await settle();
	expect(world.shown).toBe('1 2 3');
	world.goOffline();
	world.open();
	await settle();
	expect(world.shown).toBe('1 2 3');
});

test('after any events, no item is doubled or skipped, and the screen is right', async () => {
	const step = fc.oneof(
		fc.record({ do: fc.constant('write' as const), count: fc.integer({ min: 1, max: 12 }) }),
		fc.record({ do: fc.constant('edit' as const), item: fc.nat(200) }),
		fc.record({ do: fc.constant('remove' as const), item: fc.nat(200) }),
		fc.record({ do: fc.constant('see' as const), item: fc.nat(200), items: fc.nat(5) }),
		fc.record({ do: fc.constant('goTo' as const), item: fc.nat(200) }),
		fc.record({ do: fc.constantFrom(...(['newest', 'offline', 'online', 'launch'] as const)) }),
		fc.record({ do: fc.constant('pass' as const), ms: fc.nat(300) })
	);
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 0, max: 60 }), fc.array(step), async (count, steps) => {
			const world = new World(count);
			world.open();
			for (const one of steps) {
				const { pages } = world;
				const at = 'item' in one ? (world.items[one.item % world.items.length]?.at ?? 0) : 0;
				if (one.do === 'write') world.write(one.count);
				else if (one.do === 'edit')
					world.change((items) =>
						items.map((item) => (item.at === at ? { at, text: 'new' } : item))
					);
				else if (one.do === 'remove')
					world.change((items) =>
						items.length > 1
							? items.filter((item) => item.at !== at || item === items.at(-1))
							: items
					);
				else if (one.do === 'see') {
					const items = pages.items ?? [];
					const first = items[one.item % items.length];
					if (first) pages.see(first.at, first.at + one.items);
				} else if (one.do === 'goTo') void pages.goTo(at);
				else if (one.do === 'newest') void pages.goToNewest();
				else if (one.do === 'offline') world.goOffline();
				else if (one.do === 'online') world.goOnline();
				else if ('ms' in one) await vi.advanceTimersByTimeAsync(one.ms);
				else world.open();
				expectHonest(world);
			}
			world.goOnline();
			await settle();
			expectHonest(world);
			const items = world.pages.items ?? [];
			for (const index of [0, Math.floor(items.length / 2), Math.max(0, items.length - 3)]) {
				const first = items[index];
				if (!first) continue;
				world.pages.see(first.at, first.at + 2);
				await settle();
				const isSeen = (item: Item) => item.at >= first.at && item.at <= first.at + 2;
				expect(world.pages.items?.filter(isSeen)).toEqual(world.items.filter(isSeen));
			}
			world.pages.close();
		}),
		{ numRuns: 200 }
	);
});

/** Checks that items are in order, each once, and that none is missing where there is no gap. */
function expectHonest({ pages, items: all }: World): void {
	const items = pages.items ?? [];
	for (const [index, item] of items.entries()) {
		const before = items[index - 1]?.at ?? 0;
		expect(before).toBeLessThan(item.at);
		if (index === 0 || pages.gaps.has(`${item.at}`)) continue;
		expect(all.filter(({ at }) => at > before && at < item.at)).toEqual([]);
	}
}
