import { getFunctionName, type FunctionArgs } from 'convex/server';
import { convexToJson } from 'convex/values';
import type { QueryReference } from './live-queries.js';

declare const brand: unique symbol;

/** Names a query and its arguments; equal arguments give equal keys. */
export type QueryKey = string & { [brand]: true };

/** The key of a query with these arguments, whatever the order of their fields. */
export function queryKey<Query extends QueryReference>(
	query: Query,
	args: FunctionArgs<Query>
): QueryKey {
	// Convex's own JSON has the fields in order.
	return `${getFunctionName(query)}(${JSON.stringify(convexToJson(args))})` as QueryKey;
}
