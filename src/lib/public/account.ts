import type { ConvexClient } from 'convex/browser';
import type {
	DefaultFunctionArgs,
	FunctionArgs,
	FunctionReference,
	FunctionReturnType
} from 'convex/server';
import type { CachedQueryName } from '../queries/forget-cached.js';
import type { PagesDefinition } from '../queries/open-pages.js';
import type { RefreshedDefinition, RefreshOptions } from '../queries/refresh-newest.js';
import type { CachedPages } from './cached-pages.js';
import type { CachedQuery } from './cached-query.js';
import type { MutationOptions } from './mutation-options.js';
import type { Outbox } from './outbox.js';

/** Small texts of one user, such as drafts. All tabs share them, and they survive a restart. */
export interface AccountTexts {
	/** A text as it was set last, in any tab. Reactive. */
	text(name: string): string | undefined;
	/** Stores a text, and tells the other tabs; `undefined` deletes it. */
	setText(name: string, text: string | undefined): void;
	/**
	 * Whether a text survives the page, as far as is known: `false` after the device could not store what was
	 * set last. Reactive.
	 */
	isKept(name: string): boolean;
}

/**
 * The data of one subject in one scope: the cache, the queries and the connection to Convex. Another
 * user or another organisation is another account, so that nothing of one can be shown or sent as the
 * other.
 */
export interface Account {
	/** The user whose account it is. */
	readonly subject: string;
	/**
	 * Small texts of this user, such as drafts. All tabs share them: a text that another tab has set is here a
	 * moment later. They survive a restart and are deleted at a sign-out.
	 */
	readonly texts: AccountTexts;
	/** Whether data survives a restart here; storage does not work in every browser. */
	readonly durability: 'device' | 'memory';
	/** The user's mutations that are not known to have happened. They survive a restart. */
	readonly outbox: Outbox;
	/** Whether Convex accepts the subject's tokens now, on the live connection. */
	readonly backendAuth: { readonly confirmed: boolean; readonly isRefreshing: boolean };
	/** Convex's own client; `undefined` while there is none. */
	readonly convexClient: ConvexClient | undefined;

	/** A query's cached and live result. The same query and arguments return the same object. */
	query<Query extends FunctionReference<'query'>>(
		query: Query,
		args: FunctionArgs<Query>
	): CachedQuery<FunctionReturnType<Query>>;

	/**
	 * Opens a long list until it is closed. Its code is loaded only now: a launch shows the newest items by
	 * {@link query}.
	 */
	openPages<Args extends DefaultFunctionArgs, Item>(
		definition: PagesDefinition<Args, Item>,
		args: Args
	): Promise<CachedPages<Item>>;

	/**
	 * Reads all cached items of a long list with optimistic updates, oldest first, for example to search
	 * them. The backend is not asked.
	 */
	readCached<Args extends DefaultFunctionArgs, Item>(
		definition: PagesDefinition<Args, Item>,
		args: Args
	): Promise<readonly Item[]>;

	/**
	 * Keeps the newest items of long lists on the device without showing them. The backend is asked for all lists with
	 * one call, or with few: for the items since the last kept one, or for all of the newest. Without an answer
	 * nothing changes.
	 */
	refreshNewest<Args extends DefaultFunctionArgs, Item>(
		definition: RefreshedDefinition<Args, Item>,
		lists: readonly Args[],
		options: RefreshOptions<Args, Item>
	): Promise<void>;

	/**
	 * Deletes cached results that the user may not see any more: those of queries for which `isGone` returns
	 * `true`, unless they are live now. Call it when the backend has said what the user may see.
	 */
	forget(isGone: (query: CachedQueryName) => boolean): Promise<void>;

	/**
	 * Runs a mutation as this subject. While the connection is `connecting`, it waits until more is known.
	 *
	 * @throws the function's own error, or {@link CallError} when the mutation was not sent or had no answer
	 */
	mutation<Mutation extends FunctionReference<'mutation'>>(
		mutation: Mutation,
		args: FunctionArgs<Mutation>,
		options?: MutationOptions<FunctionArgs<Mutation>>
	): Promise<Awaited<FunctionReturnType<Mutation>>>;
}
