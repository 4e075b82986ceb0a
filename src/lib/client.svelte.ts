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
import type { ComposedQueries } from './convex/composed-queries.js';
import { Connection } from './connection.svelte.js';
import { Device } from './device.svelte.js';
import { createReport, type Diagnostic, type Report } from './diagnostics.js';
import { AuthError, notSignedIn } from './errors.js';
import { hostOf } from './host-of.js';
import type { Inspection } from './inspect/inspection.js';
import { OpenAccount } from './open-account.svelte.js';
import type { Delivery } from './outbox/define-delivery.js';
import type { Outbox } from './outbox/outbox.svelte.js';
import type { QueryReference } from './convex/live-queries.js';
import type { CachedQuery } from './queries/cached-query.js';
import type { Preloaded } from './queries/preloaded.js';
import type { PreloadedQuery } from './queries/preloaded-query.js';
import type { ClerkConvexClient as PublicClient } from './public/client.js';
import type { MutationOptions } from './public/mutation-options.js';
import type { ResultVersions } from './queries/result-versions.js';
import { afterPaint, browserRetryTriggers, retry, withManualRetries } from './recovery.js';
import { signOut, type LogoutOptions } from './sign-out.js';

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
	/** The queries whose results the device puts together from other queries. */
	composedQueries?: ComposedQueries | undefined;
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

/** The client behind the interface of the same name, which describes what apps see of it. */
export class ClerkConvexClient implements PublicClient {
	readonly authState: AuthStateStore;
	readonly connection = new Connection();
	readonly clerkContext: ClerkContext;
	/** What the devtools look into. */
	readonly parts: ClientParts;

	/** A query with what a server has read, in a page that a server has rendered. */
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

	/**
	 * @param device what this device keeps
	 * @param Auth decides on the auth state
	 */
	constructor(options: ClerkConvexOptions, device = new Device(), Auth = AuthStore) {
		this.#options = options;
		this.#device = device;
		const diagnostics: Diagnostic[] = [];
		const report = createReport(diagnostics, options.onDiagnostic);
		this.parts = { device, diagnostics, report };
		this.clerkContext = createClerkContext(
			() => this.#clerk,
			() => this.#auth.current
		);
		this.#auth = new Auth({
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
			composedQueries: options.composedQueries ?? [],
			clerk: () => this.#clerk,
			report,
			onFailure: (error) => this.#fail(error)
		});
	}

	get account(): Account | undefined {
		// On a server a store has its first value at once: before the constructor is at its end.
		return (this.#account as OpenAccount | undefined)?.current;
	}

	get outbox(): Outbox | undefined {
		return this.account?.outbox;
	}

	get pendingWhileSignedOut(): ReadonlyMap<string, number> {
		return this.#pendingWhileSignedOut;
	}

	get persistsCache(): boolean {
		return this.#device.cache.isPersistent;
	}

	async setPersistsCache(persistsCache: boolean): Promise<void> {
		await this.#device.cache.setPersistent(persistsCache);
	}

	async storage(): Promise<number> {
		return await this.#device.cache.size();
	}

	async removeCached(): Promise<void> {
		await this.#device.cache.remove();
	}

	get isDataLeft(): boolean {
		return this.#device.isDataLeft;
	}

	async removeLeftData(): Promise<void> {
		await this.#device.removeLeft();
	}

	get generation(): number {
		return this.#account.generation;
	}

	/** The account that is read: the user's, or nobody's while it is known that nobody is signed in. */
	get readable(): Account | undefined {
		return this.#account.readable;
	}

	async query<Query extends FunctionReference<'query'>>(
		query: Query,
		args: FunctionArgs<Query>
	): Promise<Awaited<FunctionReturnType<Query>>> {
		return await this.#call((backend) => backend.query(query, args), true);
	}

	async mutation<Mutation extends FunctionReference<'mutation'>>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>,
		options?: MutationOptions<FunctionArgs<Mutation>>
	): Promise<Awaited<FunctionReturnType<Mutation>>> {
		return await this.#call((backend) => backend.mutation(mutation, args, options));
	}

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

	async login(): Promise<Authenticated> {
		const { login } = await import('./on-demand.js');
		return await login(this.#auth, () => this.#retryNow());
	}

	async logout(options: LogoutOptions = {}): Promise<void> {
		await signOut({ auth: this.#auth, device: this.#device }, options);
	}

	async logoutEverywhere(options: LogoutOptions = {}): Promise<void> {
		const { endOtherSessions } = await import('./on-demand.js');
		await endOtherSessions({ auth: this.#auth, clerk: () => this.#clerk });
		await this.logout(options);
	}

	async inspect(): Promise<Inspection> {
		const { inspect } = await import('./inspect/inspect.js');
		return await inspect(this);
	}

	start(window: Window): () => void {
		// An effect that starts the client must not run again at every change of the client's state.
		return untrack(() => this.#start(window));
	}

	#start(window: Window): () => void {
		const { clerk: settings, convexUrl, deliveries = [], snapshotCaches = [] } = this.#options;
		const name = `clerk-convex:${hostOf(convexUrl)}`;
		const release = claimPage(window);
		const lifetime = new AbortController();
		const { signal } = lifetime;
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
		const hasClerkAnswered = () => this.#auth.session.status !== 'unknown';
		void this.#device.open({ ...shared, snapshotCaches, hasClerkAnswered }, signal);
		const retryTriggers = withManualRetries(
			browserRetryTriggers(window, workers),
			this.#manualRetries
		);
		const onFailure = (error: unknown) => this.#fail(error);
		const appearance = () => this.#options.clerk.appearance;
		const forClerk = { settings, appearance, window, retryTriggers, onFailure, report, signal };
		void startClerk(forClerk).then((clerk) => (this.#clerk = clerk));
		const environment: OutboxEnvironment = {
			...shared,
			deliveries,
			retryTriggers,
			isOutdated: this.#options.isOutdated ?? (() => Promise.resolve(false))
		};
		const stopEffects = $effect.root(() => {
			this.#account.follow(environment);
			this.#rememberConfirmedIdentity();
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
export function createClerkConvexClient(options: ClerkConvexOptions): PublicClient {
	return new ClerkConvexClient(options);
}
