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

/** The options of the client. */
export interface ClerkConvexOptions {
	/** Clerk's publishable key and Clerk's own options. */
	clerk: ClerkSettings;
	/** The address of the Convex deployment. */
	convexUrl: string;
	/** The mutations that go through the outbox. */
	deliveries?: readonly Delivery[];
	/**
	 * The names of the caches in Cache Storage in which the app stores snapshots: private data that its
	 * service worker shows before any script has run. The library deletes these caches before it notes on
	 * the device that another user, or nobody, is signed in.
	 */
	snapshotCaches?: readonly string[];
}

/** Options of a sign-out. */
export interface LogoutOptions {
	/**
	 * What happens to the user's pending mutations. `keep`: they are sent after the user's next sign-in on
	 * this device. `discard`: they are deleted.
	 */
	pending?: 'keep' | 'discard';
}

/** A Svelte store of the auth state. In runes, read `current`. */
export interface AuthStateStore extends Readable<AuthState> {
	readonly current: AuthState;
}

const UNKNOWN: ClerkSession = { status: 'unknown' };
const NOTHING_PENDING: ReadonlyMap<string, number> = new Map();

/**
 * Joins Clerk's session and Convex's data: the auth state, the connection, queries that survive a restart,
 * and mutations with the right identity. Created by {@link createClerkConvexClient}.
 */
export class ClerkConvexClient {
	/** The auth state (`loading`, `unauthenticated` or `authenticated`): a store, or `authState.current`. */
	readonly authState: AuthStateStore;
	/** The connection to Convex or, while nobody is signed in, to Clerk. */
	readonly connection = new Connection();
	/** The context that svelte-clerk's components read. */
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
	/** The open account, only while it is the current user's: not while the next one opens. */
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

	/** The account of the signed-in or remembered user; `undefined` while none is open. */
	get account(): Account | undefined {
		return this.#account;
	}

	/** The outbox of the open account; `undefined` while no account is open. */
	get outbox(): Outbox | undefined {
		return this.#account?.outbox;
	}

	/**
	 * While nobody is signed in: the number of pending mutations on this device, by the mutation's name. The
	 * app decides which of them to mention. Empty while somebody is signed in.
	 */
	get pendingWhileSignedOut(): ReadonlyMap<string, number> {
		return this.#pendingWhileSignedOut;
	}

	/**
	 * Whether this device caches query results for the next launch and for use without a network. Pending
	 * mutations and texts are stored in any case. The setting applies to the device and all its tabs.
	 */
	get persistsCache(): boolean {
		return this.#device.cache.isPersistent;
	}

	/** Changes {@link persistsCache}. `false` deletes all cached data and the snapshots. */
	async setPersistsCache(persistsCache: boolean): Promise<void> {
		await this.#device.cache.setPersistent(persistsCache);
	}

	/** The approximate size of the cached data on this device, in bytes. */
	async storage(): Promise<number> {
		return await this.#device.cache.size();
	}

	/** Deletes all cached data from the device. What is on the screen stays. */
	async removeCached(): Promise<void> {
		await this.#device.cache.remove();
	}

	/** The number of accounts closed so far. Components made for one account must not show the next one. */
	get generation(): number {
		return this.#generation;
	}

	/**
	 * Runs a mutation as the signed-in user.
	 *
	 * @throws the function's own error, or {@link CallError} when the mutation was not sent or had no answer
	 */
	async mutation<Mutation extends FunctionReference<'mutation'>>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>
	): Promise<Awaited<FunctionReturnType<Mutation>>> {
		if (!this.#account) throw new CallError('not_connected', 'Not sent: nobody is signed in.');
		return await this.#account.mutation(mutation, args);
	}

	/**
	 * Resolves once Convex has confirmed the user that Clerk has signed in. Signing in to Convex happens
	 * automatically: call this only to wait for it. Failed steps are retried at once.
	 *
	 * @throws {AuthError} the error of the next failed step, or `no_active_session` when nobody is signed in
	 */
	async login(): Promise<Authenticated> {
		const login = awaitLogin(this.authState);
		for (const retryNow of [...this.#manualRetries]) retryNow();
		return await login;
	}

	/**
	 * Signs out. On this device this happens at once, also without a network. At Clerk the session ends as
	 * soon as Clerk can be reached, also after a restart. Resolves when the user's data is deleted from the
	 * device; pending mutations stay unless `pending` is `discard`.
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
	 * Ends the user's sessions in all other browsers and on all other devices, then signs out here, as
	 * {@link logout} does.
	 *
	 * @throws {AuthError} `sign_out_failed` when Clerk has not ended all other sessions; this session goes on
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
	 * Opens the data on the device, then starts Clerk and Convex when the page is painted. Returns a function
	 * that stops everything.
	 */
	start(window: Window): () => void {
		// An effect that starts the client must not run again at every change of the client's state.
		return untrack(() => this.#start(window));
	}

	#start(window: Window): () => void {
		const lifetime = new AbortController();
		const { signal } = lifetime;
		// These run before the connection's own listeners: until now the results were live.
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

	/** Starts and stops the outside parts according to the state above. */
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
			// While nobody is signed in, Clerk's answer is the only sign of a connection.
			if (this.#session.status !== 'signed-out') return;
			untrack(() => this.#onLive(true));
			return () => this.connection.reportLive(false);
		});
		$effect(() => {
			// Another tab may have signed out: this tab may have written data since then.
			for (const { subject } of this.#device.sessionRecord.signOuts) {
				if (subject !== this.#identity?.subject) void this.#device.wipe(subject);
			}
		});
		$effect(() => {
			// A tab that did not know of a sign-out yet may have stored a snapshot since then.
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
			// A socket that froze while the browser was offline has received nothing since then.
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
			// It was aborted: the next account has a connection of its own.
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
			// It was aborted: the next launch tries again.
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

/** Creates the client that joins Clerk and Convex. `ClerkConvexProvider` does this for its children. */
export function createClerkConvexClient(options: ClerkConvexOptions): ClerkConvexClient {
	return new ClerkConvexClient(options);
}
