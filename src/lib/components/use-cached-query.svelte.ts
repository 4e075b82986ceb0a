import type { FunctionArgs, FunctionReturnType } from 'convex/server';
import type { Account } from '../account.svelte.js';
import type { QueryReference } from '../convex/live-queries.js';
import { ArgumentError } from '../errors.js';
import type { CachedQuery } from '../queries/cached-query.js';
import type { CachedQueryOptions, CachedQueryResult } from '../public/cached-query.js';
import { getCollectedQueries } from './cached-queries.js';
import { useClient } from './context.js';

/** The arguments of a query, a function of them that may change, or `'skip'`, which asks nothing. */
export type CachedQueryArgs<Query extends QueryReference> =
	FunctionArgs<Query> | 'skip' | (() => FunctionArgs<Query> | 'skip');

type Options<Query extends QueryReference> =
	CachedQueryOptions<Query> | (() => CachedQueryOptions<Query>);

/** What follows the query in {@link useCachedQuery}: a function without arguments needs none. */
export type CachedQueryRest<Query extends QueryReference> =
	object extends FunctionArgs<Query>
		? [args?: CachedQueryArgs<Query>, options?: Options<Query>]
		: [args: CachedQueryArgs<Query>, options?: Options<Query>];

/**
 * Subscribes to a query whose last result is cached on the device. Call it while the component is
 * initialised. Arguments that may change are a function. `'skip'` asks nothing.
 *
 * ```ts
 * const me = useCachedQuery(api.users.current);
 * const messages = useCachedQuery(api.messages.list, () => ({ conversationId }));
 * // messages.data, messages.source ('live' | 'cached'), messages.asOf, messages.isLoading
 * ```
 */
export function useCachedQuery<Query extends QueryReference>(
	query: Query,
	...[args = {}, options]: CachedQueryRest<Query>
): CachedQueryResult<FunctionReturnType<Query>> {
	return readCachedQuery(query, typeof args === 'function' ? args : () => args, options);
}

/** As {@link useCachedQuery}, with a function of the arguments. */
export function readCachedQuery<Query extends QueryReference>(
	query: Query,
	args: () => FunctionArgs<Query> | 'skip',
	options?: Options<Query>
): CachedQueryResult<FunctionReturnType<Query>> {
	const client = useClient();
	const collected = getCollectedQueries();
	const asked = $derived.by(() => {
		const now = args();
		const cached = now === 'skip' ? undefined : ask(client.readable, query, now);
		if (cached && 'drop' in cached) collected?.add(cached);
		return client.over?.(cached, options, query, now) ?? cached;
	});
	/** The last result, and whose it is. */
	let last: { account: Account | undefined; data: FunctionReturnType<Query> } | undefined;
	const data = $derived.by((): FunctionReturnType<Query> | undefined => {
		const account = client.readable;
		const result = asked?.data;
		if (result !== undefined) last = { account, data: result };
		if (result !== undefined || !options || !asked?.awaits) return result;
		const { keepPreviousData, initialData } = typeof options === 'function' ? options() : options;
		return keepPreviousData && last?.account === account ? last?.data : initialData;
	});
	return {
		get data() {
			return data;
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
			return !!asked?.awaits;
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
