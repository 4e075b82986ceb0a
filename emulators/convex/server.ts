/** A local Convex backend: the real Convex clients talk to it over HTTP and WebSocket. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { listen, refusal } from '../loopback.ts';
import { TokenRejectedError } from './auth.ts';
import { Backend, type BackendOptions } from './backend.ts';
import { answerHttpAction } from './http-actions.ts';
import { answerApi, answerControl, HttpError, type HttpAnswer } from './http-api.ts';
import { watchFolder } from './loader.ts';
import { SyncSession } from './sync-session.ts';

/** How to run the local Convex. */
export interface ConvexOptions extends BackendOptions {
	port: number;
	/** The origins whose pages may connect. */
	origins: string[];
	/** Whether the test controls answer. */
	controls: boolean;
	/** Whether to load the functions again when they change. */
	watch: boolean;
}

/** Starts the local Convex. Throws `PortBusyError` when the port is taken. */
export async function startConvex(
	options: ConvexOptions
): Promise<{ url: string; close: () => Promise<void> }> {
	const { functionsDir, origins } = options;
	const backend = new Backend(options);
	const { controls } = backend;
	const connections = new Set<Socket>();
	const webSockets = new WebSocketServer({ noServer: true });
	const dropAll = () => webSockets.clients.forEach((webSocket) => webSocket.terminate());
	const server = createServer((request, response) => void respond(request, response));
	server.on('upgrade', (request, socket, head) => void upgrade(request, socket as Socket, head));
	server.on('connection', (socket) => {
		connections.add(socket);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => connections.delete(socket));
	});
	await backend.load();
	await listen(server, options.port, { what: 'the local Convex', variable: 'CONVEX_PORT' });
	await backend.start();
	const reload = () => void backend.load().catch((error) => backend.log(String(error)));
	const stopWatching = options.watch ? watchFolder(functionsDir, reload) : () => {};
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, close };

	async function upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
		const isSync = /^\/api\/[^/]+\/sync$/.test(request.url ?? '');
		const refused = isSync ? refusal(request, origins) : 'no sync protocol';
		if (refused) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		if (controls.has('refuse')) return void socket.destroy();
		await controls.silence;
		webSockets.handleUpgrade(request, socket, head, (webSocket) => {
			new SyncSession(webSocket, backend);
		});
	}

	async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const answer = await route(request).catch((error: unknown): HttpAnswer => {
			if (error instanceof HttpError) return error.answer;
			if (error instanceof TokenRejectedError) {
				return { status: 401, body: { code: 'Unauthenticated', message: error.message } };
			}
			backend.log(String(error));
			return { status: 500, body: { code: 'InternalServerError', message: 'Server Error' } };
		});
		if (!answer) return void request.socket.destroy();
		const { origin = '' } = request.headers;
		if (origins.includes(origin)) response.setHeader('access-control-allow-origin', origin);
		response.writeHead(answer.status, {
			'access-control-allow-headers': 'authorization,content-type,convex-client',
			'content-type': 'application/json',
			vary: 'origin',
			...answer.headers
		});
		const { body } = answer;
		response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
	}

	/** `undefined` drops the connection. */
	async function route(request: IncomingMessage): Promise<HttpAnswer | undefined> {
		const refused = refusal(request, origins);
		if (refused) throw new HttpError(403, 'Forbidden', refused);
		const { pathname } = new URL(request.url ?? '/', 'http://localhost');
		const [, root, name = ''] = pathname.split('/');
		const isPost = request.method === 'POST';
		if (root === '_control' && options.controls && isPost) {
			return await answerControl(backend, name, request, dropAll);
		}
		if (controls.has('refuse')) return undefined;
		await controls.silence;
		if (root === 'api' && isPost) return await answerApi(backend, name, request);
		if (request.method === 'OPTIONS' || pathname === '/_health') return { status: 200, body: 'ok' };
		if (/^\/(version|instance_name)$/.test(pathname)) return { status: 200, body: 'local' };
		const answer = await answerHttpAction(backend, backend.router, request);
		if (answer) return answer;
		throw new HttpError(404, 'NotFound', `The local Convex does not have ${pathname}.`);
	}

	async function close(): Promise<void> {
		stopWatching();
		for (const socket of connections) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
		await backend.close();
	}
}
