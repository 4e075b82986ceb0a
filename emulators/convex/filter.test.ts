import type { FunctionReturnType } from 'convex/server';
import { expect, test } from 'vitest';
import { api } from './testing/api.ts';
import { failureOf, startServer, until } from './testing/harness.ts';

const { notes } = api;

test('a filter keeps what it says, and a limit after it counts what is kept', async () => {
	const server = await startServer({ errors: 'full' });
	const http = server.http();
	for (const rank of [1, 2, 3, 4]) {
		await http.mutation(notes.add, { channel: 'a', body: String(rank), rank });
	}
	await http.mutation(notes.add, { channel: 'a', body: 'unranked' });
	const by = (filter: string) => http.query(notes.filtered, { by: filter });
	expect(await by('all')).toEqual(['unranked', '4', '3']);
	expect(await by('eq')).toEqual(['2']);
	expect(await by('none')).toEqual(['unranked']);
	expect(await by('neq')).toEqual(['unranked', '4', '3']);
	expect(await by('between')).toEqual(['3', '2']);
	expect(await by('either')).toEqual(['unranked', '4', '1']);
	expect(await by('not')).toEqual(['unranked', '1']);
	expect((await failureOf(by('wrong'))).message).toContain('neither');
	expect((await failureOf(by('arithmetic'))).message).toContain('cannot apply $mul');
	await server.control('reset');
	await http.mutation(notes.add, { channel: 'a', body: 'odd', rank: 3 });
	expect(await by('arithmetic')).toEqual(['odd']);
});

test('a page of a filtered query has rows that the filter keeps, and no others', async () => {
	const server = await startServer();
	const client = server.client();
	const add = (rank: number) =>
		client.mutation(notes.add, { channel: 'a', body: String(rank), rank });
	for (const rank of [1, 9, 2, 8, 3, 7]) await add(rank);
	const read = (numItems: number, cursor: string | null) =>
		client.query(notes.above, { channel: 'a', rank: 5, paginationOpts: { numItems, cursor } });
	const first = await read(2, null);
	expect(first.page).toEqual(['9', '8']);
	const second = await read(2, first.continueCursor);
	expect(second).toMatchObject({ page: ['7'], isDone: true });

	let live: string[] = [];
	const paginationOpts = { numItems: 2, cursor: null };
	client.onUpdate(notes.above, { channel: 'a', rank: 5, paginationOpts }, ({ page }) => {
		live = page;
	});
	await until(() => live.length === 2);
	await client.mutation(notes.edit, {
		id: await client.mutation(notes.add, { channel: 'a', body: '6', rank: 6 }),
		body: 'later'
	});
	expect(live).toEqual(['9', '8']);
});

test('a page ends after as many rows as may be read, and the next goes on from there', async () => {
	const server = await startServer();
	const http = server.http();
	for (const rank of [1, 2, 9, 3, 8]) {
		await http.mutation(notes.add, { channel: 'a', body: String(rank), rank });
	}
	const pages: unknown[] = [];
	let cursor: string | null = null;
	for (let isDone = false; !isDone;) {
		const paginationOpts = { numItems: 10, cursor, maximumRowsRead: 2 };
		const next: FunctionReturnType<typeof notes.above> = await http.query(notes.above, {
			channel: 'a',
			rank: 5,
			paginationOpts
		});
		pages.push([next.page, next.pageStatus]);
		({ continueCursor: cursor, isDone } = next);
	}
	expect(pages).toEqual([
		[[], 'SplitRequired'],
		[['9'], 'SplitRequired'],
		[['8'], null]
	]);
});

test('a search is read page by page', async () => {
	const http = (await startServer()).http();
	await http.mutation(notes.addMany, { channel: 'a', bodies: ['x 1', 'y', 'x 2', 'x 3'] });
	const read = (cursor: string | null) =>
		http.query(notes.searchPage, { text: 'x', paginationOpts: { numItems: 2, cursor } });
	const first = await read(null);
	expect(first.page).toEqual(['x 3', 'x 2']);
	expect(await read(first.continueCursor)).toMatchObject({ page: ['x 1'], isDone: true });
});

test('a range with two upper bounds, and pages of no or half an item, are refused', async () => {
	const http = (await startServer({ errors: 'full' })).http();
	expect((await failureOf(http.query(notes.twoBounds, {}))).message).toContain('too many');
	for (const numItems of [0, -1, 0.5, NaN]) {
		const page = http.query(notes.page, {
			channel: 'a',
			paginationOpts: { numItems, cursor: null }
		});
		expect((await failureOf(page)).message).toMatch(/positive number|at least 1/);
	}
});
