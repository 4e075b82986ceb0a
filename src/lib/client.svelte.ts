import type { FunctionArgs, FunctionReference, FunctionReturnType } from 'convex/server';
import { untrack } from 'svelte';
import { toStore, type Readable } from 'svelte/store';
import { Account, type OutboxEnvironment } from './account.svelte.js';
import {
	chooseIdentity,
	completeIdentity,
	deriveAuthStatus,
	scopeOf,
	viewOf,
	withoutSignOuts,
	type AuthStatus,
	type AuthState,
	type ClerkIdentity,
	type ClerkSession,
	type Identity,
	type SessionRef
} from './auth/auth-state.js';
import { awaitLogin, type Authenticated } from './auth/await-login.js';
import { createClerkContext, type ClerkContext } from './auth/clerk-context.js';
import type { ClerkHandle, ClerkSettings } from './auth/clerk-handle.svelte.js';
import { startClerk } from './auth/start-clerk.js';
import type { TokenOrganization } from './auth/claims.js';
import { requestPersistence } from './request-persistence.js';
import { Connection } from './connection.svelte.js';
import { Device } from './device.svelte.js';
import { AuthError, CallError } from './errors.js';
import type { Delivery } from './outbox/define-delivery.js';
import type { Outbox } from './outbox/outbox.svelte.js';
import { browserRetryTriggers, retry, withManualRetries, type RetryTriggers } from './recovery.js';
import { memoizeEqual } from './memoize-equal.js';

/** What an app says of itself. */
export interface ClerkConvexOptions {
	/** Clerk's publishable key, and any of Clerk's own options. */
	clerk: ClerkSettings;
	/** The address of the Convex deployment. */
	convexUrl: string;
	/** The mutations that go through the outbox. */
	deliveries?: readonly Delivery[];
	/**
	 * The names of the caches, in Cache Storage, in which the app keeps what its service worker shows of
	 * the user before any script has run. They are deleted when another user, or nobody, is signed in,
	 * before that is noted on the device.
	 */
	snapshotCaches?: readonly string[];
}

/** What becomes of mutations that a user has not sent when they sign out. */
export interface LogoutOptions {
	/** `keep`: they are sent at the user's next sign-in on this device. */
	pending?: 'keep' | 'discard';
}

/** A Svelte store of the auth state that runes can read too, as `current`. */
export interface AuthStateStore extends Readable<AuthState> {
	readonly current: AuthState;
}

const UNKNOWN: ClerkSession = { status: 'unknown' };
const NOTHING_PENDING: ReadonlyMap<string, number> = new Map();

/**
 * Clerk's session and Convex's data, joined: the auth state, the connection, queries that survive a
 * restart, mutations under the right identity. Made by {@link createClerkConvexClient}.
 */
export class ClerkConvexClient {
	/** `loading`, `unauthenticated` or `authenticated`: as a store, or as `authState.current`. */
	readonly authState: AuthStateStore;
	/** The connection to Convex, and to Clerk while nobody is signed in. */
	readonly connection = new Connection();
	/** What svelte-clerk's components read. */
	readonly clerkContext: ClerkContext;

	readonly #options: ClerkConvexOptions;
	readonly #device = new Device();
	readonly #manualRetries = new Set<() => void>();
	#opened = $state.raw<{ account: Account; scope: string } | undefined>();
	#clerk = $state.raw<ClerkHandle | undefined>();
	#error = $state.raw<AuthError | undefined>();
	#generation = $state(0);
	#pendingWhileSignedOut = $state.raw(NOTHING_PENDING);

