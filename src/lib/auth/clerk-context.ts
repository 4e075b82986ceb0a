import type { Resources } from '@clerk/shared/types';
import type { ClerkContext } from 'svelte-clerk/client';
import type { ClerkHandle } from './clerk-handle.svelte.js';

export type { ClerkContext };

/** Nothing is known about the user. That is not `null`, which means that nobody is signed in. */
const UNKNOWN = { sessionClaims: null, factorVerificationAge: null };

/** Creates the context that svelte-clerk's components read below the provider. */
export function createClerkContext(handle: () => ClerkHandle | undefined): ClerkContext {
	const resources = () => handle()?.resources ?? ({} as Resources);
	return {
		get clerk() {
			// Only components that may show Clerk's UI read this, so now the UI is needed.
			handle()?.needUi();
			return (handle()?.clerk ?? null) as ClerkContext['clerk'];
		},
		get isLoaded() {
			return handle()?.clerk !== undefined;
		},
		get auth() {
			return (handle()?.auth ?? UNKNOWN) as ClerkContext['auth'];
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
