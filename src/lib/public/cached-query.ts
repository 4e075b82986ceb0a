import type { FunctionReference, FunctionReturnType } from 'convex/server';
import type { Preloaded } from '../queries/preloaded.js';

/** A query's result as it is read: first the cached one, then the live one. */
export interface CachedQueryResult<Result> {
	/** The result with optimistic updates, or `undefined` while there is none. */
	readonly data: Result | undefined;
	/** Why there is no live result. The last result stays. */
	readonly error: Error | undefined;
	/**
	 * `live`: as the backend has it now. `cached`: as the backend had it at {@link asOf}. `server`: as a server
	 * had it then, when it rendered the page.
	 */
	readonly source: 'live' | 'cached' | 'server' | undefined;
	/** When the result was last known to be live, in milliseconds since 1970. */
	readonly asOf: number | undefined;
	/**
	 * Whose answer is waited for, while there is neither a result nor an error: the device is asked first.
	 * With no connection, Convex may not answer for long.
	 */
	readonly awaits: 'device' | 'convex' | undefined;
	/** Whether there is neither a result nor an error yet. */
	readonly isLoading: boolean;
}

/**
 * A query's result: first the cached one, then the live one, which is cached in turn. The query is
 * subscribed to while something reads it.
 */
export interface CachedQuery<Result> extends CachedQueryResult<Result> {
	readonly source: 'live' | 'cached' | undefined;
	/** Whether it is subscribed to: something reads it, or did a moment ago. */
	readonly isOpen: boolean;
	/** Removes what the device keeps of the query, which could not be shown. A live result stays. */
	drop(): Promise<void>;
}

/** How a component reads a query. While there is no result yet, its `source` is `undefined`. */
export interface CachedQueryOptions<Query extends FunctionReference<'query'>> {
	/** `true`: the last result, of other arguments, stays while that of the new ones is waited for. */
	keepPreviousData?: boolean;
	/** What is shown until the first result is known. It is not cached. */
	initialData?: FunctionReturnType<Query>;
	/**
	 * What `preload` of `clerk-convex-svelte/server` has returned for the same query and arguments. It is shown
	 * until there is something newer, and dropped when it is another user's. The provider needs `server`.
	 */
	preloaded?: Preloaded<Query> | undefined;
}
