/** The local Clerk: its parts put together, and the port that it listens on. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { closeServer, listen } from '../loopback.ts';
import { seededData } from './accounts.ts';
import { createHandler } from './handler.ts';
import { Store } from './store.ts';
import { createSigningKey, Tokens } from './tokens.ts';

/** How to run it. */
export interface ClerkOptions {
	/** 0 for any port that is free. */
	port: number;
	/** The folder of everything that is kept. */
	stateDir: string;
	/** The origins of the app's pages. Only they may use it. */
	origins: string[];
	/** Whether tests may use `POST /_control/<name>`. */
	controls: boolean;
}

/**
 * Starts the local Clerk. `url` is also the issuer of its tokens.
 *
 * Throws `PortBusyError` and `StateFileError`, whose messages say what to do.
 */
export async function startClerk(
	options: ClerkOptions
): Promise<{ url: string; close: () => Promise<void> }> {
	const { port, stateDir, origins } = options;
	const now = Date.now;
	const store = await Store.open(join(stateDir, 'state.json'), async () =>
		seededData(await createSigningKey(), now())
	);

	const server = createServer();
	await listen(server, port, { what: 'the local Clerk', variable: 'CLERK_PORT' });
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const instance = {
		store,
		tokens: new Tokens(url, store.data.signingKey, now),
		now,
		appOrigin: origins[0] ?? url,
		origins
	};
	store.save();
	server.on('request', createHandler(instance, options));
	return { url, close: () => closeServer(server) };
}
