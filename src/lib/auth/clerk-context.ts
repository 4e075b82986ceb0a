import type { LoadedClerk, Resources } from '@clerk/shared/types';
import { setContext } from 'svelte';
import type { AuthState } from './auth-state.js';
import type { ClerkHandle } from './clerk-handle.svelte.js';
import { NOT_KNOWN, type ClerkAuth } from './not-known.js';

/**
 * Where svelte-clerk's components look for Clerk (`context.js` there). It is written out here: an app
 * need not have svelte-clerk. svelte-clerk.browser.test.ts fails when it changes.
 */
const KEY = '$$_clerk';

/** What svelte-clerk's components read below the provider; `undefined` is not known yet, `null` is nobody. */
export interface ClerkContext {
	/** Clerk itself; `null` until it has loaded. Reading it loads Clerk's UI. */
	readonly clerk: LoadedClerk | null;
	readonly isLoaded: boolean;
	/** Clerk's ids and claims of the session, as the auth state knows them. */
	readonly auth: ClerkAuth;
	readonly client: Resources['client'] | undefined;
	readonly session: Resources['session'];
	readonly user: Resources['user'];
	readonly organization: Resources['organization'];
}

/** Creates the context that svelte-clerk's components read below the provider. */
export function createClerkContext(
	handle: () => ClerkHandle | undefined,
	state: () => AuthState
): ClerkContext {
	const resources = (): Partial<Resources> => handle()?.resources ?? {};
	return {
		get clerk() {
			// Only components that may show Clerk's UI read this, so now the UI is needed.
			handle()?.needUi();
			return handle()?.clerk ?? null;
		},
		get isLoaded() {
			return handle()?.clerk !== undefined;
		},
		get auth() {
			return handle()?.authFor(state()) ?? NOT_KNOWN;
		},
		get client() {
			return resources().client;
		},
		get session() {
			return resources().session;
		},
		get user() {
			return resources().user;
		},
		get organization() {
			return resources().organization;
		}
	};
}

/** Lets svelte-clerk's components work in all components below. */
export function setClerkContext(context: ClerkContext): void {
	setContext(KEY, context);
}
