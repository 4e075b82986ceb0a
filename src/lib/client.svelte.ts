import type { FunctionArgs, FunctionReference, FunctionReturnType } from 'convex/server';
import { untrack } from 'svelte';
import type { Account, OutboxEnvironment } from './account.svelte.js';
import type { ClerkSession } from './auth/auth-state.js';
import { AuthStore, type AuthStateStore } from './auth/auth-store.svelte.js';
import type { Authenticated } from './auth/await-login.js';
import { createClerkContext, type ClerkContext } from './auth/clerk-context.js';
import type { ClerkHandle } from './auth/clerk-handle.svelte.js';
import type { ClerkSettings } from './auth/clerk-settings.js';
import { startClerk } from './auth/start-clerk.js';
import { claimPage } from './claim-page.js';
import { browserFeatures } from './browser-features.js';
import type { BackendSession } from './convex/backend-session.svelte.js';
import { Connection } from './connection.svelte.js';
import { Device } from './device.svelte.js';
import { createReport, type Diagnostic, type Report } from './diagnostics.js';
import { AuthError, notSignedIn } from './errors.js';
import type { Inspection } from './inspect/inspect.js';
import { OpenAccount } from './open-account.svelte.js';
import type { Delivery } from './outbox/define-delivery.js';
import type { Outbox } from './outbox/outbox.svelte.js';
import type { QueryReference } from './convex/live-queries.js';
import type { CachedQuery } from './queries/cached-query.js';
import type { Preloaded } from './queries/preloaded.js';
import type { PreloadedQuery } from './queries/preloaded-query.js';
import type { ResultVersions } from './queries/result-versions.js';
import { afterPaint, browserRetryTriggers, retry, withManualRetries } from './recovery.js';
import { followSignOuts, signOut, type LogoutOptions } from './sign-out.svelte.js';

/** How an app configures the library. */
export interface ClerkConvexOptions {
	/** Clerk's publishable key and Clerk's own options. */
	clerk: ClerkSettings;
	/** The address of the Convex deployment. */
	convexUrl: string;
	/** The mutations that go through the outbox. */
	deliveries?: readonly Delivery[] | undefined;
	/**
	 * The names of the caches, in Cache Storage, in which the app keeps what its service worker shows of
	 * the user before any script has run. The library deletes them when another user, or nobody, is signed
	 * in, before it notes that on the device.
	 */
	snapshotCaches?: readonly string[] | undefined;
	/**
	 * The versions of the queries' results, where they are not 1. Raise a query's when the function begins to
	 * return something of another shape: what a device has kept of it for another version is dropped, and
	 * not shown.
	 */
	resultVersions?: ResultVersions | undefined;
	/**
	 * Resolves with whether there is a newer version of the app. It is asked when the backend fails to run a
	 * pending mutation again and again: the backend may be of the newer version too, and know this one's
	 * arguments no more. Then the mutation is held for the newer version, and not rejected.
	 */
	isOutdated?: (() => Promise<boolean>) | undefined;
	/**
	 * Told of what went wrong and was dealt with, of which nothing else says a word: docs/diagnostics.md has the
	 * codes. Send it where the app's errors go. What it throws is written to the console, and harms nothing.
	 */
	onDiagnostic?: ((diagnostic: Diagnostic) => void) | undefined;
}

/** The client from within. */
export interface ClientParts {
	device: Device;
	diagnostics: readonly Diagnostic[];
	report: Report;
}

interface WithPreloaded<Query extends QueryReference> {
	preloaded?: Preloaded<Query> | undefined;
}

const UNKNOWN: ClerkSession = { status: 'unknown' };

/**
 * Joins Clerk's session and Convex's data: the auth state, the connection, queries that survive a
 * restart, mutations under the right identity. Made by {@link createClerkConvexClient}.
 */
export class ClerkConvexClient {
	/** `loading`, `unauthenticated` or `authenticated`: as a Svelte store, or as `authState.current`. */
	readonly authState: AuthStateStore;
	/** The connection to Convex or, while nobody is signed in, to Clerk. */
	readonly connection = new Connection();
	/** The context that svelte-clerk's components read. */
	readonly clerkContext: ClerkContext;
	/**
	 * What the devtools look into.
	 *
	 * @internal
	 */
	readonly parts: ClientParts;

	/**
	 * A query with what a server has read, in a page that a server has rendered.
	 *
	 * @internal
	 */
	declare readonly over?: <Query extends QueryReference>(
		query: CachedQuery<FunctionReturnType<Query>> | { error?: Error } | undefined,
		options: WithPreloaded<Query> | (() => WithPreloaded<Query>) | undefined,
		reference: Query,
		args: FunctionArgs<Query> | 'skip'
	) => PreloadedQuery<FunctionReturnType<Query>> | undefined;

