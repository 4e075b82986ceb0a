import type { KeyValueStore } from './key-value-store.js';
import { sizeOfCaches } from './size-of-caches.js';
import { sizeOf } from './size-of.js';
import type { Snapshots } from './snapshots.js';
import { cachedGroups, UserData } from './user-data.js';

/** The approximate size of what is cached on the device, of all users, in bytes. */
export async function sizeOfCached({
	store,
	snapshots
}: {
	store: KeyValueStore;
	snapshots: Omit<Snapshots, 'delete'>;
}): Promise<number> {
	const groups = (await UserData.listSubjects(store)).flatMap(cachedGroups);
	const [size, values] = await Promise.all([
		sizeOfCaches(snapshots.caches, snapshots.snapshotCaches, snapshots.report),
		// The store reports what it cannot read.
		store
			.transact('read', (transaction) =>
				Promise.all(groups.map((group) => transaction.values(group)))
			)
			.catch(() => [])
	]);
	return size + sizeOf(values);
}
