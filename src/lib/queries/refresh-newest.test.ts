import { makeFunctionReference } from 'convex/server';
import { expect, test } from 'vitest';
import { createMemoryStore } from '../cache/memory-store.js';
import { UserData } from '../cache/user-data.js';
import { LiveQueries, type QuerySource } from '../convex/live-queries.js';
import type { ItemRange } from '../cache/span.js';
import type { PagesDefinition } from './open-pages.js';
import { refreshNewest } from './refresh-newest.js';

interface Item {
	id: string;
	at: number;
}

const rooms: PagesDefinition<{ room: string }, Item> = {
	newest: makeFunctionReference<'query', { room: string }, Item[]>('items:newest'),
	between: makeFunctionReference('items:between'),
	newestSize: 3,
	pageSize: 10,
	keyOf: ({ id }) => id,
	orderOf: ({ at }) => at
};

const items = (...orders: number[]): Item[] => orders.map((at) => ({ id: `item ${at}`, at }));

/** Refreshes a device that keeps `kept`, from a backend with `all`. Returns what it keeps then, and was asked. */
async function refresh(
	kept: number[],
	all: number[],
	{ isAborted = false, fails = false, isEnough = false } = {}
) {
	const data = new UserData(createMemoryStore(), 'user_ada');
	if (kept.length > 0) await data.putResult('a', { value: items(...kept), asOf: 1_000 });
	const asked: unknown[] = [];
	const source: QuerySource = {
		onUpdate: (_query, { range }, onResult, onError) => {
			const { from = 0 } = (range ?? {}) as ItemRange;
			asked.push(range ?? 'newest');
			const answer = items(...all.filter((at) => at >= from)).slice(-rooms.newestSize);
			queueMicrotask(() => (fails ? onError(new Error('Failed.')) : onResult(answer, false)));
			return () => asked.push('ended');
		}
	};
	const live = new LiveQueries();
	live.connect(source);
	const lifetime = new AbortController();
	const environment = { data, live, key: 'a', version: 1, now: () => 2_000 };
	const refreshing = refreshNewest(rooms, { room: 'a' }, environment, {
		isEnough: () => isEnough,
		signal: lifetime.signal
	});
	if (isAborted) lifetime.abort();
	await refreshing;
	const { value, asOf } = (await data.result('a')) ?? {};
	return { kept: (value as Item[] | undefined)?.map(({ at }) => at), asOf, asked };
}

test('where nothing is kept, asks for the newest items, and keeps them', async () => {
	const { kept, asOf, asked } = await refresh([], [1, 2, 3, 4]);
	expect([kept, asOf, asked]).toEqual([[2, 3, 4], 2_000, ['newest', 'ended']]);
});

test('asks for what has come since the last kept item, and keeps as many as the list shows', async () => {
	const { kept, asked } = await refresh([1, 2, 3], [1, 2, 3, 4]);
	expect(kept).toEqual([2, 3, 4]);
	expect(asked[0]).toEqual({ from: 3, keep: 'newest', limit: 3 });
});

test('drops what is kept when items between may be missing', async () => {
	expect((await refresh([1, 2], [1, 2, 3, 4, 5, 6])).kept).toEqual([4, 5, 6]);
});

test('drops what the backend does not have any more', async () => {
	expect((await refresh([1, 2, 3], [1, 2])).kept).toEqual([1, 2]);
});

test('asks for nothing when what is kept is enough', async () => {
	const { kept, asked } = await refresh([1], [1, 2], { isEnough: true });
	expect([kept, asked]).toEqual([[1], []]);
});

test('leaves what is kept as it is when the backend fails', async () => {
	const { kept, asOf, asked } = await refresh([1, 2], [1, 2, 3], { fails: true });
	expect([kept, asOf, asked.at(-1)]).toEqual([[1, 2], 1_000, 'ended']);
});

test('asks for nothing once it is stopped', async () => {
	const { kept, asked } = await refresh([1], [1, 2], { isAborted: true });
	expect([kept, asked]).toEqual([[1], []]);
});
