import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeFunctionReference } from 'convex/server';
import { expect, onTestFinished, test } from 'vitest';
import { api } from './testing/api.ts';
import { failureOf, startServer, until } from './testing/harness.ts';

const { accounts, notes, odd } = api;

test('a document holds the time of its commit where it asks for it', async () => {
	const http = (await startServer()).http();
	await http.mutation(api.notes.stamp, {});
	const { values, asOf } = await http.query(api.notes.things, {});
	expect(values).toEqual([{ at: asOf, text: '{"$commitTs":null}' }]);
});

test('mutations are serialisable: many sockets transfer at once, and replaying their order gives the same', async () => {
	const server = await startServer();
	const names = Array.from({ length: 5 }, (_, i) => `account ${i}`);
	const setup = server.client();
	for (const name of names) await setup.mutation(accounts.open, { name, balance: 100 });

	const observed: number[] = [];
	setup.onUpdate(accounts.all, {}, (all) => {
		observed.push(all.reduce((sum, { balance }) => sum + balance, 0));
	});
	const outcomes: { from: string; to: string; amount: number; entry: string; rank?: number }[] = [];
	const sockets = Array.from({ length: 20 }, async (_, socket) => {
		const client = server.client();
		for (let i = 0; i < 10; i++) {
			const [from = '', to = ''] = shuffled(names);
			const amount = 1 + Math.floor(Math.random() * 80);
			const call = { from, to, amount, entry: `${socket}/${i}` };
			try {
				outcomes.push({ ...call, rank: await client.mutation(accounts.transfer, call) });
			} catch (error) {
				expect((error as { data?: unknown }).data).toMatchObject({ kind: 'TooPoor' });
				outcomes.push(call);
			}
		}
	});
	await Promise.all(sockets);

	const done = outcomes.filter(({ rank }) => rank !== undefined);
	done.sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
	expect(done.length).toBeGreaterThan(20);
	// Each has read what the one before has written: the ledger has no gap and no double.
	expect(done.map(({ rank }) => rank)).toEqual(done.map((_, i) => i + 1));
	expect(await setup.query(notes.list, { channel: 'ledger' })).toEqual(
		done.map(({ entry }) => entry)
	);
	const balances = Object.fromEntries(names.map((name) => [name, 100]));
	for (const { from, to, amount } of done) {
		expect(balances[from]).toBeGreaterThanOrEqual(amount);
		balances[from]! -= amount;
		balances[to]! += amount;
	}
	const all = await setup.query(accounts.all, {});
	expect(Object.fromEntries(all.map(({ name, balance }) => [name, balance]))).toEqual(balances);
	// No query has ever seen money on its way.
	expect(new Set(observed)).toEqual(new Set([500]));
});

test('a mutation that fails has written nothing', async () => {
	const server = await startServer();
	const client = server.client();
	await failureOf(client.mutation(odd.writesWrong, {}));
	expect(await client.query(notes.list, { channel: 'odd' })).toEqual([]);
});

test('a part of a mutation that fails is undone alone, also beside another part', async () => {
	const server = await startServer();
	expect(await server.client().mutation(accounts.openInParts, {})).toEqual({
		parts: ['rejected', 'fulfilled'],
		names: ['first', 'second']
	});
});

test('documents are patched, replaced and deleted, and keep their id and creation time', async () => {
	const server = await startServer();
	const client = server.client();
	const id = await client.mutation(notes.add, { channel: 'a', body: 'one', rank: 1 });
	const first = await client.query(notes.get, { id });
	await client.mutation(notes.unrank, { id });
	expect(await client.query(notes.get, { id })).toEqual({ ...first, rank: undefined });
	await client.mutation(notes.replace, { id, channel: 'b', body: 'two' });
	expect(await client.query(notes.get, { id })).toEqual({
		_id: id,
		_creationTime: first?._creationTime,
		channel: 'b',
		body: 'two'
	});
	await client.mutation(notes.remove, { id });
	expect(await client.query(notes.get, { id })).toBeNull();
	await failureOf(client.mutation(notes.remove, { id }));
});

test('a text is recognised as the id of a table, or not', async () => {
	const server = await startServer();
	const client = server.client();
	const note = await client.mutation(notes.add, { channel: 'a', body: 'one' });
	const account: string = await client.mutation(accounts.open, { name: 'x', balance: 0 });
	expect(await client.query(notes.find, { text: note })).toMatchObject({ body: 'one' });
	for (const text of [account, 'hello']) {
		expect(await client.query(notes.find, { text })).toBeNull();
	}
});

test('the clock stands still while a mutation runs', async () => {
	const server = await startServer();
	const before = Date.now();
	const times = await server.client().mutation(odd.clock, {});
	expect(new Set(times).size).toBe(1);
	expect(times[0]).toBeGreaterThanOrEqual(before);
	expect(times[0]).toBeLessThanOrEqual(Date.now());
});

test('an action runs queries, mutations and actions, and reaches the network', async () => {
	const server = await startServer();
	const page = createServer((_request, response) => response.writeHead(204).end());
	await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void page.close());
	const url = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
	const seen: string[][] = [];
	const client = server.client();
	client.onUpdate(accounts.all, {}, (all) => seen.push(all.map(({ name }) => name)));
	expect(await client.action(accounts.audit, { url })).toEqual({
		status: 204,
		names: ['audited'],
		greeting: 'hello world'
	});
	await until(() => seen.at(-1)?.[0] === 'audited');
});

test('internal functions cannot be called from outside, nor functions as another kind', async () => {
	const server = await startServer({ errors: 'full' });
	const call = (name: string) =>
		failureOf(server.http().mutation(makeFunctionReference<'mutation'>(name), { name: 'x' }));
	expect((await call('accounts:openInternally')).message).toContain(
		"Could not find public function for 'accounts:openInternally'"
	);
	expect((await call('accounts:missing')).message).toContain('Could not find public function');
	expect((await call('accounts:all')).message).toContain('is a query, and cannot be run');
	expect(await server.client().query(accounts.all, {})).toEqual([]);
});

function shuffled<T>(items: readonly T[]): T[] {
	const keyed = items.map((item) => ({ item, at: Math.random() }));
	return keyed.sort((a, b) => a.at - b.at).map(({ item }) => item);
}
