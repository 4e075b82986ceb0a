import { request } from 'node:http';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { api } from './testing/api.ts';
import { failureOf, ORIGIN, startServer, temporaryFolder, until } from './testing/harness.ts';
import type { Server } from './testing/harness.ts';

const { later, notes } = api;
const inA = { channel: 'a' };

test('without the flag there are no controls', async () => {
	const server = await startServer({ controls: false });
	await expect(server.control('reset')).rejects.toThrow('does not have /_control/reset');
	expect(await (await fetch(`${server.url}/_health`)).text()).toBe('ok');
});

test('a reset removes all data, clients see it at once, and can go on', async () => {
	const server = await startServer();
	const client = server.client();
	const before = await client.mutation(notes.add, { channel: 'a', body: 'one' });
	const seen: string[][] = [];
	client.onUpdate(notes.list, inA, (bodies) => seen.push(bodies));
	await until(() => seen.length === 1);
	await server.control('reset');
	await until(() => seen.length === 2);
	const after = await client.mutation(notes.add, { channel: 'a', body: 'two' });
	expect(seen).toEqual([['one'], [], ['two']]);
	expect(await client.query(notes.get, { id: before })).toBeNull();
	expect(await client.query(notes.get, { id: after })).toMatchObject({ body: 'two' });
	expect(client.connectionState().connectionCount).toBe(1);
});

test('what a reset has removed does not come back with a restart', async () => {
	const stateDir = await temporaryFolder();
	const first = await startServer({ stateDir });
	await first.http().mutation(notes.add, { channel: 'a', body: 'one' });
	await first.control('reset');
	await first.close();
	const second = await startServer({ stateDir });
	expect(await second.http().query(notes.list, inA)).toEqual([]);
});

test('the clock is put forward for functions and for what is scheduled, until a reset', async () => {
	const server = await startServer();
	const client = server.client();
	const hour = 60 * 60 * 1000;
	await client.mutation(later.remind, { body: 'due', inMs: hour, to: 'write' });
	await server.control('advance-clock', { ms: hour });
	await until(async () => (await client.query(notes.list, { channel: 'later' })).length === 1);
	const ahead = await client.mutation(notes.add, { channel: 'a', body: 'one' });
	const made = (await client.query(notes.get, { id: ahead }))?._creationTime ?? 0;
	expect(made - Date.now()).toBeGreaterThan(hour - 60_000);

	await server.control('reset');
	const now = await client.mutation(notes.add, { channel: 'a', body: 'two' });
	const madeNow = (await client.query(notes.get, { id: now }))?._creationTime ?? 0;
	expect(Math.abs(madeNow - Date.now())).toBeLessThan(60_000);
});

test('a delay holds the next mutations back, and nothing else', async () => {
	const server = await startServer();
	const client = server.client();
	await server.control('delay', { count: 1, ms: 400 });
	const start = Date.now();
	const slow = client.mutation(notes.add, { channel: 'a', body: 'slow' });
	expect(await server.client().query(notes.list, inA)).toEqual([]);
	await slow;
	expect(Date.now() - start).toBeGreaterThan(390);
});

test('a fault for one function leaves the others alone', async () => {
	const server = await startServer();
	const client = server.client();
	await server.control('drop-before-execution', { count: 1, path: 'notes:remove' });
	await client.mutation(notes.add, { channel: 'a', body: 'one' });
	expect(client.connectionState().connectionCount).toBe(1);
});

test('a mute server keeps its sockets silent, and says what it held back later', async () => {
	const server = await startServer();
	const client = server.client();
	const seen: string[][] = [];
	client.onUpdate(notes.list, inA, (bodies) => seen.push(bodies));
	await until(() => seen.length === 1);
	await server.control('mute', { on: true });
	const added = client.mutation(notes.add, { channel: 'a', body: 'one' });
	const late = server.client().query(notes.list, inA);
	const http = server.http().query(notes.list, inA);
	await until(async () => (await server.runs())['notes:add'] === 1);
	expect(seen).toEqual([[]]);
	expect(client.connectionState()).toMatchObject({
		isWebSocketConnected: true,
		inflightMutations: 1
	});
	await server.control('mute', { on: false });
	await added;
	expect(seen).toEqual([[], ['one']]);
	expect([await late, await http]).toEqual([['one'], ['one']]);
	expect(client.connectionState().connectionCount).toBe(1);
});

test('a refusing server drops its sockets and answers nobody', async () => {
	const server = await startServer();
	const client = server.client();
	await client.query(notes.list, inA);
	await server.control('refuse', { on: true });
	await until(() => !client.connectionState().isWebSocketConnected);
	await failureOf(server.http().query(notes.list, inA));
	await failureOf(fetch(`${server.url}/_health`));
	await server.control('refuse', { on: false });
	expect(await client.query(notes.list, inA)).toEqual([]);
});

test('a disconnect drops the sockets, and clients come back', async () => {
	const server = await startServer();
	const client = server.client();
	await client.query(notes.list, inA);
	await server.control('disconnect');
	await until(() => client.connectionState().connectionCount === 2);
	expect(await server.control('stats', { clear: true })).toMatchObject({ connects: 2 });
	expect(await server.control('stats')).toEqual({
		runs: {},
		documents: {},
		authenticates: 0,
		bytes: 0,
		connects: 0
	});
});

test('pages of other origins and other host names get nothing, over both protocols', async () => {
	const server = await startServer();
	const origin = 'https://evil.example';
	expect((await fetch(`${server.url}/version`, { headers: { origin } })).status).toBe(403);
	expect(await statusWithHost(server, 'evil.example')).toBe(403);
	const address = `${server.url.replace('http', 'ws')}/api/1.0.0/sync`;
	for (const options of [{ origin }, { headers: { host: 'evil.example' } }]) {
		const socket = new WebSocket(address, options);
		const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
		expect(error.message).toContain('403');
	}
});

test("the app's own pages may call", async () => {
	const server = await startServer();
	const response = await fetch(`${server.url}/api/query`, {
		method: 'OPTIONS',
		headers: { origin: ORIGIN }
	});
	expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
	expect(response.headers.get('access-control-allow-headers')).toContain('authorization');
	const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/1.0.0/sync`, {
		origin: ORIGIN
	});
	await new Promise((resolve) => socket.once('open', resolve));
	socket.terminate();
});

test('it tells its version and name, and names what it does not have', async () => {
	const { url } = await startServer();
	expect((await fetch(`${url}/version`)).status).toBe(200);
	expect((await fetch(`${url}/instance_name`)).status).toBe(200);
	const answer = await fetch(`${url}/api/export`, { method: 'POST' });
	expect(answer.status).toBe(404);
	expect(await answer.text()).toContain('does not have /api/export');
	expect((await fetch(`${url}/api/query`, { method: 'POST', body: '[' })).status).toBe(400);
});

function statusWithHost(server: Server, host: string): Promise<number | undefined> {
	return new Promise((resolve) => {
		request(`${server.url}/version`, { headers: { host } }, (response) => {
			resolve(response.resume().statusCode);
		}).end();
	});
}
