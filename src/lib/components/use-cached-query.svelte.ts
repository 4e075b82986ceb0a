import type { FunctionArgs, FunctionReturnType } from 'convex/server';
import type { QueryReference } from '../convex/live-queries.js';
import type { CachedQuery } from '../queries/cached-query.js';
import { getCollectedQueries } from './cached-queries.js';
import { useClerkConvex } from './context.js';

/** A query's result as a component reads it; see {@link CachedQuery}. */
export type CachedQueryResult<Result> = Pick<
	CachedQuery<Result>,
	'data' | 'error' | 'source' | 'asOf' | 'isLoading'
>;

/**
 * Subscribes to a query whose last result is cached on the device. Call it while the component is
 * initialised. The arguments are a function, so that they may change. `'skip'` asks nothing.
 *
 * ```ts
 * const messages = useCachedQuery(api.messages.list, () => ({ conversationId }));
 * // messages.data, messages.source ('live' | 'cached'), messages.asOf
 * ```
 */
export function useCachedQuery<Query extends QueryReference>(
	query: Query,
	args: () => FunctionArgs<Query> | 'skip'
): CachedQueryResult<FunctionReturnType<Query>> {
	const client = useClerkConvex();
	const collected = getCollectedQueries();
	const current = $derived.by(() => {
		const now = args();
		const cached = now === 'skip' ? undefined : client.account?.query(query, now);
		if (cached) collected?.add(cached);
		return cached;
	});
	return {
		get data() {
			return current?.data;
		},
		get error() {
			return current?.error;
		},
		get source() {
			return current?.source;
		},
		get asOf() {
			return current?.asOf;
		},
		get isLoading() {
			return current?.isLoading ?? false;
		}
	};
}
