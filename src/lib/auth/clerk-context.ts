import type { Resources } from '@clerk/shared/types';
import type { ClerkContext } from 'svelte-clerk/client';
import type { ClerkHandle } from './clerk-handle.svelte.js';

export type { ClerkContext };

/** Nothing is known of the user, which is not the same as `null`: nobody is signed in. */
const UNKNOWN = { sessionClaims: null, factorVerificationAge: null };

/** What svelte-clerk's components read, wherever they stand below the provider. */
export function createClerkContext(handle: () => ClerkHandle | undefined): ClerkContext {
	const resources = () => handle()?.resources ?? ({} as Resources);
	return {
		get clerk() {
			// Only what may show Clerk's components looks here, so this is when they are needed.
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
