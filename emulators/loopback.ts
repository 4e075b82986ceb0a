/**
 * What both local servers share: they listen on loopback only, answer nobody but this machine's own
 * pages, and say in one line when their port is taken.
 */
import type { IncomingMessage, Server } from 'node:http';

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A port that another process holds. The message is the one line a person needs. */
export class PortBusyError extends Error {
	override name = 'PortBusyError';

	constructor(what: string, port: number, variable: string, options?: ErrorOptions) {
		super(
			`Port ${port} for ${what} is in use. Stop what holds it, or set ${variable} to another port.`,
			options
		);
	}
}

/**
 * Why a request must be refused, or `undefined` when it may pass.
 *
 * A page on another site can make the browser send requests here: directly (its `Origin` gives it
 * away) or by pointing its own host name at loopback (its `Host` does).
 */
export function refusal(request: IncomingMessage, origins: readonly string[]): string | undefined {
	const host = request.headers.host ?? '';
	if (!LOOPBACK_HOSTS.has(host.replace(/:\d+$/, ''))) return `Host ${host} is not loopback`;
	const { origin } = request.headers;
	if (origin !== undefined && !origins.includes(origin)) return `Origin ${origin} is not allowed`;
	return undefined;
}

/** Listens on 127.0.0.1. Throws {@link PortBusyError} when the port is taken. */
export function listen(
	server: Server,
	port: number,
	{ what, variable }: { what: string; variable: string }
): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			reject(
				error.code === 'EADDRINUSE'
					? new PortBusyError(what, port, variable, { cause: error })
					: error
			);
		});
		server.listen(port, '127.0.0.1', () => resolve());
	});
}

/**
 * Runs a server as a process of its own: prints `ready <url>` when it answers, closes it on SIGINT
 * and SIGTERM, and turns a failed start into one line and exit code 1.
 */
export async function runAsProcess(
	start: () => Promise<{ url: string; close: () => Promise<void> }>
): Promise<void> {
	try {
		const server = await start();
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => void server.close().finally(() => process.exit(0)));
		}
		console.log(`ready ${server.url}`);
	} catch (error) {
		console.error(error instanceof Error ? error.message : String(error));
		process.exit(1);
	}
}
