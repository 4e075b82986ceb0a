/**
 * What both local servers share: they listen on loopback only, answer nobody but this machine's own
 * pages, and say in one line when their port is taken.
 */
import type { IncomingMessage, Server } from 'node:http';
import { PortBusyError } from './port-busy.js';

export { PortBusyError };

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Why a request must be refused, or `undefined` when it may pass.
 *
 * A page on another site can make the browser send requests here: directly (its `Origin` gives it
 * away or, for an image or a link, which have none, the browser itself) or by pointing its own host
 * name at loopback (its `Host` does). What is there for all pages, "isForAll", only the latter keeps out.
 */
export function refusal(
	request: IncomingMessage,
	origins: readonly string[],
	{ isForAll = false } = {}
): string | undefined {
	const host = request.headers.host ?? '';
	if (!LOOPBACK_HOSTS.has(host.replace(/:\d+$/, ''))) return `Host ${host} is not loopback`;
	const { origin } = request.headers;
	if (isForAll) return undefined;
	if (origin !== undefined && !origins.includes(origin)) return `Origin ${origin} is not allowed`;
	const isForeign = origin === undefined && request.headers['sec-fetch-site'] === 'cross-site';
	return isForeign ? 'Pages of other sites are not allowed' : undefined;
}

/** Listens on 127.0.0.1, or on `host`. Throws {@link PortBusyError} when the port is taken. */
export function listen(
	server: Server,
	port: number,
	{ what, variable, host = '127.0.0.1' }: { what: string; variable: string; host?: string }
): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			reject(
				error.code === 'EADDRINUSE'
					? new PortBusyError(what, port, variable, { cause: error })
					: error
			);
		});
		server.listen(port, host, () => resolve());
	});
}

/** Closes a server, and the connections that are open. */
export function closeServer(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

/**
 * Runs a server as a process of its own: prints `ready <url>` when it answers, closes it on SIGINT,
 * on SIGTERM and when the process that started it is gone, and turns a failed start into one line and
 * exit code 1.
 */
export async function runAsProcess(
	start: () => Promise<{ url: string; close: () => Promise<void> }>
): Promise<void> {
	// Who started it may be gone already, and nobody would end it then.
	if (process.connected === false) process.exit(0);
	let close = () => Promise.resolve();
	for (const end of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
		process.once(end, () => void close().finally(() => process.exit(0)));
	}
	try {
		const server = await start();
		close = () => server.close();
		console.log(`ready ${server.url}`);
	} catch (error) {
		console.error(error instanceof Error ? error.message : String(error));
		process.exit(1);
	}
}
