import type { FunctionArgs, FunctionReturnType } from 'convex/server';
import type { Account } from '../account.svelte.js';
import type { QueryReference } from '../convex/live-queries.js';
import { ArgumentError } from '../errors.js';
import type { CachedQuery } from '../queries/cached-query.js';
import type { Preloaded } from '../queries/preloaded.js';
import { getCollectedQueries } from './cached-queries.js';
import { useClerkConvex } from './context.js';

/** A query's result as a component reads it; see {@link CachedQuery}. */
export type CachedQueryResult<Result> = Pick<
	CachedQuery<Result>,
	'data' | 'error' | 'asOf' | 'awaits' | 'isLoading'
> & {
	/** `server`: as a server had it when it rendered the page. The others are {@link CachedQuery.source}'s. */
	readonly source: 'live' | 'cached' | 'server' | undefined;
};

/** How a query is read. */
export interface CachedQueryOptions<Query extends QueryReference> {
	/**
	 * What `preload` of `clerk-convex-svelte/server` has returned for the same query and arguments. It is shown
	 * until there is something newer, and dropped when it is another user's. The provider needs `server`.
	 */
	preloaded?: Preloaded<Query> | undefined;
}

/**
 * Subscribes to a query whose last result is cached on the device. Call it while the component is
 * initialised. The arguments are a function, so that they may change. `'skip'` asks nothing.
 *
 * ```ts
 * const messages = useCachedQuery(api.messages.list, () => ({ conversationId }));
 * // messages.data, messages.source ('live' | 'cached'), messages.asOf, messages.isLoading
 * ```
 */
export function useCachedQuery<Query extends QueryReference>(
	query: Query,
	args: () => FunctionArgs<Query> | 'skip',
	options?: CachedQueryOptions<Query> | (() => CachedQueryOptions<Query>)
): CachedQueryResult<FunctionReturnType<Query>> {
	const client = useClerkConvex();
	const collected = getCollectedQueries();
	const asked = $derived.by(() => {
		const now = args();
		const cached = now === 'skip' ? undefined : ask(client.readable, query, now);
		if (cached && 'drop' in cached) collected?.add(cached);
		return client.over?.(cached, options, query, now) ?? cached;
	});
	return {
		get data() {
			return asked?.data;
		},
		get error() {
			return asked?.error;
		},
		get source() {
			return asked?.source;
		},
		get asOf() {
			return asked?.asOf;
		},
		get awaits() {
			return asked?.awaits;
		},
		get isLoading() {
			return asked?.awaits !== undefined;
		}
	};
}

/** What is known of a query that cannot be read: the account is not open yet, or the arguments are wrong. */
interface Unread {
	data?: undefined;
	source?: undefined;
	asOf?: undefined;
	awaits?: 'device';
	error?: ArgumentError;
}

/** The query in the account. */
export function ask<Query extends QueryReference>(
	account: Account | undefined,
	query: Query,
	args: FunctionArgs<Query>
): CachedQuery<FunctionReturnType<Query>> | Unread {
	try {
		return account?.query(query, args) ?? { awaits: 'device' };
	} catch (error) {
		if (error instanceof ArgumentError) return { error };
		throw error;
	}
}