	readonly #options: ClerkConvexOptions;
	readonly #device: Device;
	readonly #auth: AuthStore;
	readonly #account: OpenAccount;
	readonly #manualRetries = new Set<() => void>();
	#clerk = $state.raw<ClerkHandle | undefined>();
	#pendingWhileSignedOut = $state.raw<ReadonlyMap<string, number>>(new Map());

	/** @param device what this device keeps */
	constructor(options: ClerkConvexOptions, device = new Device()) {
		this.#options = options;
		this.#device = device;
		const diagnostics: Diagnostic[] = [];
		const report = createReport(diagnostics, options.onDiagnostic);
		this.parts = { device, diagnostics, report };
		this.clerkContext = createClerkContext(() => this.#clerk);
		this.#auth = new AuthStore({
			clerkSession: () => this.#clerk?.session ?? UNKNOWN,
			sessionRecord: this.#device.sessionRecord,
			backendAuth: () => this.account?.backendAuth
		});
		this.authState = this.#auth;
		this.#account = new OpenAccount({
			auth: this.#auth,
			device: this.#device,
			connection: this.connection,
			convexUrl: options.convexUrl,
			resultVersions: options.resultVersions ?? [],
			clerk: () => this.#clerk,
			report,
			onFailure: (error) => this.#fail(error)
		});
	}

	/** The account whose data is open: the signed-in or remembered user's, or `undefined`. */
	get account(): Account | undefined {
		// On a server a store has its first value at once: before the constructor is at its end.
		return (this.#account as OpenAccount | undefined)?.current;
	}

	/** The outbox of the open account; `undefined` while no account is open. */
	get outbox(): Outbox | undefined {
		return this.account?.outbox;
	}

	/**
	 * The number of pending mutations on this device by the mutation's name, while nobody is signed in.
	 * Empty while somebody is. The app decides which of them their users would miss.
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

	/** Changes {@link persistsCache}. `false` also removes what was cached, the snapshots included. */
	async setPersistsCache(persistsCache: boolean): Promise<void> {
		await this.#device.cache.setPersistent(persistsCache);
	}

	/** About how many bytes of this device {@link removeCached} would free. */
	async storage(): Promise<number> {
		return await this.#device.cache.size();
	}

	/** Deletes all cached data from the device. What is on the screen stays. */
	async removeCached(): Promise<void> {
		await this.#device.cache.remove();
	}

	/**
	 * Whether something of a user who has signed out could not be removed from this device: its disk is
	 * full, or does not answer. It is tried again at the next launch, and by {@link removeLeftData}.
	 */
	get isDataLeft(): boolean {
		return this.#device.isDataLeft;
	}

	/** Tries again to remove what is left of users who have signed out. */
	async removeLeftData(): Promise<void> {
		await this.#device.removeLeft();
	}

	/** The number of accounts closed so far. Components made for one account must not show the next one. */
	get generation(): number {
		return this.#account.generation;
	}

	/**
	 * The account that is read: the user's, or nobody's while it is known that nobody is signed in.
	 *
	 * @internal
	 */
	get readable(): Account | undefined {
		return this.#account.readable;
	}

	/**
	 * Asks a query once, as the signed-in user, or as nobody while it is known that nobody is signed in.
	 *
	 * @throws the function's own error, or {@link CallError} when it was not asked or had no answer
	 */
	async query<Query extends FunctionReference<'query'>>(
		query: Query,
		args: FunctionArgs<Query>
	): Promise<Awaited<FunctionReturnType<Query>>> {
		return await this.#call((backend) => backend.query(query, args), true);
	}

	/**
	 * Runs a mutation as the signed-in user, or as nobody once Clerk has said that nobody is signed in.
	 *
	 * @throws the function's own error, or {@link CallError} when the mutation was not sent or had no answer
	 */
	async mutation<Mutation extends FunctionReference<'mutation'>>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>
	): Promise<Awaited<FunctionReturnType<Mutation>>> {
		return await this.#call((backend) => backend.mutation(mutation, args));
	}

	/**
	 * Runs an action as the signed-in user, or as nobody once Clerk has said that nobody is signed in.
	 *
	 * @throws the function's own error, or {@link CallError} when the action was not sent or had no answer
	 */
	async action<Action extends FunctionReference<'action'>>(
		action: Action,
		args: FunctionArgs<Action>
	): Promise<Awaited<FunctionReturnType<Action>>> {
		return await this.#call((backend) => backend.action(action, args));
	}

	async #call<Result>(
		work: (backend: BackendSession) => Promise<Result>,
		isRead = false
	): Promise<Result> {
		if (this.account) return await this.account.call(work);
		if (!this.#auth.isSignedOut) throw notSignedIn();
		const { callAsNobody } = await import('./on-demand.js');
		const sources = { open: this.#account, auth: this.#auth, connection: this.connection };
		return await callAsNobody(work, isRead, sources);
	}

	/**
	 * Resolves once Convex has confirmed the user that Clerk has signed in. Signing in to Convex happens
	 * automatically: call this only to wait for it. Failed steps are retried at once.
	 *
	 * @throws {AuthError} the error of the next failed step, or `no_active_session` when nobody is signed in
	 */
	async login(): Promise<Authenticated> {
		const { login } = await import('./on-demand.js');
		return await login(this.#auth, () => this.#retryNow());
	}

	/**
	 * Signs out: on this device at once and with no network, at Clerk as soon as it can be reached, also
	 * after a restart. Resolves when the user's data is off the device, or {@link isDataLeft}. Pending
	 * mutations stay, unless they are to be discarded.
	 */
	async logout(options: LogoutOptions = {}): Promise<void> {
		await signOut({ auth: this.#auth, device: this.#device }, options);
	}

	/**
	 * Ends the user's sessions in all other browsers and on all other devices, then signs out here, as
	 * {@link logout} does.
	 *
	 * @throws {AuthError} `sign_out_failed` when Clerk has not ended all other sessions; this session goes on
	 */
	async logoutEverywhere(options: LogoutOptions = {}): Promise<void> {
		const { endOtherSessions } = await import('./on-demand.js');
		await endOtherSessions({ auth: this.#auth, clerk: () => this.#clerk });
		await this.logout(options);
	}

	/**
	 * What a bug report needs, as one object for `JSON.stringify`. It has no token and nothing that a user has
	 * written; ids of users are shortened.
	 */
	async inspect(): Promise<Inspection> {
		const { inspect } = await import('./inspect/inspect.js');
		return await inspect(this);
	}

	/**
	 * Opens the data on the device, then starts Clerk and Convex when the page is painted. Returns a function
	 * that stops everything.
	 *
	 * @throws {SetupError} `second_provider` when a client runs in this page already
	 */
	start(window: Window): () => void {
		// An effect that starts the client must not run again at every change of the client's state.
		return untrack(() => this.#start(window));
	}

	#start(window: Window): () => void {
		const release = claimPage(window);
		const lifetime = new AbortController();
		const { signal } = lifetime;
		const { clerk: settings, convexUrl, deliveries = [], snapshotCaches = [] } = this.#options;
		const name = `clerk-convex:${new URL(convexUrl).host}`;
		// Before the connection hears of it: until now what is shown was live.
		const persist = () => {
			if (this.connection.current === 'online') this.readable?.persistAll();
		};
		window.addEventListener('offline', persist, { signal });
		window.addEventListener('pagehide', persist, { signal });
		this.connection.start(window, signal);
		const { report } = this.parts;
		const { workers, ...features } = browserFeatures(window, report);
		const shared = { ...features, name, report };
		void this.#device.open({ ...shared, snapshotCaches }, signal);
		const retryTriggers = withManualRetries(
			browserRetryTriggers(window, workers),
			this.#manualRetries
		);
		const onFailure = (error: unknown) => this.#fail(error);
		void startClerk({ settings, window, retryTriggers, onFailure, report, signal }).then(
			(clerk) => (this.#clerk = clerk)
		);
		const environment: OutboxEnvironment = {
			...shared,
			deliveries,
			retryTriggers,
			isOutdated: this.#options.isOutdated ?? (() => Promise.resolve(false))
		};
		const stopEffects = $effect.root(() => {
			this.#account.follow(environment);
			this.#rememberConfirmedIdentity();
			followSignOuts({ auth: this.#auth, device: this.#device });
		});
		void afterPaint(window)
			.then(() =>
				retry(() => import('./after-launch.svelte.js'), {
					signal,
					retryTriggers,
					onFailure: (error) => report('module_not_loaded', error)
				})
			)
			.then(
				({ followAfterLaunch }) =>
					followAfterLaunch(this, {
						window,
						convexUrl,
						auth: this.#auth,
						account: this.#account,
						retryNow: () => this.#retryNow(),
						device: this.#device,
						clerk: () => this.#clerk,
						retryTriggers,
						onFailure,
						report,
						notePending: (counts) => (this.#pendingWhileSignedOut = counts),
						signal
					}),
				// The client has stopped.
				() => undefined
			);
		return () => {
			stopEffects();
			lifetime.abort();
			release();
		};
	}

	/** The next launch opens as the user whom Convex confirmed last. */
	#rememberConfirmedIdentity(): void {
		$effect(() => {
			const identity = this.#auth.confirmedIdentity;
			if (identity) untrack(() => void this.#device.sessionRecord.remember(identity));
		});
	}

	#retryNow(): void {
		for (const tryAgain of [...this.#manualRetries]) tryAgain();
	}

	#fail(error: unknown): void {
		const isAuth = error instanceof AuthError;
		if (isAuth) this.#auth.fail(error);
		this.parts.report(isAuth ? 'auth_failed' : 'connection_failed', error);
		this.connection.reportFailure();
	}
}

/** Creates the client that joins Clerk and Convex. `ClerkConvexProvider` does this for its children. */
export function createClerkConvexClient(options: ClerkConvexOptions): ClerkConvexClient {
	return new ClerkConvexClient(options);
}
