import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFunctionReference } from 'convex/server';
import { ConvexError } from 'convex/values';
import { expect, onTestFinished, test, vi } from 'vitest';
import { api } from './testing/api.ts';
import { failureOf, startServer, temporaryFolder, until } from './testing/harness.ts';

const { notes, odd } = api;
const REDACTED =
	/^(\[CONVEX [MQA]\(.*\)\] )?\[Request ID: [0-9a-f]{16}\] Server Error(\n {2}Called by client)?$/;

test('what a function throws is redacted, and reported to its developer', async () => {
	const server = await startServer();
	const error = await failureOf(server.client().query(odd.throws, { channel: 'a' }));
	expect(error.message).toMatch(REDACTED);
	expect(server.reports.join()).toContain('odd:throws: Uncaught Error: a secret');
});

test('with full errors, the caller reads what a function threw', async () => {
	const server = await startServer({ errors: 'full' });
	const error = await failureOf(server.client().query(odd.throws, { channel: 'a' }));
	expect(error.message).toContain('Uncaught Error: a secret, and 0 notes');
});

test('the data of a ConvexError passes, over both protocols, from queries and mutations', async () => {
	const server = await startServer();
	const data = { kind: 'Refused', at: [1, 2n] };
	for (const client of [server.client(), server.http()]) {
		const refused = await failureOf(client.mutation(odd.refuses, {}));
		expect(refused).toBeInstanceOf(ConvexError);
		expect(refused.data).toEqual(data);
		expect(refused.message).toMatch(REDACTED);
		expect((await failureOf(client.query(odd.refusesToShow, {}))).data).toEqual({
			kind: 'Refused'
		});
	}
	expect(server.reports).toEqual([]);
});

test('arguments and return values are checked', async () => {
	const server = await startServer({ errors: 'full' });
	const http = server.http();
	const add = makeFunctionReference<'mutation'>('notes:add');
	const failure = async (args: Record<string, unknown>) =>
		(await failureOf(http.mutation(add, args))).message;
	expect(await failure({ channel: 'a' })).toMatch(
		/ArgumentValidationError: .*required field `body`/
	);
	expect(await failure({ channel: 'a', body: 1 })).toMatch(
		/ArgumentValidationError[^]*Path: \.body/
	);
	expect(await failure({ channel: 'a', body: '', extra: 1 })).toContain('extra field `extra`');
	expect((await failureOf(http.query(odd.returnsWrong, {}))).message).toContain(
		'ReturnsValidationError: Value does not match validator.'
	);
	expect(await server.runs()).toEqual({ 'odd:returnsWrong': 1 });
});

test('an id of another table is no id of this one', async () => {
	const server = await startServer({ errors: 'full' });
	const client = server.client();
	const account: string = await client.mutation(api.accounts.open, { name: 'x', balance: 0 });
	const get = makeFunctionReference<'query', { id: string }>('notes:get');
	expect((await failureOf(client.query(get, { id: account }))).message).toContain(
		'from table `accounts`'
	);
	const damaged = account.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
	expect((await failureOf(client.query(get, { id: damaged }))).message).toContain('does not match');
});

test('documents are checked against the schema', async () => {
	const server = await startServer({ errors: 'full' });
	expect((await failureOf(server.client().mutation(odd.writesWrong, {}))).message).toMatch(
		/A document of table "notes" does not match the schema: .*required field `body`/
	);
});

test('what the local Convex does not have fails with an error that names it', async () => {
	const server = await startServer({ errors: 'full' });
	const http = server.http();
	const told = async (promise: Promise<unknown>) => (await failureOf(promise)).message;
	const ask = async (path: string, headers = {}) =>
		await (await fetch(`${server.url}${path}`, { method: 'POST', body: '{}', headers })).text();
	expect(await told(http.action(odd.searchesVectors, {}))).toContain('actions/vectorSearch');
	expect(await told(http.mutation(odd.asksForMetadata, {}))).toContain('getRequestMetadata');
	expect(await told(http.query(odd.readsUnknownTable, {}))).toContain(
		'Table "unknown" is not in schema.ts'
	);
	const call = { path: 'notes:list', args: {}, format: 'convex_encoded_json' };
	const asAdmin = await fetch(`${server.url}/api/query`, {
		method: 'POST',
		body: JSON.stringify(call),
		headers: { authorization: 'Convex key' }
	});
	expect(await asAdmin.text()).toContain('does not have admin keys');
	for (const path of ['/api/import', '/api/export', '/api/deploy2/start_push', '/dashboard']) {
		expect(await ask(path)).toMatch(/does not have \/(api\/)?(import|export|deploy2|dashboard)/);
	}
	expect(await told(http.query(odd.fetches, {}))).toContain(
		"Can't use fetch() in queries and mutations"
	);
});

test.each([
	[
		'auth.config.ts',
		"export default { providers: [{ type: 'customJwt', issuer: 'x', jwks: 'x' }] };",
		'does not have "customJwt" providers'
	],
	[
		'convex.config.ts',
		"import { defineApp } from 'convex/server'; export default defineApp({ httpPrefix: '/x' });",
		'does not have httpPrefix of the app'
	]
])('a %s that asks for what there is not stops the start', async (file, source, message) => {
	const functionsDir = await temporaryFolder();
	await writeFile(join(functionsDir, file), source);
	expect((await failureOf(startServer({ functionsDir }))).message).toContain(message);
});

test('an argument of 20 MB is refused, and the client goes on', async () => {
	const server = await startServer({ errors: 'full' });
	const client = server.client();
	const text = 'x'.repeat(20_000_000);
	expect((await failureOf(client.mutation(odd.length, { text }))).message).toContain(
		'are too large'
	);
	expect((await failureOf(server.http().mutation(odd.length, { text }))).message).toContain(
		'too large'
	);
	expect(await client.mutation(odd.length, { text: text.slice(0, 1_000_000) })).toBe(1_000_000);
});

test('a body over 16 MiB is refused before it is read as JSON', async () => {
	const { url } = await startServer();
	const post = async (body: string) =>
		(await fetch(`${url}/api/query`, { method: 'POST', body })).status;
	expect(await post('['.repeat(17 << 20))).toBe(413);
	expect(await post('[')).toBe(400);
});

test('a document over 1 MiB is refused', async () => {
	const server = await startServer({ errors: 'full' });
	const body = 'x'.repeat(1_100_000);
	const error = await failureOf(server.client().mutation(notes.add, { channel: 'a', body }));
	expect(error.message).toContain('Value is too large');
});

test('a mutation that never ends is given up, and the others go on', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
	onTestFinished(() => void vi.useRealTimers());
	const server = await startServer({ errors: 'full' });
	const [stuck, other] = [server.client(), server.client()];
	const failure = failureOf(stuck.mutation(odd.neverEnds, {}));
	await until(async () => (await server.runs())['odd:neverEnds'] === 1);
	expect(await other.query(notes.list, { channel: 'a' })).toEqual([]);
	await other.mutation(notes.add, { channel: 'a', body: 'after' });
	await vi.advanceTimersByTimeAsync(3_000);
	expect((await failure).message).toContain('timed out');
});
