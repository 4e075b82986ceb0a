import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { startServer, until, type Server } from './testing/harness.ts';

interface ServerMessage {
	type: string;
	ts?: string;
	endVersion?: { ts: string; querySet: number };
	modifications?: { type: string; queryId: number }[];
}

test('queries that are added together arrive in one transition', async () => {
	const { send, received } = await connect(await startServer());
	send(connectMessage);
	send(modify(0, add(0, 'a'), add(1, 'b')));
	send(modify(1, add(2, 'c')));
	await until(() => received.length > 0);
	expect(received).toHaveLength(1);
	expect(received[0]).toMatchObject({
		type: 'Transition',
		endVersion: { querySet: 2 },
		modifications: [
			{ type: 'QueryUpdated', queryId: 0 },
			{ type: 'QueryUpdated', queryId: 1 },
			{ type: 'QueryUpdated', queryId: 2 }
		]
	});
});

test('a mutation is answered first, and then comes a transition that is not before it', async () => {
	const { send, received } = await connect(await startServer());
	send(connectMessage);
	send(modify(0, add(0, 'a')));
	await until(() => received.length === 1);
	for (let requestId = 0; requestId < 20; requestId++) {
		// Every other one writes what this client looks at.
		send(mutation(requestId, requestId % 2 === 0 ? 'a' : 'b'));
		await until(() => received.length === 3 + requestId * 2);
		const [answer, transition] = received.slice(-2);
		expect([answer?.type, transition?.type]).toEqual(['MutationResponse', 'Transition']);
		expect(time(transition?.endVersion?.ts)).toBeGreaterThanOrEqual(time(answer?.ts));
	}
});

test('a query that is removed is confirmed as removed', async () => {
	const { send, received } = await connect(await startServer());
	send(connectMessage);
	send(modify(0, add(0, 'a')));
	await until(() => received.length === 1);
	send(modify(1, { type: 'Remove', queryId: 0 }));
	await until(() => received.length === 2);
	expect(received[1]?.modifications).toEqual([{ type: 'QueryRemoved', queryId: 0 }]);
});

test('a mutation that comes again, on another socket, is answered as before', async () => {
	const server = await startServer();
	const answers: (ServerMessage | undefined)[] = [];
	for (let i = 0; i < 2; i++) {
		const { send, received } = await connect(server);
		send(connectMessage);
		send(mutation(7, 'a'));
		await until(() => received.length === 2);
		answers.push(received[0]);
	}
	expect(answers[1]).toEqual(answers[0]);
	expect(await server.runs()).toEqual({ 'notes:add': 1 });
});

const connectMessage = {
	type: 'Connect',
	sessionId: 'session',
	connectionCount: 0,
	lastCloseReason: null,
	clientTs: 0
};

function add(queryId: number, channel: string) {
	return { type: 'Add', queryId, udfPath: 'notes:list', args: [{ channel }] };
}

function modify(baseVersion: number, ...modifications: object[]) {
	return { type: 'ModifyQuerySet', baseVersion, newVersion: baseVersion + 1, modifications };
}

function mutation(requestId: number, channel: string) {
	return { type: 'Mutation', requestId, udfPath: 'notes:add', args: [{ channel, body: 'x' }] };
}

function time(ts = ''): bigint {
	return Buffer.from(ts, 'base64').readBigUInt64LE();
}

async function connect(server: Server) {
	const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/1.48.0/sync`);
	onTestFinished(() => socket.terminate());
	const received: ServerMessage[] = [];
	socket.on('message', (data: Buffer) => {
		received.push(JSON.parse(data.toString()) as ServerMessage);
	});
	await new Promise((resolve) => socket.once('open', resolve));
	return { received, send: (message: object) => socket.send(JSON.stringify(message)) };
}
