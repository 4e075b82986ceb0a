import { withDeadline } from '../recovery.js';

/** Nobody's sign-out waits longer for a storage that does not answer. */
const DELETE_MS = 2_000;

/** Deletes caches of Cache Storage, as far as the browser has any and lets them be deleted. */
export async function deleteCaches(
	storage: CacheStorage | undefined,
	names: readonly string[]
): Promise<void> {
	if (!storage || names.length === 0) return;
	const deleting = Promise.allSettled(names.map((name) => storage.delete(name)));
	const late = () => new Error('Cache Storage does not answer.');
	await withDeadline(deleting, DELETE_MS, late).catch(() => undefined);
}

/** How many bytes the answers in caches of Cache Storage have, as far as the browser tells. */
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
	// To open one that is not there would make it.
	if (!(await storage.has(name))) return 0;
	const cache = await storage.open(name);
	const answers = await cache.matchAll();
	const bodies = await Promise.all(answers.map((answer) => answer.blob()));
	return bodies.reduce((sum, { size }) => sum + size, 0);
}
