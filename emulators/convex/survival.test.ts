import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { freePort } from '../../scripts/ports.js';
import { api } from './testing/api.ts';
import { failureOf, startProcess, startServer, temporaryFolder, until } from './testing/harness.ts';

const { notes, odd } = api;

/** The frame of a mutation with this text. */
function frameOf(body: string): string {
	const args = [{ channel: 'a', body }];
	return JSON.stringify({ type: 'Mutation', requestId: 0, udfPath: 'notes:add', args });
}

test('what functions leave behind fails them, and not the process', async () => {
	const environment = { LOCAL_STATE: await temporaryFolder(), CONVEX_ERRORS: 'full' };
	const { server, process } = await startProcess(await freePort(), environment);
	const client = server.client();
	const rejected = await failureOf(client.mutation(odd.leavesRejection, {}));
	expect(rejected.message).toContain('nobody handles this');
	expect(await client.query(notes.list, { channel: 'odd' })).toEqual([]);
	const thrown = await failureOf(client.action(odd.throwsLater, {}));
	expect(thrown.message).toContain('thrown in a callback');
	await client.mutation(notes.add, { channel: 'odd', body: 'alive' });
	expect(client.connectionState().connectionCount).toBe(1);
	expect(process.exitCode).toBeNull();
});

test.each([
	['no JSON', '{'],
	['no message', '{"type":"Nothing"}'],
	['a message without its fields', '{"type":"Mutation","requestId":"1"}'],
	['no object', '[]'],
	['no Unicode', frameOf('half \ud83d')],
	['bytes', Buffer.from([1, 2, 3])],
	[
		'a wrong version',
		'{"type":"ModifyQuerySet","baseVersion":3,"newVersion":4,"modifications":[]}'
	],
	['an admin key', '{"type":"Authenticate","tokenType":"Admin","value":"k","baseVersion":0}']
])('a frame that is %s is answered with a FatalError, and others go on', async (_what, frame) => {
	const server = await startServer();
	const client = server.client();
	await client.query(notes.list, { channel: 'a' });
	const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/1.0.0/sync`);
	const messages: string[] = [];
	socket.on('message', (data: Buffer) => messages.push(data.toString()));
	socket.on('open', () => socket.send(frame));
	await new Promise((resolve) => socket.once('close', resolve));
	expect(JSON.parse(messages[0] ?? '')).toMatchObject({ type: 'FatalError' });
	await client.mutation(notes.add, { channel: 'a', body: 'still here' });
	expect(client.connectionState().connectionCount).toBe(1);
});

test.each(['\\ud83d is no half of a pair', 'whole 😀'])('%j is taken', async (body) => {
	const client = (await startServer()).client();
	await client.mutation(notes.add, { channel: 'a', body });
	expect(await client.query(notes.list, { channel: 'a' })).toEqual([body]);
});

test('a frame that a test has chosen is answered with a FatalError', async () => {
	const server = await startServer();
	await server.control('not-understand', { text: 'poison' });
	const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/1.0.0/sync`);
	const messages: string[] = [];
	socket.on('message', (data: Buffer) => messages.push(data.toString()));
	socket.on('open', () => socket.send(frameOf('poison')));
	await new Promise((resolve) => socket.once('close', resolve));
	expect(JSON.parse(messages[0] ?? '')).toMatchObject({ type: 'FatalError' });
});

test('a client from the future is sent away to try again', async () => {
	const server = await startServer();
	const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/1.0.0/sync`);
	const future = Buffer.from(BigUint64Array.of(2n ** 62n).buffer).toString('base64');
	socket.on('open', () => {
		const connect = { type: 'Connect', sessionId: 's', connectionCount: 1, lastCloseReason: null };
		socket.send(JSON.stringify({ ...connect, maxObservedTimestamp: future }));
	});
	const reason = await new Promise<string>((resolve) => {
		socket.once('close', (_code: number, text: Buffer) => resolve(text.toString()));
	});
	expect(reason).toContain('InternalServerError');
});

test('a port that is taken is told in one line', async () => {
	const { url } = await startServer();
	const port = Number(new URL(url).port);
	await expect(startServer({ port })).rejects.toThrow(/^Port \d+ .* CONVEX_PORT/);
});

test('SIGTERM ends the process', async () => {
	const environment = { LOCAL_STATE: await temporaryFolder() };
	const { process } = await startProcess(await freePort(), environment);
	process.kill('SIGTERM');
	await until(() => process.exitCode === 0);
});
