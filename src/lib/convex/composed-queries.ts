import { getFunctionName, type FunctionArgs, type FunctionReturnType } from 'convex/server';
import type { Report } from '../diagnostics.js';
import type { QueryReference, QuerySource } from './live-queries.js';

/**
 * Follows a query by others: subscribes to them at the source, and says the result that the query itself would
 * have. Returns a function that ends it. A result that contains what a mutation has done must be said before the
 * callback of that result returns.
 */
export type ComposeQuery<Query extends QueryReference = QueryReference> = (
	source: QuerySource,
	args: FunctionArgs<Query>,
	onResult: (result: FunctionReturnType<Query>) => void,
	onError: (error: Error) => void
) => () => void;

/**
 * The queries whose results the device puts together from other queries, each with how that is loaded. To all
 * else they are one query: results are cached, and have optimistic updates. Without its code, a query is asked
 * as it is.
 *
 * ```ts
 * const composedQueries: ComposedQueries = [
 * 	[api.conversations.list, async () => (await import('./follow-inbox')).followInbox]
 * ];
 * ```
 */
export type ComposedQueries = readonly (readonly [
	query: QueryReference,
	load: () => Promise<ComposeQuery>
])[];

/** A source with these queries composed of others. */
export function withComposed(
	source: QuerySource,
	composed: ComposedQueries,
	report: Report
): QuerySource {
	const loaders = new Map(composed.map(([query, load]) => [getFunctionName(query), load]));
	return {
		onUpdate: (query, args, onResult, onError) => {
			const load = loaders.get(getFunctionName(query));
			if (!load) return source.onUpdate(query, args, onResult, onError);
			let stop: (() => void) | undefined;
			let isOver = false;
			const follow = (compose: ComposeQuery) => {
				const tell: (result: unknown, isTentative: boolean) => void = onResult;
				if (!isOver) stop = compose(source, args, (result) => tell(result, false), onError);
			};
			const ask: ComposeQuery = () => source.onUpdate(query, args, onResult, onError);
			load().then(follow, (error: unknown) => {
				report('module_not_loaded', error);
				follow(ask);
			});
			return () => {
				isOver = true;
				stop?.();
			};
		}
	};
}
