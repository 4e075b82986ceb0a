import { jsonToConvex, type JSONValue, type Value } from 'convex/values';
import type { QueryKey } from '../convex/query-key.js';
import type { CachedQuery } from './cached-query.js';
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
		// No key of this version's: it names nothing that could be kept.
		return undefined;
	}
}

/**
 * Deletes the results and lists of a view for which `isGone` returns `true`, unless they are live now. Those
 * of `queries` show nothing any more.
 */
export async function forgetGone(
	queries: ReadonlyMap<QueryKey, CachedQuery<unknown>>,
	view: string,
	cache: ItemCacheOptions,
	isGone: (query: CachedQueryName) => boolean
): Promise<void> {
	const isKeyGone = (key: string) => {
		const kept = parseKey(key);
		return kept === undefined || isGone(kept);
	};
	const live = new Set<string>();
	for (const [key, query] of queries) {
		if (query.source === 'live') live.add(view + key);
		else if (isKeyGone(key)) query.forget();
	}
	await forgetCached(cache, (key) => !live.has(key) && isKeyGone(key));
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
