import type { Report } from '../diagnostics.js';
import { deleteCaches } from './snapshot-caches.js';

/** Makes room on a full disk: deletes all of Cache Storage, which can be downloaded again. */
export async function makeRoom(storage: CacheStorage | undefined, report: Report): Promise<void> {
	const names = await storage?.keys().catch((error: unknown) => report('snapshots_failed', error));
	await deleteCaches(storage, names ?? [], report);
}
