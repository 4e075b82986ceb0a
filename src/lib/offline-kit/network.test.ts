import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Network } from './network.js';
import { WAYS_OFFLINE } from './ways-offline.js';

/** No test fails because the machine is slow. */
const PATIENTLY = { timeout: 90_000 };

const GREETING = Buffer.from([5, 1, 0]);
const HOST = Buffer.from('localhost');

/** A server that says everything twice, and remembers what it has heard. */
class Echo {
	heard = '';
	readonly sockets: Socket[] = [];
	readonly server: Server = createServer((socket) => {
		this.sockets.push(socket);
		socket.setEncoding('utf8');
		socket.on('error', () => socket.destroy());
		socket.on('data', (text: string) => {
			this.heard += text;
			socket.write(text + text);
		});
	});

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}
}

/** A browser's end of a connection. */
class Client {
	heard = '';
	isClosed = false;

	constructor(readonly socket: Socket) {
		socket.setEncoding('utf8');
		socket.on('data', (text: string) => (this.heard += text));
		socket.on('error', () => socket.destroy());
		socket.on('close', () => (this.isClosed = true));
	}

	say(text: string): void {
		this.socket.write(text);
	}
}

let network: Network;
let echo: Echo;
let other: Echo;

beforeEach(async () => {
	network = await Network.start();
	echo = new Echo();
	other = new Echo();
	for (const { server } of [echo, other]) {
		server.listen(0, 'localhost');
		await once(server, 'listening');
	}
});

afterEach(async () => {
	await network.close();
	for (const { server, sockets } of [echo, other]) {
		for (const socket of sockets) socket.destroy();
		server.close();
	}
});

/** Connects as a browser does; the first number of the answer says how it went, 0 being well. */
async function reach(port: number): Promise<{ code: number | undefined; socket: Socket }> {
	const socket = connect(Number(new URL(network.proxy.server).port), '127.0.0.1');
	socket.write(GREETING);
	await once(socket, 'readable');
	expect(socket.read(2)).toEqual(Buffer.from([5, 0]));
	const [high, low] = [port >> 8, port & 255];
	socket.write(Buffer.from([5, 1, 0, 3, HOST.length, ...HOST, high, low]));
	await once(socket, 'readable');
	const answer = socket.read(10) as Buffer;
	return { code: answer[1], socket };
}

async function open(port = echo.port): Promise<Client> {
	const { code, socket } = await reach(port);
	expect(code).toBe(0);
	return new Client(socket);
}

async function expectToWork(client: Client, text = 'work'): Promise<void> {
	client.say(text);
	await vi.waitFor(() => expect(client.heard).toContain(text + text), PATIENTLY);
}

async function expectClosed(client: Client): Promise<void> {
	await vi.waitFor(() => expect(client.isClosed).toBe(true), PATIENTLY);
}

async function getPage(headers = {}): Promise<IncomingMessage & { text: string }> {
	const { socket } = await reach(echo.port);
	const request = get({ headers, createConnection: () => socket });
	const [response] = (await once(request, 'response')) as [IncomingMessage];
	let text = '';
	for await (const part of response.setEncoding('utf8')) text += part;
	return Object.assign(response, { text });
}

describe('A network on which everything arrives', () => {
	it('carries both ways, to the place that the browser names', async () => {
		const client = await open();
		await expectToWork(client);
		expect(echo.heard).toBe('work');
		expect(other.heard).toBe('');
	});

	it('hangs up at one end when the other does', async () => {
		const [first, second] = [await open(), await open()];
		echo.sockets[0]?.end('goodbye');
		await expectClosed(first);
		expect(first.heard).toBe('goodbye');
		second.socket.resetAndDestroy();
		await vi.waitFor(() => expect(echo.sockets[1]?.destroyed).toBe(true), PATIENTLY);
	});

	it('refuses what the destination refuses', async () => {
		const { port } = other;
		other.server.close();
		await once(other.server, 'close');
		expect((await reach(port)).code).toBe(5);
	});

	it('hangs up on what is no browser', async () => {
		const client = new Client(connect(Number(new URL(network.proxy.server).port), '127.0.0.1'));
		client.say('GET / HTTP/1.1\r\n\r\n');
		await expectClosed(client);
		await expectToWork(await open());
	});
});

describe('A network with a redirect', () => {
	beforeEach(async () => {
		await network.close();
		network = await Network.start({ redirect: { [echo.port]: other.port } });
	});

	it('connects the browser to another port than the one it asks for', async () => {
		await expectToWork(await open());
		expect(other.heard).toBe('work');
		expect(echo.heard).toBe('');
	});

	it('leaves other ports as they are', async () => {
		await expectToWork(await open(other.port));
		expect(other.heard).toBe('work');
	});

	it('is taken away by the port that the browser asks for', async () => {
		const client = await open();
		network.takeAway('servers-gone', ({ port }) => port === other.port);
		await expectToWork(client);
		network.takeAway('servers-gone', ({ port }) => port === echo.port);
		await expectClosed(client);
	});
});

