import { getFunctionName, type FunctionArgs } from 'convex/server';
import type { QueryReference } from './live-queries.js';
import { jsonOf } from './plain-values.js';

declare const brand: unique symbol;

/** Identifies a query and its arguments. Equal arguments give equal keys. */
export type QueryKey = string & { [brand]: true };

/**
 * The key of a query with these arguments, whatever the order of their fields.
 *
 * @throws {ArgumentError} for an argument that Convex has no type for
 */
export function queryKey<Query extends QueryReference>(
	query: Query,
	args: FunctionArgs<Query>
): QueryKey {
	return `${getFunctionName(query)}(${jsonOf(args)})` as QueryKey;
}
