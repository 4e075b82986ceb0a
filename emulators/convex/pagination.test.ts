import type { ConvexClient } from 'convex/browser';
import { makeFunctionReference } from 'convex/server';
import type { FunctionReturnType, PaginationOptions } from 'convex/server';
import { compareValues, type Value } from 'convex/values';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { api } from './testing/api.ts';
import { failureOf, startServer, until } from './testing/harness.ts';

const { notes } = api;
const paged = makeFunctionReference<'query', { channel: string }>('notes:page');

/** What `onPaginatedUpdate` really gives. */
type Pages = { results: { _id: string }[]; status: string; loadMore(count: number): boolean };
type Cursor = string | null;
type Id = FunctionReturnType<typeof notes.add>;
type Page = FunctionReturnType<typeof notes.page>;

test('a query is read page by page to its end', async () => {
	const server = await startServer();
	const client = server.client();
	for (let rank = 0; rank < 10; rank++) await add(client, rank);
	const sizes: number[] = [];
	const ranks: (number | undefined)[] = [];
	let cursor: Cursor = null;
	for (let isDone = false; !isDone;) {
		const paginationOpts: PaginationOptions = { numItems: 4, cursor };
		const next: Page = await client.query(notes.page, {
			channel: 'a',
			order: 'desc',
			paginationOpts
		});
		sizes.push(next.page.length);
		ranks.push(...next.page.map(({ rank }) => rank));
		cursor = next.continueCursor;
		isDone = next.isDone;
	}
	expect(sizes).toEqual([4, 4, 2]);
	expect(ranks).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
});

test('a reactive page grows where documents are added to it, and its neighbour does not move', async () => {
	const server = await startServer();
	const client = server.client();
	for (const rank of [10, 20, 30, 40]) await add(client, rank);
	const first = watchPage(client, { numItems: 2, cursor: null });
	await until(() => first.ranks.length === 2);
	const second = watchPage(client, { numItems: 2, cursor: first.continueCursor });
	await until(() => second.ranks.length === 2);
	await add(client, 15);
	expect(first.ranks).toEqual([10, 15, 20]);
	await add(client, 25);
	expect(first.ranks).toEqual([10, 15, 20]);
	expect(second.ranks).toEqual([25, 30, 40]);
});

test('a page keeps its end over a reconnection', async () => {
	const server = await startServer();
	const client = server.client();
	for (const rank of [10, 20, 30]) await add(client, rank);
	const first = watchPage(client, { numItems: 2, cursor: null });
	await until(() => first.ranks.length === 2);
	await server.control('disconnect');
	await server.http().mutation(notes.add, { channel: 'a', body: 'meanwhile', rank: 15 });
	await until(() => first.ranks.length === 3);
	expect(first.ranks).toEqual([10, 15, 20]);
});

test('pages stay gapless and in order while documents come and go', async () => {
	const server = await startServer();
	const change = fc.oneof(
		{ weight: 3, arbitrary: fc.record({ add: fc.integer({ min: 0, max: 30 }) }) },
		{ weight: 2, arbitrary: fc.record({ remove: fc.nat() }) },
		{ weight: 1, arbitrary: fc.constant({ loadMore: true }) }
	);
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }),
			fc.array(change, { maxLength: 15 }),
			async (initial, changes) => {
				await server.control('reset');
				const client = server.client();
				const model: { id: Id; rank: number }[] = [];
				const insert = async (rank: number) => {
					const id = await add(client, rank);
					const behind = model.findIndex((note) => note.rank > rank);
					model.splice(behind < 0 ? model.length : behind, 0, { id, rank });
				};
				for (const rank of initial) await insert(rank);
				let latest: Pages | undefined;
				const show = (pages: unknown) => (latest = pages as Pages);
				client.onPaginatedUpdate_experimental(
					paged,
					{ channel: 'a' },
					{ initialNumItems: 3 },
					show
				);
				await until(() => latest && latest.status !== 'LoadingFirstPage');
				for (const step of changes) {
					if ('add' in step) await insert(step.add);
					else if ('loadMore' in step) latest?.loadMore(3);
					else if (model.length > 0) {
						const [removed] = model.splice(step.remove % model.length, 1);
						if (removed) await client.mutation(notes.remove, { id: removed.id });
					}
					const shown = latest?.results.map(({ _id }) => _id) ?? [];
					expect(shown).toEqual(model.slice(0, shown.length).map(({ id }) => id));
				}
				await until(() => {
					if (latest?.status === 'CanLoadMore') latest.loadMore(3);
					return latest?.status === 'Exhausted';
				});
				expect(latest?.results.map(({ _id }) => _id)).toEqual(model.map(({ id }) => id));
				await client.close();
			}
		),
		{ numRuns: 25 }
	);
});

test('a cursor of another query is refused in the way that makes clients start again', async () => {
	const server = await startServer();
	const client = server.client();
	await add(client, 1);
	await add(client, 2);
	const { continueCursor: cursor } = await client.query(notes.page, {
		channel: 'a',
		paginationOpts: { numItems: 1, cursor: null }
	});
	const paginationOpts = { numItems: 1, cursor };
	const error = await failureOf(client.query(notes.page, { channel: 'b', paginationOpts }));
	expect(error.data).toEqual({ isConvexSystemError: true, paginationError: 'InvalidCursor' });
});

test('ranges of an index take bounds in and out', async () => {
	const server = await startServer();
	const client = server.client();
	for (const rank of [3, 1, 2, 5, 4]) await add(client, rank);
	await client.mutation(notes.add, { channel: 'a', body: 'without' });
	await client.mutation(notes.add, { channel: 'b', body: 'other', rank: 2 });
	const ranks = (bounds: object) => client.query(notes.ranks, { channel: 'a', ...bounds });
	expect(await ranks({})).toEqual([null, 1, 2, 3, 4, 5]);
	expect(await ranks({ from: 2, below: 4 })).toEqual([2, 3]);
	expect(await ranks({ from: 3 })).toEqual([4, 5]);
	expect(await ranks({ below: 2 })).toEqual([null, 1, 2]);
	expect(await ranks({ from: 4, below: 2 })).toEqual([]);
});

test('an index sorts values of all types as Convex sorts them', async () => {
	const server = await startServer();
	const values: Value[] = [
		...['b', 'a', 'ab', '', '\u0000', '\uffff', '😀', 'é'],
		...[2, -1, 0, -0, 1.5, Infinity, -Infinity, NaN],
		...[2n, -1n, 2n ** 62n],
		...[true, false, null],
		...[new Uint8Array([2]).buffer, new Uint8Array([1, 0]).buffer, new Uint8Array([]).buffer],
		...[[], [1], [1, 'a'], ['a'], [[]]],
		...[{}, { a: 1 }, { a: 1, b: 2 }, { b: 0 }]
	];
	const sorted = await server.client().mutation(notes.sort, { values });
	const expected = [...values].sort(compareValues).map((value) => [value]);
	expect(sorted).toEqual([[], ...expected]);
});

async function add(client: ConvexClient, rank: number) {
	return await client.mutation(notes.add, { channel: 'a', body: String(rank), rank });
}

function watchPage(client: ConvexClient, paginationOpts: { numItems: number; cursor: Cursor }) {
	const watched = { ranks: [] as (number | undefined)[], continueCursor: null as Cursor };
	client.onUpdate(notes.page, { channel: 'a', paginationOpts }, ({ page, continueCursor }) => {
		Object.assign(watched, { ranks: page.map(({ rank }) => rank), continueCursor });
	});
	return watched;
}
