import type { FunctionArgs, FunctionReference, FunctionReturnType } from 'convex/server';
import type { AuthState } from '../auth/auth-state.js';
import type { AuthStateStore } from '../auth/auth-store.svelte.js';
import type { ClerkContext } from '../auth/clerk-context.js';
import type { ConnectionStatus } from '../connection.svelte.js';
import type { Inspection } from '../inspect/inspection.js';
import type { LogoutOptions } from '../sign-out.js';
import type { Account } from './account.js';
import type { MutationOptions } from './mutation-options.js';
import type { Outbox } from './outbox.js';

/**
 * Joins Clerk's session and Convex's data: the auth state, the connection, queries that survive a
 * restart, mutations under the right identity. Made by {@link createClerkConvexClient}.
 */
export interface ClerkConvexClient {
	/** `loading`, `unauthenticated` or `authenticated`: as a Svelte store, or as `authState.current`. */
	readonly authState: AuthStateStore;
	/** The connection to Convex or, while nobody is signed in, to Clerk. */
	readonly connection: { readonly current: ConnectionStatus };
	/** The context that svelte-clerk's components read. `clerkContext.clerk` is Clerk itself. */
	readonly clerkContext: ClerkContext;
	/** The account whose data is open: the signed-in or remembered user's, or `undefined`. */
	readonly account: Account | undefined;
	/** The outbox of the open account; `undefined` while no account is open. */
	readonly outbox: Outbox | undefined;
	/**
	 * The number of pending mutations on this device by the mutation's name, while nobody is signed in.
	 * Empty while somebody is. The app decides which of them their users would miss.
	 */
	readonly pendingWhileSignedOut: ReadonlyMap<string, number>;
	/** The number of accounts closed so far. Components made for one account must not show the next one. */
	readonly generation: number;

	/**
	 * Whether this device caches query results for the next launch and for use without a network. Pending
	 * mutations and texts are stored in any case. The setting applies to the device and all its tabs.
	 */
	readonly persistsCache: boolean;
	/** Changes {@link persistsCache}. `false` also removes what was cached, the snapshots included. */
	setPersistsCache(persistsCache: boolean): Promise<void>;
	/** About how many bytes of this device {@link removeCached} would free. */
	storage(): Promise<number>;
	/** Deletes all cached data from the device. What is on the screen stays. */
	removeCached(): Promise<void>;
	/**
	 * Whether something of a user who has signed out could not be removed from this device: its disk is
	 * full, or does not answer. It is tried again at the next launch, and by {@link removeLeftData}.
	 */
	readonly isDataLeft: boolean;
	/** Tries again to remove what is left of users who have signed out. */
	removeLeftData(): Promise<void>;

	/**
	 * Asks a query once, as the signed-in user, or as nobody while it is known that nobody is signed in. While
	 * the connection is `connecting`, it waits until more is known.
	 *
	 * @throws the function's own error, or {@link CallError} when it was not asked or had no answer
	 */
	query<Query extends FunctionReference<'query'>>(
		query: Query,
		args: FunctionArgs<Query>
	): Promise<Awaited<FunctionReturnType<Query>>>;

	/**
	 * Runs a mutation as the signed-in user, or as nobody once Clerk has said that nobody is signed in.
	 * While the connection is `connecting`, it waits until more is known.
	 *
	 * @throws the function's own error, or {@link CallError} when the mutation was not sent or had no answer
	 */
	mutation<Mutation extends FunctionReference<'mutation'>>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>,
		options?: MutationOptions<FunctionArgs<Mutation>>
	): Promise<Awaited<FunctionReturnType<Mutation>>>;

	/**
	 * Runs an action as the signed-in user, or as nobody once Clerk has said that nobody is signed in.
	 * While the connection is `connecting`, it waits until more is known.
	 *
	 * @throws the function's own error, or {@link CallError} when the action was not sent or had no answer
	 */
	action<Action extends FunctionReference<'action'>>(
		action: Action,
		args: FunctionArgs<Action>
	): Promise<Awaited<FunctionReturnType<Action>>>;

	/**
	 * Resolves once Convex has confirmed the user that Clerk has signed in. Signing in to Convex happens
	 * automatically: call this only to wait for it. Failed steps are retried at once.
	 *
	 * @throws {AuthError} the error of the next failed step, or `no_active_session` when nobody is signed in
	 */
	login(): Promise<Extract<AuthState, { status: 'authenticated' }>>;

	/**
	 * Signs out: on this device at once and with no network, at Clerk as soon as it can be reached, also
	 * after a restart. Resolves when the user's data is off the device, or {@link isDataLeft}. Pending
	 * mutations stay, unless they are to be discarded.
	 */
	logout(options?: LogoutOptions): Promise<void>;

	/**
	 * Ends the user's sessions in all other browsers and on all other devices, then signs out here, as
	 * {@link logout} does.
	 *
	 * @throws {AuthError} `sign_out_failed` when Clerk has not ended all other sessions; this session goes on
	 */
	logoutEverywhere(options?: LogoutOptions): Promise<void>;

	/**
	 * What a bug report needs, as one object for `JSON.stringify`. It has no token and nothing that a user has
	 * written; ids of users are shortened.
	 */
	inspect(): Promise<Inspection>;

	/**
	 * Opens the data on the device, then starts Clerk and Convex when the page is painted. Returns a function
	 * that stops everything.
	 *
	 * @throws {SetupError} `second_provider` when a client runs in this page already, or `invalid_convex_url`
	 */
	start(window: Window): () => void;
}
