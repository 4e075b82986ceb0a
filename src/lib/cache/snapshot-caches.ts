import { withDeadline } from '../recovery.js';

/** A sign-out waits no longer than this for a storage that does not answer. */
const DELETE_MS = 2_000;

/** Deletes caches of Cache Storage. It never throws, also where the browser has no Cache Storage. */
export async function deleteCaches(
	storage: CacheStorage | undefined,
	names: readonly string[]
): Promise<void> {
	if (!storage || names.length === 0) return;
	const deleting = Promise.allSettled(names.map((name) => storage.delete(name)));
	const late = () => new Error('Cache Storage does not answer.');
	await withDeadline(deleting, DELETE_MS, late).catch(() => undefined);
}

/**
 * The size of the responses in these caches of Cache Storage, in bytes; 0 when the browser does not
 * tell.
 */
export async function sizeOfCaches(
	storage: CacheStorage | undefined,
	names: readonly string[]
): Promise<number> {
	if (!storage) return 0;
	try {
		const sizes = await Promise.all(names.map((name) => sizeOfCache(storage, name)));
		return sizes.reduce((sum, size) => sum + size, 0);
	} catch {
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
