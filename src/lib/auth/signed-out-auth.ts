import { AuthStore } from './auth-store.svelte.js';
import type { AuthState } from './auth-state.js';

const SIGNED_OUT: AuthState = {
	status: 'unauthenticated',
	isSignOutPending: false,
	confirmed: false,
	error: undefined
};

/**
 * The auth state in a page that a server has rendered for nobody: `unauthenticated` from the first moment on.
 * Whom this device remembers goes before the server's word, because such a page may have been cached. Only
 * Clerk's answer makes it known: until then nothing is asked as nobody, and nothing is deleted.
 */
export class SignedOutAuth extends AuthStore {
	// A field would not be there yet: the store asks for its first value while it is made.
	override get current(): AuthState {
		const state = super.current;
		const isUnknown = state.status === 'loading' && state.awaits !== 'convex';
		if (!isUnknown) return state;
		return state.error ? { ...SIGNED_OUT, error: state.error } : SIGNED_OUT;
	}
}
