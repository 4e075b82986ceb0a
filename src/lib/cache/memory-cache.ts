import type { CachedResult, QueryCache } from './query-cache.ts';

/** A cache for browsers that keep nothing: private windows, storage that is full or broken. */
export function createMemoryCache(): QueryCache {
	const results = new Map<string, CachedResult>();
	return {
		durability: 'memory',
		get: (key) => Promise.resolve(results.get(key)),
		put: (key, result) => {
			// A copy, as storage would make one: later changes to the value are not the cache's.
			results.set(key, structuredClone(result));
			return Promise.resolve();
		},
		destroy: () => {
			results.clear();
			return Promise.resolve();
		},
		close: () => undefined
	};
}
