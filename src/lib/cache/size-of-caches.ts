import type { Report } from '../diagnostics.js';

/**
 * The size of the responses in these caches of Cache Storage, in bytes; 0 when the browser does not
 * tell.
 */
export async function sizeOfCaches(
	storage: CacheStorage | undefined,
	names: readonly string[],
	report: Report
): Promise<number> {
	if (!storage) return 0;
	try {
		const sizes = await Promise.all(names.map((name) => sizeOfCache(storage, name)));
		return sizes.reduce((sum, size) => sum + size, 0);
	} catch (error) {
		report('snapshots_failed', error);
		return 0;
	}
}

async function sizeOfCache(storage: CacheStorage, name: string): Promise<number> {
	// Opening a cache that does not exist would create it.
	if (!(await storage.has(name))) return 0;
	const cache = await storage.open(name);
	const answers = await cache.matchAll();
	const bodies = await Promise.all(answers.map((answer) => answer.blob()));
	return bodies.reduce((sum, { size }) => sum + size, 0);
}
