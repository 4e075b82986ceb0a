import { toStore, type Readable } from 'svelte/store';
import type { AuthError } from '../errors.js';
import { memoizeEqual } from '../memoize-equal.js';
import { tellDeveloper } from '../tell-developer.js';
import {
	chooseIdentity,
	completeIdentity,
	deriveAuthStatus,
	isAuthorized,
	scopeOf,
	withoutSignOuts,
	type Authorization,
	type AuthState,
	type AuthStatus,
	type BackendAuth,
	type ClerkIdentity,
	type ClerkSession,
	type Identity
} from './auth-state.js';
import type { SessionRecord } from './session-record.svelte.js';

/** A Svelte store of the auth state that runes can read too, as `current`. */
export interface AuthStateStore extends Readable<AuthState> {
	readonly current: AuthState;
	/**
	 * Whether the signed-in user has a role or a permission in their organisation: with both, both. Reactive.
	 * svelte-clerk's gates say the same. It is for what to show: Convex decides for itself what it answers.
	 */
	has(asked: Authorization): boolean;
}

/** What the auth state is derived from. All of it is reactive. */
export interface AuthSources {
	/** What Clerk says of the session: `unknown` until it is loaded. */
	clerkSession: () => ClerkSession;
	sessionRecord: Pick<SessionRecord, 'isOpen' | 'identity' | 'signOuts'>;
	/** What Convex says of the open account's subject; `undefined` while no account is open. */
	backendAuth: () => BackendAuth | undefined;
}

const UNCONFIRMED: BackendAuth = { confirmed: false, isRefreshing: false };

/**
 * Derives the auth state from Clerk's session, the session record and Convex's answer. The decisions are
 * pure functions (auth-state.ts); this class applies them whenever a source changes.
 *
 * The Svelte store is for templates, as `$authState`: a subscriber hears of a change once effects run.
 * `current` has the change at once: read that where one frame too late would show the wrong user.
 */
export class AuthStore implements AuthStateStore {
	readonly #sources: AuthSources;
	#error = $state.raw<AuthError | undefined>();

	#session = $derived.by(
		memoizeEqual(() =>
			withoutSignOuts(this.#sources.clerkSession(), this.#sources.sessionRecord.signOuts)
		)
	);
	#identity = $derived.by(
		memoizeEqual(() => {
			const { isOpen, identity } = this.#sources.sessionRecord;
			return isOpen ? chooseIdentity(this.#session, identity) : undefined;
		})
	);
	#scope = $derived(this.#identity && scopeOf(this.#identity));
	#status = $derived.by(memoizeEqual(() => this.#statusBy(() => this.#sources.backendAuth())));
	#isSignedOut = $derived.by(() => this.#statusBy(() => undefined).status === 'unauthenticated');
	#current = $derived<AuthState>({ ...this.#status, error: this.#error });
	#confirmedIdentity = $derived.by(
		memoizeEqual<Identity | undefined>(() =>
			this.#session.status === 'signed-in' && this.#sources.backendAuth()?.confirmed
				? completeIdentity(this.#session.identity, this.#sources.sessionRecord.identity)
				: undefined
		)
	);

	/** Calls the listener with the auth state now and after each change; returns what stops that. */
	readonly subscribe: AuthStateStore['subscribe'];

	constructor(sources: AuthSources) {
		this.#sources = sources;
		this.subscribe = toStore(() => this.current).subscribe;
	}

	/** The auth state now. */
	get current(): AuthState {
		return this.#current;
	}

	has(asked: Authorization): boolean {
		const state = this.current;
		return state.status === 'authenticated' && isAuthorized(state, asked);
	}

	/** What Clerk says of the session, without the sessions that were signed out on this device. */
	get session(): ClerkSession {
		return this.#session;
	}

	/** Whether it is known that nobody is signed in. Convex, which is asked by then, has no say in it. */
	get isSignedOut(): boolean {
		return this.#isSignedOut;
	}

	/** As whom the app opens its data, or `undefined` for nobody. */
	get identity(): ClerkIdentity | undefined {
		return this.#identity;
	}

	/** Names user, session, organisation and role: an account is for one scope. */
	get scope(): string | undefined {
		return this.#scope;
	}

	/** The identity while Convex confirms it on the live connection. */
	get confirmedIdentity(): Identity | undefined {
		return this.#confirmedIdentity;
	}

	#statusBy(backendAuth: AuthSources['backendAuth']): AuthStatus {
		const { isOpen, identity, signOuts } = this.#sources.sessionRecord;
		const backend = backendAuth() ?? UNCONFIRMED;
		const status = deriveAuthStatus(this.#session, identity, backend, signOuts.length > 0);
		// Until the device is read, nothing is known but a server's word.
		return isOpen || status.status === 'authenticated'
			? status
			: { status: 'loading', awaits: 'device' };
	}

	/** Notes the last step that failed. A step that fails again in the same way stays the same error. */
	fail(error: AuthError): void {
		const { code, message } = this.#error ?? {};
		if (error.code !== code || error.message !== message) this.#error = error;
		tellDeveloper(error);
	}

	/** Notes that the steps succeed again. */
	recover(): void {
		this.#error = undefined;
	}
}
