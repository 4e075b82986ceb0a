import { jsonToConvex, type JSONValue, type Value } from 'convex/values';
import { ItemCache, type ItemCacheOptions } from '../cache/item-cache.js';

/** A query of which the device keeps something. */
export interface CachedQueryName {
	/** The function's name. */
	name: string;
	args: Readonly<Record<string, Value>>;
}

/** The query that a key names, whatever view it is of. */
export function parseKey(key: string): CachedQueryName {
	const [, name = '', args = '{}'] = /([^\s(]+)\((.*)\)$/s.exec(key) ?? [];
	// Only `queryKey` writes them.
	return { name, args: jsonToConvex(JSON.parse(args) as JSONValue) as CachedQueryName['args'] };
}

/** Deletes the results and the lists whose keys are gone. */
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