	#session = $derived.by(
		memoizeEqual(() =>
			withoutSignOuts(this.#clerk?.session ?? UNKNOWN, this.#device.sessionRecord.signOuts)
		)
	);
	#identity = $derived.by(
		memoizeEqual(() =>
			this.#device.sessionRecord.isOpen
				? chooseIdentity(this.#session, this.#device.sessionRecord.identity)
				: undefined
		)
	);
	#scope = $derived(this.#identity && scopeOf(this.#identity));
	/** Never one user's account under another's name, not even while the next one opens. */
	#account = $derived(this.#opened?.scope === this.#scope ? this.#opened?.account : undefined);
	#authStatus = $derived.by(
		memoizeEqual<AuthStatus>(() =>
			this.#device.sessionRecord.isOpen
				? deriveAuthStatus(
						this.#session,
						this.#device.sessionRecord.identity,
						this.#account?.backendAuth ?? { confirmed: false, isRefreshing: false },
						this.#device.sessionRecord.signOuts.length > 0
					)
				: { status: 'loading', awaits: 'device' }
		)
	);
	#authState = $derived<AuthState>({ ...this.#authStatus, error: this.#error });
	#isSomethingStuck = $derived(
		this.connection.current !== 'online' &&
			this.#account?.outbox.entries.some(({ state }) => state.status !== 'sent')
	);
	#isSignedIn = $derived(this.#session.status === 'signed-in');
	#confirmedIdentity = $derived.by(
		memoizeEqual<Identity | undefined>(() =>
			this.#session.status === 'signed-in' && this.#account?.backendAuth.confirmed
				? completeIdentity(this.#session.identity, this.#device.sessionRecord.identity)
				: undefined
		)
	);

	constructor(options: ClerkConvexOptions) {
		this.#options = options;
		this.clerkContext = createClerkContext(() => this.#clerk);
		const current = () => this.#authState;
		this.authState = {
			subscribe: toStore(current).subscribe,
			get current() {
				return current();
			}
		};
	}

	/** Whose data is open: the signed-in or remembered user's, or `undefined`. */
	get account(): Account | undefined {
		return this.#account;
	}

	/** The open account's mutations that are not known to have happened; `undefined` while none is open. */
	get outbox(): Outbox | undefined {
		return this.#account?.outbox;
	}

	/**
	 * How many mutations wait on this device for their users to sign in, by the mutation's name: which of
	 * them their users would miss is the app's to say. Empty while somebody is signed in.
	 */
	get pendingWhileSignedOut(): ReadonlyMap<string, number> {
		return this.#pendingWhileSignedOut;
	}

	/**
	 * Whether this device keeps what the user has read, for the next launch and for when there is no
	 * network. What they have written is kept in any case. It holds for the device, and in all its tabs.
	 */
	get persistsCache(): boolean {
		return this.#device.cache.isPersistent;
	}

	/** Changes {@link persistsCache}. Once it is `false`, what was kept is removed, the previews with it. */
	async setPersistsCache(persistsCache: boolean): Promise<void> {
		await this.#device.cache.setPersistent(persistsCache);
	}

	/** About how many bytes of this device are taken by what {@link removeCached} removes. */
	async storage(): Promise<number> {
		return await this.#device.cache.size();
	}

	/** Removes from the device all that can be had again from the backend. What is shown stays. */
	async removeCached(): Promise<void> {
		await this.#device.cache.remove();
	}

	/** Counts the accounts that were closed: what was made for one of them is not for the next. */
	get generation(): number {
		return this.#generation;
	}

	/**
	 * Runs a mutation as the signed-in user.
	 *
	 * @throws the function's own error, or {@link CallError} when it was not sent or has no answer
	 */
	async mutation<Mutation extends FunctionReference<'mutation'>>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>
	): Promise<Awaited<FunctionReturnType<Mutation>>> {
		if (!this.#account) throw new CallError('not_connected', 'Not sent: nobody is signed in.');
		return await this.#account.mutation(mutation, args);
	}

	/**
	 * Resolves once Convex has confirmed the user that Clerk has signed in. That comes about by itself;
	 * this is for code that has to wait for it, and tries again at once what has failed so far.
	 *
	 * @throws {AuthError} the next step that fails, or `no_active_session` when nobody is signed in
	 */
	async login(): Promise<Authenticated> {
		const login = awaitLogin(this.authState);
		for (const retryNow of [...this.#manualRetries]) retryNow();
		return await login;
	}

	/**
	 * Signs out: on this device at once and with no network, at Clerk as soon as it can be reached, also
	 * after a restart. Resolves when the user's data is off the device, but for what they have written and
	 * not sent, unless that is discarded.
	 */
	async logout({ pending = 'keep' }: LogoutOptions = {}): Promise<void> {
		const state = this.#authState;
		const session = this.#session;
		const signedIn =
			state.status === 'authenticated'
				? state
				: session.status === 'signed-in'
					? session.identity
					: undefined;
		if (!signedIn) return;
		if (pending === 'discard') await this.#device.discardPending(signedIn.subject);
		await this.#device.sessionRecord.beginSignOut(signedIn);
		await this.#device.wipe(signedIn.subject);
	}

	/**
	 * Signs out in all other browsers and on all other devices, then here as {@link logout} does.
	 *
	 * @throws {AuthError} `sign_out_failed` when Clerk has not ended all other sessions: this one goes on
	 */
	async logoutEverywhere(options: LogoutOptions = {}): Promise<void> {
		const session = this.#session;
		if (!this.#clerk || session.status !== 'signed-in') {
			throw new AuthError(
				'sign_out_failed',
				'Clerk has not answered yet. Try again when there is a connection.'
			);
		}
		await this.#clerk.endOtherSessions(session.identity);
		await this.logout(options);
	}

	/**
	 * Opens what the device remembers, then starts Clerk and Convex once the page is painted; returns
	 * what ends everything this started.
	 */
	start(window: Window): () => void {
		// Whoever starts it in an effect does not mean to start it again at every change.
		return untrack(() => this.#start(window));
	}

	#start(window: Window): () => void {
		const lifetime = new AbortController();
		const { signal } = lifetime;
		// Before the connection hears of it: until now what is shown was live.
		window.addEventListener('offline', () => this.#persistIfOnline(), { signal });
		window.addEventListener('pagehide', () => this.#persistIfOnline(), { signal });
		this.connection.start(window, signal);
		const name = `clerk-convex:${new URL(this.#options.convexUrl).host}`;
		const { snapshotCaches = [] } = this.#options;
		void this.#device.open({ name, snapshotCaches, caches: window.caches }, signal);
		const retryTriggers = withManualRetries(browserRetryTriggers(window), this.#manualRetries);
		const onFailure = (error: unknown) => this.#fail(error);
		void startClerk({
			settings: this.#options.clerk,
			window,
			retryTriggers,
			onFailure,
			signal
		}).then((clerk) => (this.#clerk = clerk));
		const environment: OutboxEnvironment = {
			name,
			deliveries: this.#options.deliveries ?? [],
			retryTriggers,
			locks: window.navigator.locks,
			openChannel: (channel) => new BroadcastChannel(channel)
		};
		const stopEffects = $effect.root(() => {
			this.#runEffects(environment);
			$effect(() => {
				if (this.#isSomethingStuck) void requestPersistence(window.navigator);
			});
		});
		return () => {
			stopEffects();
			lifetime.abort();
		};
	}

	/** Starts and stops what lies outside, as the state above says. */
	#runEffects(environment: OutboxEnvironment): void {
		const { retryTriggers } = environment;
		$effect(() => {
			const scope = this.#scope;
			const identity = untrack(() => this.#identity);
			if (scope === undefined || !identity) return;
			const over = new AbortController();
			void this.#openAccount(identity, environment, over.signal);
			return () => over.abort();
		});
		$effect(() => {
			const account = this.#account;
			const clerk = this.#clerk;
			const identity = untrack(() => this.#identity);
			if (!account || !clerk || !identity || !this.#isSignedIn) return;
			const over = new AbortController();
			void this.#connect(account, identity, clerk, retryTriggers, over.signal);
			return () => over.abort();
		});
		$effect(() => {
			const identity = this.#confirmedIdentity;
			if (identity) untrack(() => void this.#device.sessionRecord.remember(identity));
		});
		$effect(() => {
			if (!this.#device.sessionRecord.isOpen || this.#session.status === 'unknown') return;
			void this.#device.forgetTheGone(this.#session);
		});
		$effect(() => {
			if (this.#authStatus.status !== 'unauthenticated') return;
			void this.#device.countPending().then((counts) => (this.#pendingWhileSignedOut = counts));
			return () => (this.#pendingWhileSignedOut = NOTHING_PENDING);
		});
		$effect(() => {
			// With nobody signed in, Clerk's answer is all there is of a connection.
			if (this.#session.status !== 'signed-out') return;
			untrack(() => this.#onLive(true));
			return () => this.connection.reportLive(false);
		});
		$effect(() => {
			// Also what another tab has signed out: this one may have written since.
			for (const { subject } of this.#device.sessionRecord.signOuts) {
				if (subject !== this.#identity?.subject) void this.#device.wipe(subject);
			}
		});
		$effect(() => {
			// Also what a tab that did not know of a sign-out yet has kept since.
			const { isOpen, identity } = this.#device.sessionRecord;
			if (isOpen && !identity) void this.#device.deleteSnapshots();
		});
		$effect(() => {
			const [signOut] = this.#device.sessionRecord.signOuts;
			const clerk = this.#clerk;
			if (!signOut || !clerk?.clerk) return;
			const over = new AbortController();
			void this.#endAtClerk(signOut, clerk, retryTriggers, over.signal);
			return () => over.abort();
		});
	}

	async #openAccount(
		identity: ClerkIdentity,
		environment: OutboxEnvironment,
		signal: AbortSignal
	): Promise<void> {
		const account = await Account.open({
			...environment,
			subject: identity.subject,
			organization: identity.orgId,
			store: this.#device.store,
			cache: this.#device.cache.store,
			view: viewOf(identity),
			isOnline: () => this.connection.current === 'online',
			now: Date.now
		});
		if (signal.aborted) return account.close();
		this.#opened = { account, scope: scopeOf(identity) };
		signal.addEventListener('abort', () => {
			account.close();
			this.#opened = undefined;
			this.#generation += 1;
		});
	}

	async #connect(
		account: Account,
		organization: TokenOrganization,
		clerk: ClerkHandle,
		retryTriggers: RetryTriggers,
		signal: AbortSignal
	): Promise<void> {
		const onFailure = (error: unknown) => this.#fail(error);
		const session = () => {
			const current = clerk.clerk?.session;
			return current?.user?.id === account.subject ? current : undefined;
		};
		const onLive = (isLive: boolean) => {
			// A socket that froze while the browser was offline has said nothing since then.
			if (!isLive && this.connection.current === 'online') account.persistAll();
			this.#onLive(isLive);
		};
		const url = this.#options.convexUrl;
		const options = {
			account,
			url,
			session,
			organization,
			retryTriggers,
			onLive,
			onFailure,
			signal
		};
		try {
			const { keepConnected } = await retry(() => import('./keep-connected.js'), options);
			await keepConnected(options);
		} catch {
			// It is over: whoever is next has a connection of their own.
		}
	}

	async #endAtClerk(
		signOut: SessionRef,
		clerk: ClerkHandle,
		retryTriggers: RetryTriggers,
		signal: AbortSignal
	): Promise<void> {
		const onFailure = (error: unknown) => this.#fail(error);
		try {
			await retry(() => clerk.endSession(signOut), { signal, retryTriggers, onFailure });
			await this.#device.sessionRecord.endSignOut(signOut.sessionId);
			this.#error = undefined;
		} catch {
			// Stopped before it was done: it is begun again at the next launch.
		}
	}

	#persistIfOnline(): void {
		if (this.connection.current === 'online') this.#account?.persistAll();
	}

	#onLive(isLive: boolean): void {
		if (isLive) this.#error = undefined;
		this.connection.reportLive(isLive);
	}

	#fail(error: unknown): void {
		if (error instanceof AuthError) this.#error = error;
		this.connection.reportFailure();
	}
}

/** Joins Clerk and Convex for an app. `ClerkConvexProvider` does this for its children. */
export function createClerkConvexClient(options: ClerkConvexOptions): ClerkConvexClient {
	return new ClerkConvexClient(options);
}
