import { withDeadline } from '../recovery.js';

/** A sign-out waits no longer than this for a storage that does not answer. */
const DELETE_MS = 2_000;

/**
 * Deletes caches of Cache Storage. Resolves with whether nothing of them is left; `true` also where the
 * browser has no Cache Storage. It never throws.
 */
export async function deleteCaches(
	storage: CacheStorage | undefined,
	names: readonly string[]
): Promise<boolean> {
	if (!storage || names.length === 0) return true;
	const deleting = Promise.all(names.map((name) => deleteCache(storage, name).catch(() => false)));
	const late = () => new Error('Cache Storage does not answer.');
	return await withDeadline(deleting, DELETE_MS, late).then(
		(gone) => gone.every(Boolean),
		() => false
	);
}

/** Makes room on a full disk: deletes all of Cache Storage, which can be downloaded again. */
export async function deleteAllCaches(storage: CacheStorage | undefined): Promise<void> {
	const names = await storage?.keys().catch(() => []);
	await deleteCaches(storage, names ?? []);
}

/** What is in it goes first: on a full disk Chromium deletes that, and not the cache itself. */
async function deleteCache(storage: CacheStorage, name: string): Promise<boolean> {
	if (!(await storage.has(name))) return true;
	const cache = await storage.open(name);
	await Promise.all((await cache.keys()).map((request) => cache.delete(request)));
	return (await storage.delete(name)) || (await cache.keys()).length === 0;
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
