/** A local Convex backend: the real Convex clients talk to it over HTTP and WebSocket. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { listen, refusal } from '../loopback.ts';
import { Backend } from './backend.ts';
import { control } from './controls.ts';
import type { ErrorMode } from './errors.ts';
import { answerApi, HttpError, readJson, type HttpAnswer } from './http-api.ts';
import type { JSONValue } from './json.ts';
import { watchFolder } from './loader.ts';
import { SyncSession } from './sync-session.ts';

const MAX_FRAME_BYTES = 64 << 20;

/** How to run the local Convex. */
export interface ConvexOptions {
	port: number;
	/** Where the data lies. */
	stateDir: string;
	/** The folder of Convex functions to run. */
	functionsDir: string;
	/** The origins whose pages may connect. */
	origins: string[];
	/** Whether the test controls answer. */
	controls: boolean;
	/** What callers are told of a failed function: nothing, as in production, or all. */
	errors: ErrorMode;
	/** Whether to load the functions again when they change. */
	watch: boolean;
	/** All that `process.env` holds inside the functions. */
	env: Record<string, string>;
	/** Where failures of functions are reported; the error output by default. */
	log?: (line: string) => void;
}

/** Starts the local Convex. Throws `PortBusyError` when the port is taken. */
export async function startConvex(
	options: ConvexOptions
): Promise<{ url: string; close: () => Promise<void> }> {
	const { functionsDir, origins, log = console.error } = options;
	const backend = new Backend({ ...options, log });
	await backend.start();
	const sessions = new Set<SyncSession>();
	const connections = new Set<Socket>();
	const sockets = { dropAll: () => sessions.forEach((session) => session.drop()) };
	const webSockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
	const server = createServer((request, response) => void respond(request, response));

	server.on('connection', (socket) => {
		connections.add(socket);
		socket.on('close', () => connections.delete(socket));
	});
	server.on('upgrade', (request, socket, head) => void upgrade(request, socket as Socket, head));
	await listen(server, options.port, { what: 'the local Convex', variable: 'CONVEX_PORT' });
	const stopWatching = options.watch ? watchFolder(functionsDir, () => void reload()) : () => {};
	const { port } = server.address() as AddressInfo;

	return {
		url: `http://127.0.0.1:${port}`,
		close: async () => {
			stopWatching();
			sockets.dropAll();
			connections.forEach((socket) => socket.destroy());
			await new Promise((resolve) => server.close(resolve));
			await backend.close();
		}
	};

	async function upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
		const isSync = /^\/api\/[^/]+\/sync$/.test(request.url ?? '');
		if (!isSync || refusal(request, origins))
			return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		if (backend.faults.refuses) return void socket.destroy();
		await backend.faults.silence;
		webSockets.handleUpgrade(request, socket, head, (webSocket) => {
			const session = new SyncSession(webSocket, backend);
			sessions.add(session);
			webSocket.on('close', () => sessions.delete(session));
		});
	}

	async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
		let answer: HttpAnswer | string;
		try {
			answer = await route(request);
		} catch (error) {
			if (!(error instanceof HttpError)) log(String(error));
			const { status, code, message } =
				error instanceof HttpError
					? error
					: new HttpError(500, 'InternalServerError', 'Server Error');
			answer = { status, body: { code, message } };
		}
		if (answer === 'drop') return void request.socket.destroy();
		const { origin } = request.headers;
		if (origin !== undefined && origins.includes(origin)) {
			response.setHeader('access-control-allow-origin', origin);
			response.setHeader(
				'access-control-allow-headers',
				'authorization, content-type, convex-client'
			);
			response.setHeader('vary', 'origin');
		}
		if (typeof answer === 'string') return void response.end(answer);
		response.writeHead(answer.status, { 'content-type': 'application/json' });
		response.end(JSON.stringify(answer.body));
	}

	async function route(request: IncomingMessage): Promise<HttpAnswer | string> {
		const refused = refusal(request, origins);
		if (refused) throw new HttpError(403, 'Forbidden', refused);
		const { pathname } = new URL(request.url ?? '/', 'http://localhost');
		const [, root = '', name = ''] = pathname.split('/');
		if (root === '_control' && options.controls && request.method === 'POST') {
			const body = await control(backend, sockets, name, await readJson(request));
			return { status: 200, body };
		}
		if (backend.faults.refuses) return 'drop';
		await backend.faults.silence;
		if (request.method === 'OPTIONS') return '';
		if (pathname === '/_health') return 'ok';
		if (pathname === '/version') return 'local';
		if (pathname === '/instance_name') return 'local';
		if (root === 'api' && request.method === 'POST') return await answerApi(backend, name, request);
		throw new HttpError(404, 'NotFound', `The local Convex does not have ${pathname}.`);
	}

	async function reload(): Promise<void> {
		try {
			await backend.load();
			sessions.forEach((session) => session.refresh());
		} catch (error) {
			log(`The functions did not load; the last good ones stay. ${String(error)}`);
		}
	}
}
