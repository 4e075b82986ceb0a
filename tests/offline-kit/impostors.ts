/** Servers that stand where the real ones stood, and are of no use: what a bad network puts there. */
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { createCaptivePortal } from '../../src/lib/offline-kit/captive-portal.ts';

/** A server on a port, to be closed. */
export interface Impostor {
	close(): Promise<void>;
}

/** Accepts every connection and never says a word: a server that hangs, a tunnel without an end. */
export async function startSilentServer(port: number): Promise<Impostor> {
	return listen(
		createServer((socket) => socket.on('error', () => socket.destroy())),
		port
	);
}

/** Answers everything with 200 and a page of its own: a café's network before one has agreed. */
export async function startCaptivePortal(port: number): Promise<Impostor> {
	return listen(createCaptivePortal(), port);
}

/** What a portal answers, and what it lets through: scripts by their paths. */
export interface PortalAnswers {
	contentType: string;
	body: string;
	lets: Record<string, string>;
}

/** Answers everything with 200 and the same, but lets some scripts through. */
export async function startPortal(port: number, answers: PortalAnswers): Promise<Impostor> {
	const { contentType, body, lets } = answers;
	return listen(
		createHttpServer(({ url = '/' }, response) => {
			const script = lets[url];
			response.setHeader('Content-Type', script === undefined ? contentType : 'text/javascript');
			response.end(script ?? body);
		}),
		port
	);
}

async function listen(server: Server, port: number): Promise<Impostor> {
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			})
	};
}
