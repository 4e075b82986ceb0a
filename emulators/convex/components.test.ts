import { join } from 'node:path';
import { anyApi, type ApiFromModules } from 'convex/server';
import { expect, test } from 'vitest';
import type * as books from './testing/components/books.ts';
import { failureOf, startServer, until, type Server } from './testing/harness.ts';
import type * as scores from './testing/packages/scores.ts';

const { books: own } = anyApi as unknown as ApiFromModules<{ books: typeof books }>;
const { scores: packaged } = anyApi as unknown as ApiFromModules<{ scores: typeof scores }>;

const startOn = (folder: string, env: Record<string, string> = {}): Promise<Server> =>
	startServer({ functionsDir: join(import.meta.dirname, 'testing', folder), errors: 'full', env });

test('two instances of a component, and what is within each, have documents of their own', async () => {
	const http = (await startOn('components')).http();
	await http.mutation(own.add, { to: 'ours', text: 'a' });
	const id = await http.mutation(own.add, { to: 'ours', text: 'b' });
	await http.mutation(own.add, { to: 'theirs', text: 'c' });
	expect(await http.query(own.list, { of: 'ours' })).toEqual(['1 a', '2 b']);
	expect(await http.query(own.list, { of: 'theirs' })).toEqual(['1 c']);
	expect(await http.query(own.has, { of: 'ours', id })).toBe(true);
	expect(await http.query(own.has, { of: 'theirs', id })).toBe(false);
});

test('what a component has written is undone with its caller, and alone when that goes on', async () => {
	const http = (await startOn('components')).http();
	await failureOf(http.mutation(own.addAndFail, {}));
	expect(await http.query(own.list, { of: 'ours' })).toEqual([]);
	await http.mutation(own.addDespite, {});
	expect(await http.query(own.list, { of: 'ours' })).toEqual(['1 first']);
});

test('a query that reads through a component runs again when its documents change, and only then', async () => {
	const server = await startOn('components');
	const client = server.client();
	const seen: string[][] = [];
	client.onUpdate(own.list, { of: 'ours' }, (list) => seen.push(list));
	await until(() => seen.length === 1);
	await client.mutation(own.add, { to: 'theirs', text: 'elsewhere' });
	await client.mutation(own.add, { to: 'ours', text: 'here' });
	await until(() => seen.length === 2);
	expect(seen).toEqual([[], ['1 here']]);
	expect((await server.runs())['books:list']).toBe(2);
});

test('a component has the variables that it is given, those of Convex, and no others', async () => {
	const server = await startOn('components', { WORD: 'hush' });
	const http = server.http();
	expect(await http.query(own.label, { of: 'ours' })).toBe(`hush undefined ${server.url}`);
	expect(await http.query(own.label, { of: 'theirs' })).toBe(`fixed undefined ${server.url}`);
});

test('a variable that is declared must be set to what it may be', async () => {
	const wrong = startOn('components', { WORD: 'shout' });
	await expect(wrong).rejects.toThrow(/convex\.config\.ts of the app declares: .*\n*.*WORD/);
});

test('a component calls the app back through a handle, from a job of its own', async () => {
	const server = await startOn('components');
	const http = server.http();
	await http.mutation(own.remind, { text: 'hello' });
	await until(async () => (await http.query(own.list, { of: 'theirs' })).length > 0);
	expect(await http.query(own.list, { of: 'theirs' })).toEqual(['1 called: hello']);
});

test('what is internal to a component, its parent cannot call, and nothing of it a client', async () => {
	const server = await startOn('components');
	const failure = await failureOf(server.http().query(own.callInternal, {}));
	expect(failure.message).toContain('ours;entries:secret is internal to its component');
	const body = { path: 'ours;entries:list', args: {}, format: 'convex_encoded_json' };
	const answer = await fetch(`${server.url}/api/query`, {
		method: 'POST',
		body: JSON.stringify(body)
	});
	expect(answer.status).toBe(560);
	expect(await answer.text()).toContain('Could not find public function');
});

test('the routes of a component lie below the prefix that it is mounted at', async () => {
	const server = await startOn('components');
	await server.http().mutation(own.add, { to: 'ours', text: 'a' });
	expect(await (await fetch(`${server.url}/ours/entries`)).text()).toBe('1 a');
	expect((await fetch(`${server.url}/entries`)).status).toBe(404);
});

test('a component stores files of its own', async () => {
	const server = await startOn('components');
	const url = await server.http().action(own.keep, { text: 'kept' });
	expect(url).toContain('?component=ours');
	expect(await (await fetch(url ?? '')).text()).toBe('kept');
	expect((await fetch((url ?? '').split('?')[0] ?? '')).status).toBe(404);
});

test('@convex-dev/rate-limiter and @convex-dev/aggregate run unchanged', async () => {
	const http = (await startOn('packages')).http();
	const add = (points: number) => http.mutation(packaged.add, { name: 'ada', points });
	expect([await add(5), await add(7), await add(2), await add(9)]).toEqual([
		true,
		true,
		true,
		false
	]);
	expect(await http.query(packaged.totals, {})).toEqual({ count: 3, sum: 14 });
	expect(await http.query(packaged.best, { rank: 1 })).toBe(5);
	await failureOf(http.mutation(packaged.addAndFail, { points: 100 }));
	expect(await http.query(packaged.totals, {})).toEqual({ count: 3, sum: 14 });
});

test('@convex-dev/workpool runs an action, and then what is to be done with its result', async () => {
	const http = (await startOn('packages')).http();
	const id = await http.mutation(packaged.enqueue, { points: 21 });
	await until(async () => (await http.query(packaged.all, {})).length > 0);
	expect(await http.query(packaged.all, {})).toEqual([
		{ name: 'doubled 21', points: 42, isOld: false }
	]);
	await until(async () => (await http.query(packaged.status, { id })) === 'finished');
});

test('@convex-dev/migrations migrates a table batch by batch', async () => {
	const http = (await startOn('packages')).http();
	for (const name of ['a', 'b', 'c', 'd', 'e']) {
		await http.mutation(packaged.add, { name, points: 1 });
	}
	await http.mutation(packaged.migrate, {});
	await until(async () => (await http.query(packaged.all, {})).every(({ isOld }) => isOld));
});
