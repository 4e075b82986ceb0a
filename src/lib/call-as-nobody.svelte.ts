import { untrack } from 'svelte';
import type { AuthStore } from './auth/auth-store.svelte.js';
import type { Connection } from './connection.svelte.js';
import type { BackendSession } from './convex/backend-session.svelte.js';
import { CallError, notSignedIn } from './errors.js';
import type { OpenAccount } from './open-account.svelte.js';

/** Who is signed in, what is open, and whether Convex can be reached. All of it is reactive. */
interface Sources {
	open: Pick<OpenAccount, 'readable'>;
	auth: Pick<AuthStore, 'current' | 'isSignedOut'>;
	connection: Pick<Connection, 'current'>;
}

/**
 * Calls Convex as nobody, once there is a connection.
 *
 * @throws what the call throws, or {@link CallError} `not_connected` when somebody signs in first, or Convex
 * cannot be reached
 */
export async function callAsNobody<Result>(
	work: (backend: BackendSession) => Promise<Result>,
	isRead: boolean,
	{ open, auth, connection }: Sources
): Promise<Result> {
	const state = auth.current;
	// What a user began to write when they left is not nobody's.
	if (!isRead && state.status === 'unauthenticated' && state.isSignOutPending) throw notSignedIn();
	let stop: () => void = () => undefined;
	try {
		return await new Promise<Result>((resolve, reject) => {
			const refuse = (why: string) => reject(new CallError('not_connected', `Not sent: ${why}.`));
			let isCalled = false;
			stop = $effect.root(() => {
				$effect(() => {
					// Reading it keeps it open until the call has an answer.
					const account = open.readable;
					if (isCalled) return;
					if (!auth.isSignedOut) return refuse('somebody has signed in');
					if (account?.backendAuth.confirmed) {
						isCalled = true;
						untrack(() => account.call(work)).then(resolve, reject);
					} else if (connection.current === 'offline') {
						refuse('there is no connection to Convex');
					}
				});
			});
		});
	} finally {
		stop();
	}
}
