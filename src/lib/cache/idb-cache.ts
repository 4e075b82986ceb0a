import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { withDeadline } from '../recovery.ts';
import { isCachedResult, type CachedResult, type QueryCache } from './query-cache.ts';

/** Bumped when the stores change. The cache may then be dropped: the next live result fills it again. */
const VERSION = 1;

/** A database that does not open in this time is wedged (seen on phones): the app goes on without it. */
const OPEN_MS = 4_000;

interface Schema extends DBSchema {
	results: { key: string; value: CachedResult };
}

/**
 * Opens the cache that lies in the IndexedDB database of this name.
 *
 * @throws when IndexedDB is missing, forbidden, or does not answer
 */
export async function openIdbCache(name: string): Promise<QueryCache> {
	const opening = openDB<Schema>(name, VERSION, {
		upgrade(database) {
			database.createObjectStore('results');
		},
		blocking(_current, _blocked, event) {
			// Another tab deletes the database, or upgrades it: do not stand in its way.
			(event.target as IDBDatabase).close();
		}
	});
	try {
		const database = await withDeadline(opening, OPEN_MS, () => new Error(`${name} did not open`));
		return createIdbCache(name, database);
	} catch (error) {
		void opening.then((late) => late.close()).catch(() => undefined);
		throw error;
	}
}

/** Deletes the database of this name, also while other tabs have it open. */
export async function deleteIdbCache(name: string): Promise<void> {
	await deleteDB(name);
}

function createIdbCache(name: string, database: IDBPDatabase<Schema>): QueryCache {
	return {
		durability: 'device',
		async get(key) {
			const stored: unknown = await database.get('results', key).catch(() => undefined);
			return isCachedResult(stored) ? stored : undefined;
		},
		async put(key, { value, asOf }) {
			await database.put('results', { value, asOf }, key).catch(() => undefined);
		},
		async destroy() {
			database.close();
			await deleteIdbCache(name);
		},
		close: () => database.close()
	};
}
