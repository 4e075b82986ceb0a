import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { Report } from '../diagnostics.js';
import { afterAwake, withDeadline } from '../recovery.js';
import {
	createStore,
	isIn,
	type Key,
	type KeyValueStore,
	type NameRange,
	type Transaction,
	type Transact,
	type TransactionMode
} from './key-value-store.js';
import { StorageError } from './storage-error.js';

/** Increased when the object stores change. */
const VERSION = 1;

/**
 * A database that does not open in this time is stuck (seen on phones). The app goes on without it, as soon
 * as it can.
 */
const OPEN_MS = 4_000;

/** The longest wait for a transaction: a caller must learn when its data is not stored. */
const TRANSACTION_MS = 4_000;

interface Schema extends DBSchema {
	rows: { key: string[]; value: unknown };
}

type Database = IDBPDatabase<Schema>;
type IdbTransaction = IDBPTransaction<Schema, ['rows'], 'readonly' | 'readwrite'>;

/**
 * Opens the IndexedDB database of this name as a store. When the browser closes the database later, as
 * phones do, the store opens it again.
 *
 * @param canGoOn whether the app can do without the database: until then a stuck one is waited for
 * @throws when IndexedDB is missing, forbidden, or does not answer
 */
export async function openIdbStore(
	name: string,
	report?: Report,
	canGoOn?: () => boolean
): Promise<KeyValueStore> {
	let database = await open(name, canGoOn);
	let isClosed = false;
	let reopening: Promise<void> | undefined;

	const reopen = async () => {
		const fresh = await open(name).catch((cause: unknown) => {
			throw failure(cause);
		});
		if (isClosed) fresh.close();
		database = fresh;
	};
	const begin = (mode: TransactionMode): IdbTransaction =>
		mode === 'read'
			? database.transaction(['rows'])
			: database.transaction(['rows'], 'readwrite', { durability: mode });
	const transact: Transact = (mode, work) => {
		let transaction;
		try {
			transaction = begin(mode);
		} catch {
			// The browser has closed the database.
			if (isClosed) return Promise.reject(new StorageError('closed'));
			reopening ??= reopen().finally(() => (reopening = undefined));
			return reopening.then(() => transact(mode, work));
		}
		// Run at once: a value must be stored as it was when the caller gave it.
		return run(transaction, work);
	};

	const close = () => {
		isClosed = true;
		database.close();
	};
	return createStore({ durability: 'device', transact, close }, report);
}

async function open(name: string, canGoOn?: () => boolean): Promise<Database> {
	const opening = openDB<Schema>(name, VERSION, {
		upgrade(database) {
			database.createObjectStore('rows');
		},
		blocking(_current, _blocked, event) {
			// A newer version of the app in another tab upgrades the database: do not block it.
			(event.target as IDBDatabase).close();
		}
	});
	try {
		return await withDeadline(opening, OPEN_MS, () => new StorageError('timed_out'), canGoOn);
	} catch (error) {
		// What comes too late is not used, and whoever waited has the error.
		void opening.then((late) => late.close()).catch(() => undefined);
		throw error;
	}
}

async function run<T>(
	transaction: IdbTransaction,
	work: (transaction: Transaction) => T | Promise<T>
): Promise<T> {
	const { done } = transaction;
	// It is awaited below, unless the work has failed before.
	done.catch(() => undefined);
	let isLate = false;
	const stop = afterAwake(TRANSACTION_MS, () => {
		isLate = true;
		abort(transaction);
	});
	try {
		const result = await work(toTransaction(transaction));
		// Without this, a page that closes now loses the unfinished transaction.
		transaction.commit();
		await done;
		return result;
	} catch (error) {
		abort(transaction);
		throw isLate ? new StorageError('timed_out', error) : failure(transaction.error ?? error);
	} finally {
		stop();
	}
}

/**
 * Aborts a transaction. One that cannot be aborted any more ends by itself, and then its outcome is
 * known.
 */
function abort(transaction: IdbTransaction): void {
	try {
		transaction.abort();
	} catch {
		// It has ended, or is committing.
	}
}

function failure(cause: unknown): StorageError {
	if (cause instanceof StorageError) return cause;
	const isFull = cause instanceof Error && cause.name === 'QuotaExceededError';
	return new StorageError(isFull ? 'quota_exceeded' : 'failed', cause);
}

function toTransaction(transaction: IdbTransaction): Transaction {
	const store = transaction.objectStore('rows');
	const change = (request: Promise<unknown> | undefined) => {
		// Its failure is reported by the transaction.
		request?.catch(() => undefined);
	};
	return {
		get: (key) => store.get([...key]),
		put: (key, value) =>
			change(value === undefined ? store.delete?.([...key]) : store.put?.(value, [...key])),
		list: async (group, names) => {
			const range = rangeOf(group, names);
			const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
			const entries = keys.map((key, index) => [key, values[index]] as const);
			return new Map(
				entries.flatMap(([key, value]) => (isIn(group, key) ? [[key.at(-1) ?? '', value]] : []))
			);
		},
		lastName: async (group, before) => {
			const end = before === undefined ? [...group, []] : [...group, before];
			const range = IDBKeyRange.bound([...group, ''], end, false, true);
			return (await store.openKeyCursor(range, 'prev'))?.key[group.length];
		},
		nextName: async (group, after) => {
			const range = IDBKeyRange.bound([...group, after, []], [...group, []]);
			return (await store.getAllKeys(range, 1))[0]?.[group.length];
		},
		names: async (group) => {
			const keys = await store.getAllKeys(rangeOf(group));
			return [...new Set(keys.map((key) => key[group.length] ?? ''))];
		},
		values: (group) => store.getAll(rangeOf(group)),
		deleteAll: (group) => change(store.delete?.(rangeOf(group)))
	};
}

/**
 * The range of all longer keys with this beginning: in IndexedDB's order an array comes after every
 * string.
 */
function rangeOf(group: Key, { from = '', to }: NameRange = {}): IDBKeyRange {
	const end = to === undefined ? [...group, []] : [...group, to, []];
	return IDBKeyRange.bound([...group, from], end);
}
