/** Starts the local Convex for a test, and the real clients that talk to it. All end with the test. */
import { setMaxListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConvexClient, ConvexHttpClient, type ConvexClientOptions } from 'convex/browser';
import { onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { spawnServer, useControl, type SpawnedServer } from '../../testing.ts';
import { startConvex, type ConvexOptions } from '../server.ts';

/** The functions that the tests run. */
export const FUNCTIONS = join(import.meta.dirname, 'functions');

/**
 * The window of Convex's clients: after each connection that is lost it says that the network is back,
 * and a client tries again at once instead of in a second or more.
 */
const network = new EventTarget();
// Each client listens to it, and a test may have many.
setMaxListeners(0, network);
const AGAIN_MS = 20;

class QuickWebSocket extends WebSocket {
	constructor(...args: ConstructorParameters<typeof WebSocket>) {
		super(...args);
		const goOnline = () => network.dispatchEvent(new Event('online'));
		this.once('close', () => setTimeout(goOnline, AGAIN_MS));
	}
}

/** A page's origin that may connect. */
export const ORIGIN = 'http://localhost:4173';

/** A folder that is removed after the test. */
export async function temporaryFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'local-convex-'));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	return folder;
}

/** A running server, as the tests use it. */
export class Server {
	/** What the server has reported of failed functions. */
	readonly reports: string[] = [];

	constructor(
		readonly url: string,
		/** Stops it before the end of the test. */
		readonly close: () => Promise<void>
	) {}

	/** A WebSocket client, closed after the test. */
	client(options: ConvexClientOptions = {}): ConvexClient {
		vi.stubGlobal('window', network);
		const client = new ConvexClient(this.url, {
			webSocketConstructor: QuickWebSocket as unknown as typeof globalThis.WebSocket,
			logger: false,
			...options
		});
		onTestFinished(() => {
			vi.unstubAllGlobals();
			return client.close();
		});
		return client;
	}

	/** An HTTP client. */
	http(token?: string): ConvexHttpClient {
		return new ConvexHttpClient(this.url, { logger: false, ...(token ? { auth: token } : {}) });
	}

	/** Uses a test control. */
	async control(name: string, body: object = {}): Promise<unknown> {
		return await useControl(this.url, name, body);
	}

	/** How many documents each query has read since the counts were last cleared. */
	async documents({ clear = false } = {}): Promise<Record<string, number>> {
		const stats = (await this.control('stats', { clear })) as { documents: Record<string, number> };
		return stats.documents;
	}

	/** How many tokens clients have sent since the counts were last cleared. */
	async authenticates(): Promise<number> {
		const stats = (await this.control('stats')) as { authenticates: number };
		return stats.authenticates;
	}

	/** How often each function has run since the counts were last cleared. */
	async runs(options?: { clear?: boolean }): Promise<Record<string, number>> {
		return (await this.cost(options)).runs;
	}

	/** The same, with the bytes of the documents that were read and written. */
	async cost({ clear = false } = {}) {
		return (await this.control('stats', { clear })) as {
			runs: Record<string, number>;
			bytes: number;
		};
	}
}

/** Starts a server in this process, on the fixture functions and an empty store unless told otherwise. */
export async function startServer(options: Partial<ConvexOptions> = {}): Promise<Server> {
	const reports: string[] = [];
	const { url, close } = await startConvex({
		port: 0,
		stateDir: options.stateDir ?? (await temporaryFolder()),
		functionsDir: FUNCTIONS,
		origins: [ORIGIN],
		controls: true,
		errors: 'redacted',
		watch: false,
		env: { CLERK_JWT_ISSUER_DOMAIN: 'http://127.0.0.1:9' },
		log: (line) => reports.push(line),
		...options
	});
	let closing: Promise<void> | undefined;
	const closeOnce = () => (closing ??= close());
	onTestFinished(closeOnce);
	return Object.assign(new Server(url, closeOnce), { reports });
}

/** A server in a process of its own, which can be killed. */
export type ServerProcess = SpawnedServer & { server: Server };

/** Starts `main.ts` as {@link spawnServer} does, on the fixture functions. It ends with the test. */
export async function startProcess(
	port: number,
	environment: Record<string, string>,
	fileKilobytes?: number
): Promise<ServerProcess> {
	const settings = {
		CONVEX_PORT: String(port),
		CONVEX_FUNCTIONS: FUNCTIONS,
		CLERK_JWT_ISSUER_DOMAIN: 'http://127.0.0.1:9',
		...environment
	};
	const main = join(import.meta.dirname, '../main.ts');
	const spawned = await spawnServer(main, settings, fileKilobytes);
	onTestFinished(spawned.kill);
	return { ...spawned, server: new Server(spawned.url, spawned.kill) };
}

/** Waits until a condition holds, and returns what it returned. */
export async function until<T>(
	condition: () => T | Promise<T>,
	timeout = 90_000
): Promise<NonNullable<T>> {
	return await vi.waitFor(
		async () => {
			const value = await condition();
			if (value === undefined || value === null || value === false) throw new Error('not yet');
			return value;
		},
		{ timeout, interval: 10 }
	);
}

/** Rejects with what a promise rejects with, as a value. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { data?: unknown }> {
	return await promise.then(
		(value) => {
			throw new Error(`It succeeded with ${JSON.stringify(value)}`);
		},
		(error: Error) => error
	);
}
