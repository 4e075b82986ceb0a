import { expect, test } from 'vitest';
import { api } from './testing/api.ts';
import { startServer, until } from './testing/harness.ts';

const { notes } = api;

test('a subscribed query is pushed again when what it read changes', async () => {
	const server = await startServer();
	const [writer, reader] = [server.client(), server.client()];
	const seen: string[][] = [];
	reader.onUpdate(notes.list, { channel: 'a' }, (bodies) => seen.push(bodies));
	await until(() => seen.length === 1);
	const id = await writer.mutation(notes.add, { channel: 'a', body: 'one' });
	await until(() => seen.length === 2);
	await writer.mutation(notes.edit, { id, body: 'uno' });
	await until(() => seen.length === 3);
	await writer.mutation(notes.remove, { id });
	await until(() => seen.length === 4);
	expect(seen).toEqual([[], ['one'], ['uno'], []]);
});

test('a write elsewhere runs no query again', async () => {
	const server = await startServer();
	const client = server.client();
	await client.mutation(notes.add, { channel: 'a', body: 'one' });
	const seen: unknown[] = [];
	client.onUpdate(notes.list, { channel: 'a' }, (bodies) => seen.push(bodies));
	await until(() => seen.length === 1);
	await server.runs({ clear: true });
	for (let i = 0; i < 20; i++) await client.mutation(notes.add, { channel: 'b', body: String(i) });
	expect(await server.runs()).toEqual({ 'notes:add': 20 });
	await client.mutation(notes.add, { channel: 'a', body: 'two' });
	expect(seen).toEqual([['one'], ['one', 'two']]);
	expect(await server.runs()).toMatchObject({ 'notes:list': 1 });
});

test('a query that takes a few is not run again for what lies behind them', async () => {
	const server = await startServer();
	const client = server.client();
	const add = (body: string) => client.mutation(notes.add, { channel: 'a', body });
	const [first, second, third] = [await add('1'), await add('2'), await add('3')];
	await add('4');
	const seen: string[][] = [];
	client.onUpdate(notes.newest, { channel: 'a', count: 2 }, (b) => seen.push(b));
	await until(() => seen.length === 1);
	await server.runs({ clear: true });
	await client.mutation(notes.edit, { id: first, body: 'changed' });
	await client.mutation(notes.remove, { id: second });
	expect(await server.runs()).not.toHaveProperty('notes:newest');
	await client.mutation(notes.remove, { id: third });
	await until(() => seen.length === 2);
	await add('5');
	expect(seen).toEqual([
		['4', '3'],
		['4', 'changed'],
		['5', '4']
	]);
});

test('a query that takes fewer than it asks for is run again when there is one more', async () => {
	const server = await startServer();
	const client = server.client();
	const seen: string[][] = [];
	client.onUpdate(notes.newest, { channel: 'a', count: 2 }, (b) => seen.push(b));
	await until(() => seen.length === 1);
	await client.mutation(notes.add, { channel: 'a', body: '1' });
	expect(seen).toEqual([[], ['1']]);
});

test('a result that is the same again is not sent', async () => {
	const server = await startServer();
	const client = server.client();
	const id = await client.mutation(notes.add, { channel: 'a', body: 'same' });
	const seen: string[][] = [];
	client.onUpdate(notes.list, { channel: 'a' }, (bodies) => seen.push(bodies));
	await until(() => seen.length === 1);
	await server.runs({ clear: true });
	await client.mutation(notes.edit, { id, body: 'same' });
	expect(await server.runs()).toMatchObject({ 'notes:list': 1 });
	expect(seen).toEqual([['same']]);
});

test('a mutation resolves after the subscriptions that it changes', async () => {
	const server = await startServer();
	const client = server.client();
	let latest: string[] = [];
	client.onUpdate(notes.list, { channel: 'a' }, (bodies) => (latest = bodies));
	for (let i = 0; i < 50; i++) {
		await client.mutation(notes.add, { channel: 'a', body: String(i) });
		expect(latest).toHaveLength(i + 1);
	}
});

test('an optimistic update is never shown beside what it stands for', async () => {
	const server = await startServer();
	const [client, other] = [server.client(), server.client()];
	const seen: string[][] = [];
	client.onUpdate(notes.list, { channel: 'a' }, (bodies) => seen.push(bodies));
	await until(() => seen.length === 1);
	const noise = Array.from({ length: 20 }, (_, i) =>
		other.mutation(notes.add, { channel: 'a', body: `noise ${i}` })
	);
	for (let i = 0; i < 20; i++) {
		await client.mutation(
			notes.add,
			{ channel: 'a', body: `mine ${i}` },
			{
				optimisticUpdate: (store) => {
					const bodies = store.getQuery(notes.list, { channel: 'a' }) ?? [];
					store.setQuery(notes.list, { channel: 'a' }, [...bodies, `mine ${i}`]);
				}
			}
		);
	}
	await Promise.all(noise);
	for (const bodies of seen) expect(new Set(bodies).size).toBe(bodies.length);
});

test('queries of one client are all as of the same moment', async () => {
	const server = await startServer();
	const [writer, reader] = [server.client(), server.client()];
	const latest: Record<string, string[]> = {};
	let inconsistencies = 0;
	for (const channel of ['a', 'b']) {
		reader.onUpdate(notes.list, { channel }, (bodies) => (latest[channel] = bodies));
	}
	await until(() => latest['b']);
	reader.client.addOnTransitionHandler(() => {
		// Every write goes to "a" first.
		if ((latest['a']?.length ?? 0) < (latest['b']?.length ?? 0)) inconsistencies++;
	});
	for (let i = 0; i < 30; i++) {
		await writer.mutation(notes.add, { channel: 'a', body: String(i) });
		await writer.mutation(notes.add, { channel: 'b', body: String(i) });
	}
	await until(() => latest['b']?.length === 30);
	expect(inconsistencies).toBe(0);
});

test('a commit that lands while a query runs is not missed', async () => {
	const server = await startServer();
	const [writer, reader] = [server.client(), server.client()];
	let latest: string[] | undefined;
	reader.onUpdate(notes.slowList, { channel: 'a' }, (bodies) => (latest = bodies));
	await until(() => latest);
	for (let round = 1; round <= 10; round++) {
		const bodies = Array.from({ length: 10 }, (_, i) => `${round}/${i}`);
		await Promise.all(bodies.map((body) => writer.mutation(notes.add, { channel: 'a', body })));
		await until(() => latest?.length === round * 10);
	}
});

test('a query that is no longer wanted is not run again', async () => {
	const server = await startServer();
	const client = server.client();
	const unsubscribe = client.onUpdate(notes.list, { channel: 'a' }, () => {});
	await client.mutation(notes.add, { channel: 'a', body: 'one' });
	unsubscribe();
	await client.query(notes.list, { channel: 'other' });
	await server.runs({ clear: true });
	await client.mutation(notes.add, { channel: 'a', body: 'two' });
	expect(await server.runs()).toEqual({ 'notes:add': 1 });
});

test('a failing query tells its subscriber, and is run again when what it read changes', async () => {
	const server = await startServer({ errors: 'full' });
	const client = server.client();
	const errors: string[] = [];
	client.onUpdate(
		api.odd.throws,
		{ channel: 'a' },
		() => {},
		(error) => errors.push(error.message)
	);
	await until(() => errors.length === 1);
	await client.mutation(notes.add, { channel: 'a', body: 'one' });
	await until(() => errors.length === 2);
	expect(errors[0]).toContain('a secret, and 0 notes');
	expect(errors[1]).toContain('a secret, and 1 notes');
});
