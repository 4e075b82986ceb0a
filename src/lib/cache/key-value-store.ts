/** A key: the parts name ever smaller groups, so that a group can be read or deleted by its first parts. */
export type Key = readonly [string, ...string[]];

/** `read` changes nothing. `relaxed` survives the end of the page, `strict` that of the machine's power. */
export type TransactionMode = 'read' | 'relaxed' | 'strict';

/** From which name to which, both included. */
export interface NameRange {
	from?: string | undefined;
	to?: string | undefined;
}

/** What can be done with the rows inside a transaction. What is written is read at once. */
export interface Transaction {
	get(key: Key): Promise<unknown>;
	/** Keeps a value; `undefined` deletes it. */
	put(key: Key, value: unknown): void;
	/** All values whose keys have one part more than the group, by that part, in its order. */
	list(group: Key, names?: NameRange): Promise<Map<string, unknown>>;
	/** The next parts of all keys that begin with these parts, each once, in their order. */
	names(group: Key): Promise<string[]>;
	/** All values whose keys begin with these parts. */
	values(group: Key): Promise<unknown[]>;
	/** The last of those parts, or the last that comes before a given one. */
	lastName(group: Key, before?: string): Promise<string | undefined>;
	/** The first of those parts that comes after this one. */
	nextName(group: Key, after: string): Promise<string | undefined>;
	/** Deletes all values whose keys begin with these parts. */
	deleteAll(group: Key): void;
}

/** Work on rows, with nobody else's change in between. It awaits nothing but the rows. */
export type Transact = <T>(
	mode: TransactionMode,
	work: (transaction: Transaction) => T | Promise<T>
) => Promise<T>;

/**
 * What the device keeps across restarts. Nothing here but {@link KeyValueStore.transact} throws for want
 * of storage: what cannot be kept is forgotten, and {@link KeyValueStore.durability} says so from the start.
 */
export interface KeyValueStore {
	/** `device`: survives a restart. `memory`: storage does not work here, kept while the page is open. */
	readonly durability: 'device' | 'memory';
	/**
	 * Works on rows all at once or not at all, with nobody else's change in between, another tab's
	 * included. Resolves when it is on the disk.
	 *
	 * @throws StorageError when nothing of it has happened
	 */
	readonly transact: Transact;
	get(key: Key): Promise<unknown>;
	/** Keeps a value; `undefined` deletes it. The value survives even if the page closes at once. */
	put(key: Key, value: unknown): Promise<void>;
	/** Reads a value, changes it and keeps it, as one strict transaction. */
	update(key: Key, change: (value: unknown) => unknown): Promise<void>;
	/** All values whose keys have one part more than the group, by that part. */
	list(group: Key): Promise<Map<string, unknown>>;
	/** The next parts of all keys that begin with these parts, each once, in their order. */
	names(group: Key): Promise<string[]>;
	/** All values whose keys begin with these parts. */
	values(group: Key): Promise<unknown[]>;
	/** Deletes all values whose keys begin with these parts. */
	deleteAll(group: Key): Promise<void>;
	close(): void;
}

/** Whether a key has one part more than the group that it begins with. */
export function isIn(group: Key, key: readonly string[]): boolean {
	return key.length === group.length + 1 && group.every((part, index) => key[index] === part);
}

/** A store over transactions: what is read or written singly fails nobody. */
export function createStore(
	store: Pick<KeyValueStore, 'durability' | 'transact' | 'close'>
): KeyValueStore {
	const attempt = <T>(
		mode: TransactionMode,
		work: (transaction: Transaction) => T | Promise<T>,
		otherwise: T
	) => store.transact(mode, work).catch(() => otherwise);
	return {
		...store,
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
		values: (group) => attempt('read', (transaction) => transaction.values(group), []),
		deleteAll: (group) =>
			attempt('relaxed', (transaction) => transaction.deleteAll(group), undefined)
	};
}
