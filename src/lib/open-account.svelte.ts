import { untrack } from 'svelte';
import { Account, type OutboxEnvironment } from './account.svelte.js';
import { viewOf, type ClerkIdentity } from './auth/auth-state.js';
import type { AuthStore } from './auth/auth-store.svelte.js';
import type { ClerkHandle } from './auth/clerk-handle.svelte.js';
import type { Connection } from './connection.svelte.js';
import type { Device } from './device.svelte.js';
import type { ResultVersions } from './queries/result-versions.js';
import { retry } from './recovery.js';

export interface OpenAccountOptions {
	auth: AuthStore;
	device: Device;
	connection: Connection;
	/** The address of the Convex deployment. */
	convexUrl: string;
	/** The versions of the queries' results. */
	resultVersions: ResultVersions;
	/** Clerk, once it is in the page. Reactive. */
	clerk: () => ClerkHandle | undefined;
	/** Told of each failed attempt to connect. */
	onFailure: (error: unknown) => void;
}

/**
 * The account of whoever is signed in. Each scope has an account of its own: it is opened from the
 * device, and connected to Convex while Clerk has the session.
 */
export class OpenAccount {
	readonly #options: OpenAccountOptions;
	#opened = $state.raw<{ account: Account; scope: string } | undefined>();
	#generation = $state(0);
	/** Never one user's account under another's name, not even while the next one opens. */
	#current = $derived.by(() =>
		this.#opened?.scope === this.#options.auth.scope ? this.#opened?.account : undefined
	);
	#isSignedIn = $derived.by(() => this.#options.auth.session.status === 'signed-in');

	constructor(options: OpenAccountOptions) {
		this.#options = options;
	}

	/** The account, or `undefined` while none is open. */
	get current(): Account | undefined {
		return this.#current;
	}

	/** Counts the accounts that were closed: what was made for one of them is not for the next. */
	get generation(): number {
		return this.#generation;
	}

	/** Opens, connects and closes accounts as the auth state says. Call it in an effect root, which ends it. */
	follow(environment: OutboxEnvironment): void {
		$effect(() => {
			const { scope } = this.#options.auth;
			const identity = untrack(() => this.#options.auth.identity);
			if (scope === undefined || !identity) return;
			const over = new AbortController();
			void this.#open(identity, scope, environment, over.signal);
			return () => over.abort();
		});
		$effect(() => {
			const account = this.#current;
			const clerk = this.#options.clerk();
			const identity = untrack(() => this.#options.auth.identity);
			if (!account || !clerk || !identity || !this.#isSignedIn) return;
			const over = new AbortController();
			void this.#connect(account, identity, clerk, environment, over.signal);
			return () => over.abort();
		});
	}

	/** Notes on the device that what is shown was live until now, if it was. */
	persistIfOnline(): void {
		if (this.#options.connection.current === 'online') this.#current?.persistAll();
	}

	async #open(
		identity: ClerkIdentity,
		scope: string,
		environment: OutboxEnvironment,
		signal: AbortSignal
	): Promise<void> {
		const { device, connection, resultVersions } = this.#options;
		const account = await Account.open({
			...environment,
			subject: identity.subject,
			organization: identity.orgId,
			store: device.store,
			cache: device.cache.store,
			view: viewOf(identity),
			resultVersions,
			connection,
			now: Date.now
		});
		if (signal.aborted) return account.close();
		this.#opened = { account, scope };
		signal.addEventListener('abort', () => {
			account.close();
			this.#opened = undefined;
			this.#generation += 1;
		});
	}

	async #connect(
		account: Account,
		organization: ClerkIdentity,
		clerk: ClerkHandle,
		{ retryTriggers }: OutboxEnvironment,
		signal: AbortSignal
	): Promise<void> {
		const options = { ...this.#options, account, organization, clerk, retryTriggers, signal };
		try {
			const { keepConnected } = await retry(() => import('./keep-connected.js'), options);
			await keepConnected(options);
		} catch {
			// The signal has ended it: whoever is next has a connection of their own.
		}
	}
}
