import { deleteCaches } from './snapshot-caches.js';

/** Makes room on a full disk: deletes all of Cache Storage, which can be downloaded again. */
export async function makeRoom(storage: CacheStorage | undefined): Promise<void> {
	const names = await storage?.keys().catch(() => []);
	await deleteCaches(storage, names ?? []);
}