describe('A network that is switched off', () => {
	it('freezes what is open, which goes on afterwards, and refuses what is new', async () => {
		const client = await open();
		network.takeAway('switched-off');
		client.say('sent');
		echo.sockets[0]?.write('said');
		expect((await reach(echo.port)).code).toBe(5);
		await expectToWorkElsewhere();
		expect(echo.heard).toBe('');
		expect(client).toMatchObject({ heard: '', isClosed: false });

		network.giveBack();
		await vi.waitFor(() => expect(client.heard).toBe('saidsentsent'), PATIENTLY);
	});
});

describe('Servers that are gone', () => {
	it('break what is open and refuse what is new', async () => {
		const client = await open();
		network.takeAway('servers-gone');
		await expectClosed(client);
		expect((await reach(echo.port)).code).toBe(5);
	});
});

describe('A black hole', () => {
	it('keeps open connections open, and carries nothing either way', async () => {
		const client = await open();
		await expectToWork(client, 'before');
		network.takeAway('black-hole');
		client.say('lost');
		echo.sockets[0]?.write('lost, too');
		await expectToWorkElsewhere();
		expect(echo.heard).toBe('before');
		expect(client).toMatchObject({ heard: 'beforebefore', isClosed: false });
	});

	it('accepts new connections, of which the server learns nothing', async () => {
		network.takeAway('black-hole');
		const client = await open();
		client.say('lost');
		await expectToWorkElsewhere();
		expect(echo.sockets).toEqual([]);
		expect(client).toMatchObject({ heard: '', isClosed: false });
	});

	it('does not tell the browser that the server has gone meanwhile', async () => {
		const client = await open();
		await expectToWork(client);
		network.takeAway('black-hole');
		echo.sockets[0]?.resetAndDestroy();
		await expectToWorkElsewhere();
		expect(client.isClosed).toBe(false);
	});
});

describe('Lost answers', () => {
	it('let what is sent arrive, and nothing come back', async () => {
		const [early] = [await open()];
		network.takeAway('answers-lost');
		const late = await open();
		early.say('early ');
		await vi.waitFor(() => expect(echo.heard).toBe('early '), PATIENTLY);
		late.say('late');
		await vi.waitFor(() => expect(echo.heard).toBe('early late'), PATIENTLY);
		await expectToWorkElsewhere();
		expect(early).toMatchObject({ heard: '', isClosed: false });
		expect(late).toMatchObject({ heard: '', isClosed: false });
	});
});

describe('A captive portal', () => {
	it('breaks what is open', async () => {
		const client = await open();
		network.takeAway('captive-portal');
		await expectClosed(client);
	});

	it('answers every request with 200 and a page, WebSockets too', async () => {
		network.takeAway('captive-portal');
		const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket' };
		for (const headers of [{}, upgrade]) {
			const page = await getPage(headers);
			expect(page.statusCode).toBe(200);
			expect(page.headers['content-type']).toMatch('text/html');
			expect(page.text).toContain('Guest network');
		}
		expect(echo.sockets).toEqual([]);
	});

	it('cannot answer what is encrypted', async () => {
		network.takeAway('captive-portal');
		const { socket } = await reach(echo.port);
		const [error] = (await once(connectTls({ socket }), 'error')) as [Error];
		expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_SSL/) as string });
	});
});

describe.each(WAYS_OFFLINE)('%s', (way) => {
	it('ends: what had lost something breaks, and what is new works', async () => {
		network.takeAway(way);
		const { socket } = await reach(echo.port);
		const client = new Client(socket);
		network.giveBack();
		await expectClosed(client);
		await expectToWork(await open());
	});

	it('leaves alone what leads elsewhere', async () => {
		const client = await open(other.port);
		network.takeAway(way, ({ host, port }) => host === 'localhost' && port === echo.port);
		await expectToWork(client);
		await expectToWork(await open(other.port));
		network.giveBack();
		await expectToWork(client, 'still');
	});

	it('takes the place of what was wrong before', async () => {
		const client = await open(other.port);
		network.takeAway('black-hole', ({ port }) => port === other.port);
		network.takeAway(way, ({ port }) => port === echo.port);
		await expectClosed(client);
		await expectToWork(await open(other.port));
	});
});

/** By then, what could have arrived has arrived. */
async function expectToWorkElsewhere(): Promise<void> {
	const socket = connect(other.port, 'localhost');
	const client = new Client(socket);
	for (const text of ['one', 'two', 'three']) await expectToWork(client, text);
	socket.destroy();
}
