import { jsonToConvex, type JSONValue, type Value } from 'convex/values';
import { ItemCache, type ItemCacheOptions } from '../cache/item-cache.js';

/** The name and the arguments of a query that is cached on the device. */
export interface CachedQueryName {
	/** The function's name. */
	name: string;
	args: Readonly<Record<string, Value>>;
}

/** Reads the query from a key, whatever the key's view. */
export function parseKey(key: string): CachedQueryName {
	const [, name = '', args = '{}'] = /([^\s(]+)\((.*)\)$/s.exec(key) ?? [];
	// Only `queryKey` writes them.
	return { name, args: jsonToConvex(JSON.parse(args) as JSONValue) as CachedQueryName['args'] };
}

/** Deletes the cached results and lists for whose keys `isGone` returns `true`. */
export async function forgetCached(
	options: ItemCacheOptions,
	isGone: (key: string) => boolean
): Promise<void> {
	const { store, subject } = options;
	const results = ['user', subject, 'result'] as const;
	const gone = (await store.names(results)).filter(isGone);
	await Promise.all(gone.map((key) => store.put([...results, key], undefined)));
	await new ItemCache(options).drop(isGone);
}
