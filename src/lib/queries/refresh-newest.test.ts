import { makeFunctionReference } from 'convex/server';
import { expect, test } from 'vitest';
import { createMemoryStore } from '../cache/memory-store.js';
import { UserData } from '../cache/user-data.js';
import { LiveQueries, type QuerySource } from '../convex/live-queries.js';
import type { ItemRange } from '../cache/span.js';
import { refreshNewest, type RefreshedDefinition } from './refresh-newest.js';

interface Item {
	id: string;
	at: number;
}

type Asked = { room: string; range: ItemRange };

const rooms: RefreshedDefinition<{ room: string }, Item> = {
	newest: makeFunctionReference<'query', { room: string }, Item[]>('items:newest'),
	between: makeFunctionReference('items:between'),
	betweenMany: makeFunctionReference('items:betweenMany'),
	newestSize: 3,
	pageSize: 10,
	keyOf: ({ id }) => id,
	orderOf: ({ at }) => at
};

const items = (...orders: number[]): Item[] => orders.map((at) => ({ id: `item ${at}`, at }));

/** The items of rooms by their orders; `null`: the user may not read it. */
type Rooms = Record<string, number[] | null>;

interface Given {
	/** The call after which it is stopped. */
	stopsAt?: number;
	fails?: boolean;
	/** How many rooms one call answers. */
	atMost?: number;
	isEnough?: (room: string) => boolean;
	isOpen?: (room: string) => boolean;
}

/** Refreshes a device that keeps `kept`, from a backend with `all`. Returns what it keeps then, and was asked. */
async function refresh(
	kept: Record<string, number[]>,
	all: Rooms,
	{ stopsAt = Infinity, fails = false, atMost = 10, ...is }: Given = {}
) {
	const data = new UserData(createMemoryStore(), 'user_ada');
	for (const [room, orders] of Object.entries(kept)) {
		await data.putResult(room, { value: items(...orders), asOf: 1_000 });
	}
	const lifetime = new AbortController();
	const calls: Asked[][] = [];
	const source: QuerySource = {
		onUpdate: (_query, { lists }, onResult, onError) => {
			const asked = lists as Asked[];
			calls.push(asked);
			if (calls.length >= stopsAt) lifetime.abort();
			const answers = asked.slice(0, atMost).map(({ room, range: { from = 0 } }) => {
				const newer = all[room]?.filter((at) => at >= from);
				return newer ? items(...newer).slice(-rooms.newestSize) : null;
			});
			queueMicrotask(() => (fails ? onError(new Error('Failed.')) : onResult(answers, false)));
			return () => undefined;
		}
	};
	const live = new LiveQueries();
	live.connect(source);
	await refreshNewest(
		rooms,
		Object.keys(all).map((room) => ({ room })),
		{
			...{ data, live, version: 1, now: () => 2_000, keyOf: ({ room }) => room },
			isOpen: ({ room }) => is.isOpen?.(room) ?? false
		},
		{
			isEnough: (_kept, { room }) => is.isEnough?.(room) ?? false,
			pause: () => Promise.resolve(),
			signal: lifetime.signal
		}
	);
	const found: Record<string, { orders: number[]; asOf: number }> = {};
	for (const room of Object.keys(all)) {
		const { value, asOf } = (await data.result(room)) ?? {};
		if (asOf !== undefined) found[room] = { orders: (value as Item[]).map(({ at }) => at), asOf };
	}
	return { found, calls, rooms: calls.map((asked) => asked.map(({ room }) => room)) };
}

const newest = { keep: 'newest', limit: 3 };

test('asks with one call for what has come since the last kept items, and for the newest where none are kept', async () => {
	const { found, calls } = await refresh({ a: [1, 2, 3] }, { a: [1, 2, 3, 4], b: [1, 2, 3, 4] });
	expect(calls).toEqual([
		[
			{ room: 'a', range: { from: 3, ...newest } },
			{ room: 'b', range: newest }
		]
	]);
	const refreshed = { orders: [2, 3, 4], asOf: 2_000 };
	expect(found).toEqual({ a: refreshed, b: refreshed });
});

test('asks again for what was too much for one call', async () => {
	const all = { a: [1], b: [2], c: [3] };
	const asked = await refresh({}, all, { atMost: 2 });
	expect(asked.rooms).toEqual([['a', 'b', 'c'], ['c']]);
	expect(Object.keys(asked.found)).toEqual(['a', 'b', 'c']);
	expect((await refresh({}, all, { atMost: 0 })).rooms).toHaveLength(1);
});

test('drops what is kept when items between may be missing', async () => {
	const { found } = await refresh({ a: [1, 2] }, { a: [1, 2, 3, 4, 5, 6] });
	expect(found.a?.orders).toEqual([4, 5, 6]);
});

test('drops what the backend does not have any more', async () => {
	const { found } = await refresh({ a: [1, 2, 3] }, { a: [1, 2] });
	expect(found.a?.orders).toEqual([1, 2]);
});

test('asks for nothing of which enough is kept, or which something reads', async () => {
	const kept = { enough: [1], open: [1] };
	const all = { enough: [1, 2], open: [1, 2], other: [1] };
	const { rooms } = await refresh(kept, all, {
		isEnough: (room) => room === 'enough',
		isOpen: (room) => room === 'open'
	});
	expect(rooms).toEqual([['other']]);
});

test('leaves what is kept as it is where the user may not read, and when the backend fails', async () => {
	const before = { a: { orders: [1, 2], asOf: 1_000 } };
	expect((await refresh({ a: [1, 2] }, { a: null })).found).toEqual(before);
	expect((await refresh({ a: [1, 2] }, { a: [1, 2, 3] }, { fails: true })).found).toEqual(before);
});

test('leaves to an open list what it keeps: it may be newer than the answer', async () => {
	let looks = 0;
	const { found, rooms } = await refresh({ a: [1] }, { a: [1, 2] }, { isOpen: () => ++looks > 1 });
	expect(rooms).toEqual([['a']]);
	expect(found.a?.orders).toEqual([1]);
});

test('ends when it is stopped', async () => {
	const { found, rooms } = await refresh({}, { a: [1], b: [2] }, { atMost: 1, stopsAt: 1 });
	expect(rooms).toHaveLength(1);
	expect(found).toEqual({});
});
