import type { Readable } from 'svelte/store';
import { AuthError } from '../errors.js';
import type { AuthState } from './auth-state.js';
import type { AuthStore } from './auth-store.svelte.js';

/** The state of a signed-in user. */
export type Authenticated = Extract<AuthState, { status: 'authenticated' }>;

/**
 * Resolves once Convex has confirmed the signed-in user.
 *
 * @throws {AuthError} the error of the next failed step, or `no_active_session` when nobody is signed in
 */
export function awaitLogin(states: Readable<AuthState>): Promise<Authenticated> {
	return new Promise((resolve, reject) => {
		let first: AuthState | undefined;
		const stop = states.subscribe((state) => {
			first ??= state;
			if (state.status === 'authenticated' && state.confirmed) {
				resolve(state);
			} else if (state.status === 'unauthenticated' && state.confirmed !== false) {
				reject(new AuthError('no_active_session', 'Nobody is signed in. Show Clerk’s <SignIn />.'));
			} else if (state.error && state.error !== first.error) {
				reject(state.error);
			} else {
				return;
			}
			// The first state arrives before `stop` is assigned.
			queueMicrotask(() => stop());
		});
	});
}

/** Retries failed steps at once, and waits for the login. */
export function login(auth: AuthStore, retryNow: () => void): Promise<Authenticated> {
	// The next failure counts, also when it is the same one again.
	auth.recover();
	const outcome = awaitLogin(auth);
	retryNow();
	return outcome;
}
