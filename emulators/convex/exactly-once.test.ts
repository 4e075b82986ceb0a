import { join } from 'node:path';
import Database from 'libsql';
import { expect, test } from 'vitest';
import { freePort } from '../../scripts/ports.js';
import { api } from './testing/api.ts';
import { startProcess, startServer, temporaryFolder, until } from './testing/harness.ts';

const { notes } = api;

test.each(['drop-before-execution', 'drop-after-commit'])(
	'a mutation happens exactly once although its socket is cut (%s)',
	async (fault) => {
		const server = await startServer();
		const client = server.client();
		await client.mutation(notes.add, { channel: 'a', body: 'before' });
		await server.control(fault, { count: 1, path: 'notes:add' });
		const id = await client.mutation(notes.add, { channel: 'a', body: 'cut' });
		expect(await client.query(notes.list, { channel: 'a' })).toEqual(['before', 'cut']);
		expect(await client.query(notes.get, { id })).toMatchObject({ body: 'cut' });
		expect(client.connectionState().connectionCount).toBe(2);
	}
);

test('mutations in flight when the socket is cut happen once each, in the order they were made', async () => {
	const server = await startServer();
	const client = server.client();
	await server.control('drop-after-commit', { count: 2 });
	const bodies = Array.from({ length: 30 }, (_, i) => String(i));
	await Promise.all(bodies.map((body) => client.mutation(notes.add, { channel: 'a', body })));
	expect(await client.query(notes.list, { channel: 'a' })).toEqual(bodies);
});

test('a mutation happens exactly once although the server is killed between commit and reply', async () => {
	const port = await freePort();
	const environment = { LOCAL_STATE: await temporaryFolder() };
	const first = await startProcess(port, environment);
	const client = first.server.client();
	const before = await client.mutation(notes.add, { channel: 'a', body: 'before' });
	await first.server.control('mute', { on: true });
	const answer = client.mutation(notes.add, { channel: 'a', body: 'killed' });
	await until(() => committedRequests(environment.LOCAL_STATE) === 2);
	await first.kill();

	const second = await startProcess(port, environment);
	const id = await answer;
	const stored = await client.query(notes.page, {
		channel: 'a',
		paginationOpts: { numItems: 10, cursor: null }
	});
	expect(stored.page.map(({ _id, body }) => [_id, body])).toEqual([
		[before, 'before'],
		[id, 'killed']
	]);
	// The second server found the request done, and ran nothing.
	expect(await second.server.runs()).not.toHaveProperty('notes:add');
});

test('what is committed is there after a kill, and time has gone on', async () => {
	const port = await freePort();
	const environment = { LOCAL_STATE: await temporaryFolder() };
	const first = await startProcess(port, environment);
	const writers = Array.from({ length: 5 }, () => first.server.client());
	const done: string[] = [];
	for (const [i, writer] of writers.entries()) {
		void (async () => {
			for (let n = 0; ; n++) {
				await writer.mutation(notes.add, { channel: 'a', body: `${i}/${n}` });
				done.push(`${i}/${n}`);
			}
		})();
	}
	await until(() => done.length > 100);
	const confirmed = [...done];
	await first.kill();
	await Promise.all(writers.map((writer) => writer.close()));

	const second = await startProcess(port, environment);
	const client = second.server.client();
	const stored = await client.query(notes.list, { channel: 'a' });
	expect(stored).toEqual(expect.arrayContaining(confirmed));
	expect(new Set(stored).size).toBe(stored.length);
	await client.mutation(notes.add, { channel: 'a', body: 'last' });
	expect((await client.query(notes.list, { channel: 'a' })).at(-1)).toBe('last');
});

/** How many requests the store says it has carried out, as seen from outside. */
function committedRequests(state: string): number {
	const database = new Database(join(state, 'convex/data.sqlite'));
	const select = database.prepare("SELECT count(*) AS count FROM entries WHERE kind = 'request'");
	const { count } = select.get([]) as { count: number };
	database.close();
	return count;
}
