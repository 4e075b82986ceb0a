import { jsonToConvex, type JSONValue, type Value } from 'convex/values';
import { ItemCache, type ItemCacheOptions } from '../cache/item-cache.js';

/** The name and the arguments of a query that is cached on the device. */
export interface CachedQueryName {
	/** The function's name. */
	name: string;
	args: Readonly<Record<string, Value>>;
}

/** The query that a key names, whatever view it is of; `undefined` for a text that is no key. */
export function parseKey(key: string): CachedQueryName | undefined {
	const [, name, args = ''] = /([^\s(]+)\((.*)\)$/s.exec(key) ?? [];
	try {
		const values = jsonToConvex(JSON.parse(args) as JSONValue);
		return name === undefined ? undefined : { name, args: values as CachedQueryName['args'] };
	} catch {
		return undefined;
	}
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
