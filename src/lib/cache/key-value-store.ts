import type { Report } from '../diagnostics.js';
import { StorageError } from './storage-error.js';

/**
 * A key. Its parts name smaller and smaller groups, so a group can be read or deleted by its first
 * parts.
 */
export type Key = readonly [string, ...string[]];

/** `read` changes nothing. `relaxed` survives the end of the page, `strict` survives a loss of power. */
export type TransactionMode = 'read' | 'relaxed' | 'strict';

/** A range of names. Both ends are included. */
export interface NameRange {
	from?: string | undefined;
	to?: string | undefined;
}

/** The operations inside a transaction. A written value can be read at once. */
export interface Transaction {
	get(key: Key): Promise<unknown>;
	/** Stores a value; `undefined` deletes it. */
	put(key: Key, value: unknown): void;
	/** All values whose keys have one part more than the group: by that part, in its order. */
	list(group: Key, names?: NameRange): Promise<Map<string, unknown>>;
	/** The next parts of all keys that begin with these parts, each once, in their order. */
	names(group: Key): Promise<string[]>;
	/** All values whose keys begin with these parts. */
	values(group: Key): Promise<unknown[]>;
	/** The last of those parts, or the last one before a given part. */
	lastName(group: Key, before?: string): Promise<string | undefined>;
	/** The first of those parts after a given part. */
	nextName(group: Key, after: string): Promise<string | undefined>;
	/** Deletes all values whose keys begin with these parts. */
	deleteAll(group: Key): void;
}

/** Runs work in a transaction. The work may await only the transaction's own operations. */
export type Transact = <T>(
	mode: TransactionMode,
	work: (transaction: Transaction) => T | Promise<T>
) => Promise<T>;

/**
 * The values that the device stores across restarts. Only {@link KeyValueStore.transact} throws when
 * storage does not work. The other methods forget what cannot be stored; {@link
 * KeyValueStore.durability} says so from the start.
 */
export interface KeyValueStore {
	/**
	 * `device`: values survive a restart. `memory`: storage does not work here, values last as long as
	 * the page.
	 */
	readonly durability: 'device' | 'memory';
	/**
	 * Runs work in a transaction: all of it happens or nothing, and no other change comes in between, also
	 * none of another tab. Resolves when the changes are on the disk.
	 *
	 * @throws StorageError when nothing has happened
	 */
	readonly transact: Transact;
	get(key: Key): Promise<unknown>;
	/** Stores a value; `undefined` deletes it. The value survives even if the page closes at once. */
	put(key: Key, value: unknown): Promise<void>;
	/** Reads a value, changes it and stores it, in one strict transaction. */
	update(key: Key, change: (value: unknown) => unknown): Promise<void>;
	/** All values whose keys have one part more than the group: by that part. */
	list(group: Key): Promise<Map<string, unknown>>;
	/** The next parts of all keys that begin with these parts, each once, in their order. */
	names(group: Key): Promise<string[]>;
	/** Deletes all values whose keys begin with these parts. */
	deleteAll(group: Key): Promise<void>;
	close(): void;
}

/** Whether a key begins with the group and has exactly one part more. */
export function isIn(group: Key, key: readonly string[]): boolean {
	return key.length === group.length + 1 && group.every((part, index) => key[index] === part);
}

/**
 * Creates a store from its transactions. Single reads and writes never throw. Each transaction that fails is
 * reported here, so whoever bears its failure says no more of it.
 */
export function createStore(
	store: Pick<KeyValueStore, 'durability' | 'transact' | 'close'>,
	report?: Report
): KeyValueStore {
	const transact: Transact = (mode, work) =>
		store.transact(mode, work).catch((error: unknown) => {
			if (!isConflict(error)) report?.('storage_failed', error);
			throw error;
		});
	const attempt = <T>(
		mode: TransactionMode,
		work: (transaction: Transaction) => T | Promise<T>,
		otherwise: T
	) =>
		// It is reported already.
		transact(mode, work).catch(() => otherwise);
	return {
		...store,
		transact,
		get: (key) => attempt('read', (transaction) => transaction.get(key), undefined),
		put: (key, value) =>
			attempt('relaxed', (transaction) => transaction.put(key, value), undefined),
		update: (key, change) =>
			attempt(
				'strict',
				async (transaction) => transaction.put(key, change(await transaction.get(key))),
				undefined
			),
		list: (group) => attempt('read', (transaction) => transaction.list(group), new Map()),
		names: (group) => attempt('read', (transaction) => transaction.names(group), []),
		deleteAll: (group) =>
			attempt('relaxed', (transaction) => transaction.deleteAll(group), undefined)
	};
}

function isConflict(error: unknown): boolean {
	return error instanceof StorageError && error.code === 'conflict';
}
