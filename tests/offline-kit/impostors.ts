/** Servers that stand where the real ones stood, and are of no use: what a bad network puts there. */
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';

/** A server on a port, to be closed. */
export interface Impostor {
	close(): Promise<void>;
}

const PORTAL_PAGE = `<!doctype html><title>Guest network</title>
<h1>Welcome</h1><p>Accept the terms to use this network.</p>`;

/** Accepts every connection and never says a word: a server that hangs, a tunnel without an end. */
export async function startSilentServer(port: number): Promise<Impostor> {
	return listen(
		createTcpServer((socket) => socket.on('error', () => socket.destroy())),
		port
	);
}

/** Answers everything with 200 and a page of its own, WebSockets too: a café's network before one has agreed. */
export async function startCaptivePortal(port: number): Promise<Impostor> {
	const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
	const server = createHttpServer((_request, response) => {
		response.writeHead(200, headers).end(PORTAL_PAGE);
	});
	server.on('upgrade', (_request, socket: Socket) => {
		socket.end(
			`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n${PORTAL_PAGE}`
		);
	});
	return listen(server, port);
}

async function listen(server: TcpServer | HttpServer, port: number): Promise<Impostor> {
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
