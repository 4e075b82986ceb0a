/** The local Clerk: its parts put together, and the port it listens on. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { listen } from '../loopback.ts';
import { seededData } from './accounts.ts';
import { createControls } from './controls.ts';
import { Faults } from './faults.ts';
import { createHandler } from './handler.ts';
import type { Instance } from './instance.ts';
import { pictureUrl } from './pictures.ts';
import { openSigningKey } from './signing-key.ts';
import { Store } from './store.ts';
import { Tokens } from './tokens.ts';

/** How to run it. */
export interface ClerkOptions {
	/** 0 for any port that is free. */
	port: number;
	/** The folder of everything that is kept. */
	stateDir: string;
	/** The origins of the app's pages. Only they may use it. Pictures are under the first. */
	origins: readonly string[];
	/** Whether tests may use `POST /_control/<name>`. */
	controls: boolean;
}

/**
 * Starts the local Clerk. `url` is also the issuer of its tokens.
 *
 * Throws `PortBusyError` and `StateFileError`, whose messages say what to do.
 */
export async function startClerk({
	port,
	stateDir,
	origins,
	controls
}: ClerkOptions): Promise<{ url: string; close: () => Promise<void> }> {
	const now = Date.now;
	const [appOrigin = ''] = origins;
	const key = await openSigningKey(join(stateDir, 'signing-key.json'));
	const store = new Store(join(stateDir, 'state.json'), await seededData(now()));

	const server = createServer();
	await listen(server, port, { what: 'the local Clerk', variable: 'CLERK_PORT' });
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	store.save();

	const instance: Instance = {
		store,
		tokens: new Tokens(url, key, now),
		now,
		appOrigin,
		pictureUrl: (user) => pictureUrl(appOrigin, user),
		pictureFile: (userId) => join(stateDir, 'pictures', userId)
	};
	const faults = new Faults();
	server.on(
		'request',
		createHandler(
			instance,
			origins,
			faults,
			controls ? createControls(instance, faults) : undefined
		)
	);
	return {
		url,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
}
