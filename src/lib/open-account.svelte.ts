import { untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import { Account, type OutboxEnvironment } from './account.svelte.js';
import { viewOf, type ClerkIdentity } from './auth/auth-state.js';
import type { AuthStore } from './auth/auth-store.svelte.js';
import type { ClerkHandle } from './auth/clerk-handle.svelte.js';
import { NOBODY } from './cache/user-data.js';
import type { ComposedQueries } from './convex/composed-queries.js';
import type { Connection } from './connection.svelte.js';
import type { Device } from './device.svelte.js';
import type { ResultVersions } from './queries/result-versions.js';
import type { KeepConnectedOptions } from './keep-connected.js';
import type { Report } from './diagnostics.js';
import { retry } from './recovery.js';

export interface OpenAccountOptions {
	auth: AuthStore;
	device: Device;
	connection: Connection;
	/** The address of the Convex deployment. */
	convexUrl: string;
	/** The versions of the queries' results. */
	resultVersions: ResultVersions;
	/** The queries that are composed of others. */
	composedQueries: ComposedQueries;
	/** Clerk, once it is in the page. Reactive. */
	clerk: () => ClerkHandle | undefined;
	report: Report;
	/** Told of each failed attempt to connect. */
	onFailure: (error: unknown) => void;
}

/** Nobody's account goes on for this long after its last reader, as a query's subscription does. */
const LINGER_MS = 5_000;

/**
 * The account of whoever is signed in or, while something asks for it, of nobody. Each scope has an account
 * of its own: it is opened from the device, and connected to Convex: a user's while Clerk has the session.
 */
export class OpenAccount {
	readonly #options: OpenAccountOptions;
	#opened = $state.raw<{ account: Account; scope: string } | undefined>();
	#generation = $state(0);
	/** Whether something wants nobody's data. */
	#isNobodyAsked = $state(false);
	#lingering: ReturnType<typeof setTimeout> | undefined;
	readonly #ask = createSubscriber(() => this.#askForNobody());
	#scope = $derived.by(
		() =>
			this.#options.auth.scope ??
			(this.#options.auth.isSignedOut && this.#isNobodyAsked ? NOBODY : undefined)
	);
	/** Never one user's account under another's name, not even while the next one opens. */
	#current = $derived.by(() =>
		this.#opened?.scope === this.#scope ? this.#opened?.account : undefined
	);
	#isSignedIn = $derived.by(() => this.#options.auth.session.status === 'signed-in');

	constructor(options: OpenAccountOptions) {
		this.#options = options;
	}

	/** The user's account, or `undefined` while none is open. */
	get current(): Account | undefined {
		return this.#scope === NOBODY ? undefined : this.#current;
	}

	/**
	 * The account that is read: the user's, or nobody's while it is known that nobody is signed in. Nobody's is
	 * open as long as effects read this.
	 */
	get readable(): Account | undefined {
		if (this.#options.auth.isSignedOut) this.#ask();
		return this.#current;
	}

	/** Whether nobody's account is open. */
	get isNobodyOpen(): boolean {
		return this.#opened?.scope === NOBODY;
	}

	/** Counts the accounts that were closed: what was made for one of them is not for the next. */
	get generation(): number {
		return this.#generation;
	}

	/** Opens, connects and closes accounts as the auth state says. Call it in an effect root, which ends it. */
	follow(environment: OutboxEnvironment): void {
		let last: string | undefined;
		$effect(() => {
			const scope = this.#scope;
			// What was made for nobody is not for a user; without a reader it is closed unnoticed.
			if (last === NOBODY && scope !== undefined) untrack(() => (this.#generation += 1));
			last = scope;
			const identity = untrack(() => this.#options.auth.identity);
			if (scope === undefined || (scope !== NOBODY && !identity)) return;
			const over = new AbortController();
			void this.#open(identity, scope, environment, over.signal);
			return () => over.abort();
		});
		$effect(() => {
			const account = this.#current;
			const user = this.#scope === NOBODY ? undefined : this.#userAtClerk();
			if (!account || (!user && this.#scope !== NOBODY)) return;
			const over = new AbortController();
			void this.#connect(account, user, environment, over.signal);
			return () => over.abort();
		});
	}

	/** The user while Clerk has their session. */
	#userAtClerk(): KeepConnectedOptions['user'] {
		const { auth } = this.#options;
		const clerk = this.#options.clerk();
		const organization = untrack(() => auth.identity);
		return clerk && organization && this.#isSignedIn ? { clerk, organization } : undefined;
	}

	/** Opens nobody's account, until the function that is returned is called. */
	#askForNobody(): () => void {
		clearTimeout(this.#lingering);
		this.#isNobodyAsked = true;
		const stop = () => (this.#isNobodyAsked = false);
		return () => {
			// It closes at a sign-in, and when the client stops: then nothing is left to go on.
			if (this.isNobodyOpen) this.#lingering = setTimeout(stop, LINGER_MS);
			else stop();
		};
	}

	async #open(
		identity: ClerkIdentity | undefined,
		scope: string,
		environment: OutboxEnvironment,
		signal: AbortSignal
	): Promise<void> {
		const { device, connection, resultVersions } = this.#options;
		const account = await Account.open({
			...environment,
			subject: identity?.subject ?? NOBODY,
			organization: identity?.orgId,
			store: device.store,
			cache: device.cache.store,
			view: identity ? viewOf(identity) : '',
			resultVersions,
			connection,
			// Asked anew each time: the devtools can set the clock ahead.
			now: () => Date.now()
		});
		if (signal.aborted) return account.close();
		this.#opened = { account, scope };
		signal.addEventListener('abort', () => {
			account.close();
			this.#opened = undefined;
			if (identity) this.#generation += 1;
		});
	}

	async #connect(
		account: Account,
		user: KeepConnectedOptions['user'],
		{ retryTriggers }: OutboxEnvironment,
		signal: AbortSignal
	): Promise<void> {
		const options = { ...this.#options, account, user, retryTriggers, signal };
		try {
			const { keepConnected } = await retry(() => import('./keep-connected.js'), options);
			await keepConnected(options);
		} catch {
			// The signal has ended it: whoever is next has a connection of their own.
		}
	}
}
