/** A key: the parts name ever smaller groups, so that a group can be read or deleted by its first parts. */
export type Key = readonly [string, ...string[]];

/**
 * What the device keeps across restarts. Nothing here throws for want of storage: what cannot be kept is
 * forgotten, and {@link KeyValueStore.durability} says so from the start.
 */
export interface KeyValueStore {
	/** `device`: survives a restart. `memory`: storage does not work here, kept while the page is open. */
	readonly durability: 'device' | 'memory';
	get(key: Key): Promise<unknown>;
	/** Keeps a value; `undefined` deletes it. The value survives even if the page closes at once. */
	put(key: Key, value: unknown): Promise<void>;
	/**
	 * Reads a value, changes it and keeps it, with nobody else's change in between, another tab's
	 * included. Resolves when it is on the disk.
	 */
	update(key: Key, change: (value: unknown) => unknown): Promise<void>;
	/** All values whose keys have one part more than the group, by that part. */
	list(group: Key): Promise<Map<string, unknown>>;
	/** The next parts of all keys that begin with these parts, each once. */
	names(group: Key): Promise<string[]>;
	/** Deletes all values whose keys begin with these parts. */
	deleteAll(group: Key): Promise<void>;
	close(): void;
}

/** Whether a key has one part more than the group that it begins with. */
export function isIn(group: Key, key: readonly string[]): boolean {
	return key.length === group.length + 1 && group.every((part, index) => key[index] === part);
}
