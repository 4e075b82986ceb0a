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
