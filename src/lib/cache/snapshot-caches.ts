import type { Report } from '../diagnostics.js';
import { withDeadline } from '../recovery.js';
import { StorageError } from './storage-error.js';

/** A sign-out waits no longer than this for a storage that does not answer. */
const DELETE_MS = 2_000;

/**
 * Deletes caches of Cache Storage. Resolves with whether nothing of them is left; `true` also where the
 * browser has no Cache Storage. It never throws.
 */
export async function deleteCaches(
	storage: CacheStorage | undefined,
	names: readonly string[],
	report: Report
): Promise<boolean> {
	if (!storage || names.length === 0) return true;
	const fail = (error: unknown) => {
		report('snapshots_failed', error);
		return false;
	};
	const deleting = names.map((name) => deleteCache(storage, name).catch(fail));
	const late = () => new StorageError('timed_out');
	return await withDeadline(Promise.all(deleting), DELETE_MS, late).then(
		(gone) => gone.every(Boolean),
		fail
	);
}

/** On a full disk Chromium does not delete a cache, but it deletes what is in it. */
async function deleteCache(storage: CacheStorage, name: string): Promise<boolean> {
	if ((await storage.delete(name)) || !(await storage.has(name))) return true;
	const cache = await storage.open(name);
	await Promise.all((await cache.keys()).map((request) => cache.delete(request)));
	return (await cache.keys()).length === 0;
}
