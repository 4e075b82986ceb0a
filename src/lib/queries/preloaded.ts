import type { FunctionReference, FunctionReturnType } from 'convex/server';
import type { QueryKey } from '../convex/query-key.js';

/**
 * A query's result that a server has asked for, for one page of one user. `load` returns it, and
 * `useCachedQuery` takes it.
 */
export interface Preloaded<Query extends FunctionReference<'query'> = FunctionReference<'query'>> {
	/** The query and its arguments. */
	readonly key: QueryKey;
	/** User, session, organisation and role that it was asked as; empty when nobody was. */
	readonly scope: string;
	/** The Convex deployment that has answered. */
	readonly deployment: string;
	/** When it was asked, in milliseconds since 1970. */
	readonly asOf: number;
	/** The answer; empty when nobody was signed in, or there was none in time. */
	readonly result?: { readonly value: FunctionReturnType<Query> };
}
