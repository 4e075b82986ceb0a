import type { FunctionArgs, FunctionReference, FunctionReturnType } from 'convex/server';
import { toStore, type Readable } from 'svelte/store';
import { Account } from './account.svelte.ts';
import {
	chooseSubject,
	completeIdentity,
	deriveAuthState,
	isGone,
	withoutSignOuts,
	type AuthState,
	type ClerkSession,
	type Identity
} from './auth/auth-state.ts';
import { createClerkContext, type ClerkContext } from './auth/clerk-context.ts';
import type { ClerkHandle, ClerkSettings } from './auth/clerk-handle.svelte.ts';
import { DeviceMemory, type RecordStore } from './auth/device-memory.svelte.ts';
import { createTokenFetcher } from './auth/token.ts';
import type { Key, KeyValueStore } from './cache/key-value-store.ts';
import { openStore } from './cache/open-store.ts';
import { UserData } from './cache/user-data.ts';
import { Connection } from './connection.svelte.ts';
import { AuthError, CallError } from './errors.ts';
import { afterPaint, browserWakes, retry } from './recovery.ts';
import { stable } from './stable.ts';

/** What an app says of itself. */
export interface ClerkConvexOptions {
	/** Clerk's publishable key, and any of Clerk's own options. */
	clerk: ClerkSettings;
	/** The address of the Convex deployment. */
	convexUrl: string;
}

/** A Svelte store of the auth state that runes can read too, as `current`. */
export interface AuthStateStore extends Readable<AuthState> {
	readonly current: AuthState;
}

const UNKNOWN: ClerkSession = { status: 'unknown' };

