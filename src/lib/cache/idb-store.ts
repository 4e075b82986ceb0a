import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { withDeadline } from '../recovery.js';
import { isIn, type Key, type KeyValueStore } from './key-value-store.js';

/** Bumped when the object stores change. */
const VERSION = 1;

/** A database that does not open in this time is wedged (seen on phones): the app goes on without it. */
const OPEN_MS = 4_000;

interface Schema extends DBSchema {
	rows: { key: string[]; value: unknown };
}

/**
 * Opens the IndexedDB database of this name as a store.
 *
 * @throws when IndexedDB is missing, forbidden, or does not answer
 */
export async function openIdbStore(name: string): Promise<KeyValueStore> {
	const opening = openDB<Schema>(name, VERSION, {
		upgrade(database) {
			database.createObjectStore('rows');
		},
		blocking(_current, _blocked, event) {
			// A newer version of the app, in another tab, upgrades the database: do not stand in its way.
			(event.target as IDBDatabase).close();
		}
	});
	try {
		return createIdbStore(
			await withDeadline(opening, OPEN_MS, () => new Error(`${name} did not open in time`))
		);
	} catch (error) {
		void opening.then((late) => late.close()).catch(() => undefined);
		throw error;
	}
}

function createIdbStore(database: IDBPDatabase<Schema>): KeyValueStore {
	const write = async (key: Key, value: unknown) => {
		const transaction = database.transaction('rows', 'readwrite');
		const request =
			value === undefined
				? transaction.store.delete([...key])
				: transaction.store.put(value, [...key]);
		// Without this a page that closes now takes an unfinished transaction with it.
		transaction.commit();
		await Promise.all([request, transaction.done]);
	};
	const update = async (key: Key, change: (value: unknown) => unknown) => {
		const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
		const changed = (async () => {
			const value = change(await transaction.store.get([...key]));
			if (value === undefined) await transaction.store.delete([...key]);
			else await transaction.store.put(value, [...key]);
		})();
		await Promise.all([changed, transaction.done]);
	};
	const list = async (group: Key) => {
		const { store, done } = database.transaction('rows');
		const range = rangeOf(group);
		const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range), done]);
		const rows = keys.map((key, index) => [key, values[index]] as const);
		return new Map(
			rows.flatMap(([key, value]) => (isIn(group, key) ? [[key.at(-1) ?? '', value]] : []))
		);
	};
	const names = async (group: Key) => {
		const keys = await database.getAllKeys('rows', rangeOf(group));
		return [...new Set(keys.map((key) => key[group.length] ?? ''))];
	};

	return {
		durability: 'device',
		get: async (key) => database.get('rows', [...key]).catch(() => undefined),
		put: (key, value) => write(key, value).catch(() => undefined),
		update: (key, change) => update(key, change).catch(() => undefined),
		list: (group) => list(group).catch(() => new Map<string, unknown>()),
		names: (group) => names(group).catch(() => []),
		deleteAll: async (group) => database.delete('rows', rangeOf(group)).catch(() => undefined),
		close: () => database.close()
	};
}

/** All longer keys that begin so: in IndexedDB's order an array comes after every text. */
function rangeOf(group: Key): IDBKeyRange {
	return IDBKeyRange.bound([...group, ''], [...group, []]);
}
