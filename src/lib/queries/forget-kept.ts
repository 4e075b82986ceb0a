import { jsonToConvex, type JSONValue, type Value } from 'convex/values';
import { RowCache, type RowCacheOptions } from '../cache/row-cache.js';

/** A query of which the device keeps something. */
export interface KeptQuery {
	/** The function's name. */
	name: string;
	args: Readonly<Record<string, Value>>;
}

/** The query that a key names, whatever view it is of. */
export function parseKey(key: string): KeptQuery {
	const [, name = '', args = '{}'] = /([^\s(]+)\((.*)\)$/s.exec(key) ?? [];
	// Only `queryKey` writes them.
	return { name, args: jsonToConvex(JSON.parse(args) as JSONValue) as KeptQuery['args'] };
}

/** Deletes the results and the lists whose keys are gone. */
export async function forgetKept(
	options: RowCacheOptions,
	isGone: (key: string) => boolean
): Promise<void> {
	const { store, subject } = options;
	const results = ['user', subject, 'result'] as const;
	const gone = (await store.names(results)).filter(isGone);
	await Promise.all(gone.map((key) => store.put([...results, key], undefined)));
	await new RowCache(options).drop(isGone);
}
