/** A local Convex backend: the real Convex clients talk to it over HTTP and WebSocket. */
import { unwatchFile, watchFile } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { WebSocketServer } from 'ws';
import { listen, refusal } from '../loopback.ts';
import { TokenRejectedError } from './auth.ts';
import { Backend, type BackendOptions } from './backend.ts';
import { answerHttpAction } from './http-actions.ts';
import { answerStorage } from './http-files.ts';
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

const ENV_FILE_EVERY_MS = 300;

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
	await listen(server, options.port, { what: 'the local Convex', variable: 'CONVEX_PORT' });
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const started = backend.start(url);
	const reload = () => void backend.load().catch((error) => backend.log(String(error)));
	const stopWatching = options.watch ? watchFolder(functionsDir, reload) : () => {};
	if (options.envFile) watchFile(options.envFile, { interval: ENV_FILE_EVERY_MS }, reload).unref();
	await started.catch(async (error: unknown) => {
		await close();
		throw error;
	});
	return { url, close };

	async function upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
		const isSync = /^\/api\/[^/]+\/sync$/.test(request.url ?? '');
		const refused = isSync ? refusal(request, origins) : 'no sync protocol';
		if (refused) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		if (controls.has('refuse')) return void socket.destroy();
		await Promise.all([controls.silence, started]);
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
			'access-control-allow-headers': 'authorization,content-type,convex-client,digest',
			'content-type': 'application/json',
			vary: 'origin',
			...answer.headers
		});
		const { body } = answer;
		// Whoever stops reading ends what is written; and a body that breaks off breaks the answer off.
		if (body instanceof Readable) pipeline(body, response, () => {});
		else response.end(typeof body === 'string' ? body : JSON.stringify(body));
	}

	/** `undefined` drops the connection. */
	async function route(request: IncomingMessage): Promise<HttpAnswer | undefined> {
		const url = new URL(request.url ?? '/', 'http://localhost');
		const { pathname } = url;
		const [, root, name = ''] = pathname.split('/');
		const isPost = request.method === 'POST';
		const isFile = root === 'api' && name === 'storage';
		// Who has the address of a file may show it on any page: that is what the address is for.
		const refused = refusal(request, origins, { isForAll: isFile && !isPost });
		if (refused) throw new HttpError(403, 'Forbidden', refused);
		await started;
		if (root === '_control' && options.controls && isPost) {
			return await answerControl(backend, name, request, dropAll);
		}
		if (controls.has('refuse')) return undefined;
		await controls.silence;
		if (isFile && request.method !== 'OPTIONS') return await answerStorage(backend, url, request);
		if (root === 'api' && isPost) return await answerApi(backend, name, request);
		if (pathname === '/_health') return { status: 200, body: 'ok' };
		if (/^\/(version|instance_name)$/.test(pathname)) return { status: 200, body: 'local' };
		const answer = await answerHttpAction(backend, request);
		if (answer) return answer;
		if (request.method === 'OPTIONS') return { status: 200, body: 'ok' };
		throw new HttpError(404, 'NotFound', `The local Convex does not have ${pathname}.`);
	}

	async function close(): Promise<void> {
		stopWatching();
		if (options.envFile) unwatchFile(options.envFile);
		for (const socket of connections) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
		await backend.close();
	}
}
