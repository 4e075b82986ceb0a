import { makeFunctionReference } from 'convex/server';
import { expect, test } from 'vitest';
import { ItemCache } from '../cache/item-cache.js';
import { createMemoryStore } from '../cache/memory-store.js';
import { UserData } from '../cache/user-data.js';
import { readCached, type PagesDefinition } from './open-pages.js';

interface Item {
	id: string;
	at: number;
}

const rooms: PagesDefinition<{ room: string }, Item> = {
	newest: makeFunctionReference<'query', { room: string }, Item[]>('items:newest'),
	between: makeFunctionReference('items:between'),
	newestSize: 2,
	pageSize: 10,
	keyOf: ({ id }) => id,
	orderOf: ({ at }) => at
};

const itemAt = (at: number): Item => ({ id: `item ${at}`, at });

/** An empty device, and the account's environment to read it. */
function aDevice() {
	const store = createMemoryStore();
	const data = new UserData(store, 'user_ada', store);
	const options = { store, subject: 'user_ada', now: () => 1_000, isClosed: () => false };
	const list = new ItemCache(options).list('a', rooms);
	const read = () =>
		readCached(rooms, {
			...options,
			data,
			key: 'a',
			version: 1,
			withOptimisticUpdates: <Items>(items: Items) =>
				[...(items as Item[]), { id: 'pending', at: 99 }] as Items
		});
	return { data, list, read };
}

test('cached items are read in their order, with the cached newest ones and optimistic updates', async () => {
	const { data, list, read } = aDevice();
	await list.adopt([itemAt(1), itemAt(2), itemAt(3)], { keep: 'newest', limit: 10 });
	await data.putResult('a', { value: [itemAt(3), itemAt(4)], asOf: 1_000 });
	expect((await read()).map(({ id }) => id)).toEqual([
		'item 1',
		'item 2',
		'item 3',
		'item 4',
		'pending'
	]);
});

test('a list that was never read has only its optimistic updates', async () => {
	const { read } = aDevice();
	expect(await read()).toEqual([{ id: 'pending', at: 99 }]);
});

test.each<[string, unknown]>([
	['a text', 'text'],
	['items that are null', [null]],
	['items without an order', [{ id: 'item 4' }]]
])('of the newest items that a launch has shown, %s is not read', async (_what, value) => {
	const { data, list, read } = aDevice();
	await list.adopt([itemAt(1)], { keep: 'newest', limit: 10 });
	await data.putResult('a', { value, asOf: 1_000 });
	expect((await read()).map(({ id }) => id)).toEqual(['item 1', 'pending']);
});
