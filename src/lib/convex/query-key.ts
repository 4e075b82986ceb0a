import { getFunctionName, type FunctionArgs } from 'convex/server';
import { convexToJson, type JSONValue } from 'convex/values';
import type { QueryReference } from './live-queries.ts';

declare const brand: unique symbol;

/** Names a query and its arguments; equal arguments give equal keys. */
export type QueryKey = string & { [brand]: true };

/** The key of a query with these arguments, whatever the order of their fields. */
export function queryKey<Query extends QueryReference>(
	query: Query,
	args: FunctionArgs<Query>
): QueryKey {
	return `${getFunctionName(query)}(${JSON.stringify(sortFields(convexToJson(args)))})` as QueryKey;
}

function sortFields(value: JSONValue): JSONValue {
	if (Array.isArray(value)) return value.map(sortFields);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.keys(value)
			.sort()
			.map((field) => [field, sortFields(value[field] ?? null)])
	);
}