/** Where the device's record of who is signed in lies. */
const RECORD: Key = ['device', 'record'];

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
	readonly #namespace: string;
	readonly #memory = new DeviceMemory();
	#store: KeyValueStore | undefined;
	#opened = $state.raw<Account | undefined>();
	#clerk = $state.raw<ClerkHandle | undefined>();
	#error = $state.raw<AuthError | undefined>();

	#session = $derived.by(
		stable(() => withoutSignOuts(this.#clerk?.session ?? UNKNOWN, this.#memory.signOuts))
	);
	#subject = $derived.by(() =>
		this.#memory.isOpen ? chooseSubject(this.#session, this.#memory.identity) : undefined
	);
	/** Never one user's account under another's name, not even while the next one opens. */
	#account = $derived(this.#opened?.subject === this.#subject ? this.#opened : undefined);
	#authState = $derived.by(
		stable<AuthState>(() =>
			this.#memory.isOpen
				? deriveAuthState(
						this.#session,
						this.#memory.identity,
						this.#account?.backendAuth ?? { isConfirmed: false, isRefreshing: false },
						this.#memory.signOuts.length > 0
					)
				: { status: 'loading', awaits: 'device' }
		)
	);
	/** Changes with everything that a token is made for. */
	#tokenScope = $derived.by(() => {
		if (this.#session.status !== 'signed-in') return undefined;
		const { sessionId, orgId, orgRole } = this.#session.identity;
		return [sessionId, orgId, orgRole].join(' ');
	});
	#confirmedIdentity = $derived.by(
		stable<Identity | undefined>(() =>
			this.#session.status === 'signed-in' && this.#account?.backendAuth.isConfirmed
				? completeIdentity(this.#session.identity, this.#memory.identity)
				: undefined
		)
	);

	constructor(options: ClerkConvexOptions) {
		this.#options = options;
		this.#namespace = `clerk-convex:${new URL(options.convexUrl).host}`;
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

	/** The last failed step of authentication; `undefined` once it has succeeded. */
	get error(): AuthError | undefined {
		return this.#error;
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
	 * Signs out: on this device at once and with no network, at Clerk as soon as it can be reached, also
	 * after a restart. Resolves when the user's data is off the device.
	 */
	async logout(): Promise<void> {
		const state = this.#authState;
		if (state.status !== 'authenticated') return;
		await this.#memory.beginSignOut(state);
		await this.#wipe(state.subject);
	}

	/**
	 * Opens what the device remembers, then starts Clerk and Convex once the page is painted; returns
	 * what ends everything this started.
	 */
	start(window: Window): () => void {
		const lifetime = new AbortController();
		const { signal } = lifetime;
		this.connection.start(window, signal);
		window.addEventListener('pagehide', () => this.#keepIfLive(), { signal });
		void this.#openDevice(signal);
		void this.#startClerk(window, signal);
		const stopEffects = $effect.root(() => this.#runEffects(window));
		return () => {
			stopEffects();
			lifetime.abort();
		};
	}

	async #openDevice(signal: AbortSignal): Promise<void> {
		const store = await openStore(this.#namespace);
		signal.addEventListener('abort', () => store.close());
		if (signal.aborted) return store.close();
		this.#store = store;
		await this.#memory.open(createRecordStore(store, this.#namespace, signal), signal);
	}

	async #startClerk(window: Window, signal: AbortSignal): Promise<void> {
		await afterPaint(window);
		const wakes = browserWakes(window);
		const onFailure = (error: unknown) => this.#fail(error);
		try {
			const { ClerkHandle } = await retry(() => import('./auth/clerk-handle.svelte.ts'), {
				signal,
				wakes,
				onFailure
			});
			const clerk = new ClerkHandle({ settings: this.#options.clerk, window, wakes, onFailure });
			signal.addEventListener('abort', () => clerk.stop());
			clerk.start();
			this.#clerk = clerk;
		} catch {
			// Stopped before it began.
		}
	}

	/** Starts and stops what lies outside, as the state above says. */
	#runEffects(window: Window): void {
		$effect(() => {
			const subject = this.#subject;
			const store = this.#store;
			if (subject === undefined || !store) return;
			const over = new AbortController();
			void this.#openAccount(subject, store, over.signal);
			return () => over.abort();
		});
		$effect(() => {
			const account = this.#account;
			const clerk = this.#clerk;
			if (!account || !clerk || this.#tokenScope === undefined) return;
			const over = new AbortController();
			void this.#converse(account, clerk, window, over.signal).catch(() => undefined);
			return () => over.abort();
		});
		$effect(() => {
			if (this.#confirmedIdentity) void this.#memory.remember(this.#confirmedIdentity);
		});
		$effect(() => {
			if (!this.#memory.isOpen || this.#session.status === 'unknown') return;
			void this.#forgetTheGone(this.#session);
		});
		$effect(() => {
			if (this.#session.status === 'signed-out') this.connection.reportLive(true);
		});
		$effect(() => {
			// Also what another tab has signed out: this one may have written since.
			for (const { subject } of this.#memory.signOuts) {
				if (subject !== this.#subject) void this.#wipe(subject);
			}
		});
		$effect(() => {
			const [signOut] = this.#memory.signOuts;
			const clerk = this.#clerk;
			if (!signOut || !clerk?.clerk) return;
			const over = new AbortController();
			void retry(() => clerk.endSession(signOut), {
				signal: over.signal,
				wakes: browserWakes(window),
				onFailure: (error) => this.#fail(error)
			})
				.then(() => this.#memory.endSignOut(signOut.sessionId))
				.catch(() => undefined);
			return () => over.abort();
		});
	}

	/** Keeps a connection to Convex as the account's subject: a new one whenever Convex rejects the last. */
	async #converse(
		account: Account,
		clerk: ClerkHandle,
		window: Window,
		signal: AbortSignal
	): Promise<void> {
		const wakes = browserWakes(window);
		const onFailure = (error: unknown) => this.#fail(error);
		const session = () => {
			const current = clerk.clerk?.session;
			return current?.user?.id === account.subject ? current : undefined;
		};
		await retry(
			async () => {
				const { BackendSession } = await import('./convex/backend-session.svelte.ts');
				signal.throwIfAborted();
				await new Promise<void>((resolve, reject) => {
					const backend = new BackendSession({
						url: this.#options.convexUrl,
						fetchToken: createTokenFetcher({ session, wakes, signal, onFailure }),
						onLive: (isLive) => {
							if (isLive) this.#error = undefined;
							else account.keepAll();
							this.connection.reportLive(isLive);
						},
						onFailure: () => this.connection.reportFailure(),
						onRejected: () => end(() => reject(rejected()))
					});
					const end = (settle: () => void) => {
						backend.close();
						account.disconnect();
						settle();
					};
					account.connect(backend);
					signal.addEventListener('abort', () => end(resolve), { once: true });
				});
			},
			{ signal, wakes, onFailure }
		);
	}

	async #openAccount(subject: string, store: KeyValueStore, signal: AbortSignal): Promise<void> {
		const data = await UserData.open(store, subject);
		if (signal.aborted) return;
		const account = new Account(data, Date.now);
		this.#opened = account;
		signal.addEventListener('abort', () => {
			account.close();
			this.#opened = undefined;
		});
	}

	/** On Clerk's answer: who has no session here any more leaves nothing here. */
	async #forgetTheGone(session: ClerkSession): Promise<void> {
		const { identity } = this.#memory;
		if (identity && isGone(identity.subject, session)) {
			await this.#memory.forget(identity.subject);
		}
		for (const subject of this.#store ? await UserData.listSubjects(this.#store) : []) {
			if (isGone(subject, session)) await this.#wipe(subject);
		}
	}

	async #wipe(subject: string): Promise<void> {
		if (this.#store) await UserData.wipe(this.#store, subject);
	}

	#keepIfLive(): void {
		if (this.connection.current === 'online') this.#account?.keepAll();
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

/** The device's record in the store, with word of it to and from other tabs. */
function createRecordStore(
	store: KeyValueStore,
	namespace: string,
	signal: AbortSignal
): RecordStore {
	const channel = new BroadcastChannel(namespace);
	signal.addEventListener('abort', () => channel.close());
	return {
		read: () => store.get(RECORD),
		update: async (change) => {
			await store.update(RECORD, change);
			if (!signal.aborted) channel.postMessage('changed');
		},
		onChange: (listener) => {
			channel.addEventListener('message', listener);
			return () => channel.removeEventListener('message', listener);
		}
	};
}

function rejected(): AuthError {
	return new AuthError(
		'rejected_by_convex',
		"Convex does not accept Clerk's token. Compare the token's issuer and audience with " +
			'convex/auth.config.ts, and CLERK_JWT_ISSUER_DOMAIN of the deployment.'
	);
}
