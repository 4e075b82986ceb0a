import type { Key, KeyValueStore } from './key-value-store.js';
import { createMemoryStore } from './memory-store.js';
import { UserData } from './user-data.js';

/** Where it is noted that the device is to keep nothing that can be had again. */
export const PERSISTENCE_RECORD: Key = ['device', 'kept'];

export interface PersistentCacheOptions {
	/** What the device keeps. */
	store: KeyValueStore;
	/** The note under {@link PERSISTENCE_RECORD}; another tab may change it too. */
	record: {
		read(): Promise<unknown>;
		update(change: () => unknown): Promise<void>;
		onChange(listener: () => void): () => void;
	};
	/** What a launch shows before it has read anything. */
	snapshots: { delete(): Promise<void>; size(): Promise<number> };
}

/**
 * What can be had again from the backend: kept on the device, or, when its user does not want that, in
 * memory while the page is open.
 */
export class PersistentCache {
	/** Where it belongs now. */
	readonly store: KeyValueStore = createSwitchedStore(() =>
		this.#isPersistent && this.#options ? this.#options.store : this.#memory
	);
	#options: PersistentCacheOptions | undefined;
	#memory = createMemoryStore();
	#isPersistent = $state(true);
	/** How many changes this tab has made: what was read before one of them is out of date. */
	#changes = 0;

	/** Whether it survives a restart, as far as storage works here. */
	get isPersistent(): boolean {
		return this.#isPersistent;
	}

	/** Reads whether anything is kept, and follows other tabs until the signal is aborted. */
	async open(options: PersistentCacheOptions, signal: AbortSignal): Promise<void> {
		this.#options = options;
		signal.addEventListener(
			'abort',
			options.record.onChange(() => void this.#read(options))
		);
		await this.#read(options);
	}

	/** Keeps it on the device from now on, or keeps nothing of it and removes what was kept. */
	async setPersistent(isPersistent: boolean): Promise<void> {
		this.#changes += 1;
		this.#switch(isPersistent);
		await this.#options?.record.update(() => (isPersistent ? undefined : false));
		if (!isPersistent) await this.remove();
	}

	/** Removes from the device all of it, whoever's it is. */
	async remove(): Promise<void> {
		if (!this.#options) return;
		const { store, snapshots } = this.#options;
		const subjects = await UserData.listSubjects(store);
		await Promise.all([
			snapshots.delete(),
			...subjects.map((subject) => UserData.evict(store, subject))
		]);
	}

	/** About how many bytes of the device it takes. */
	async size(): Promise<number> {
		if (!this.#options) return 0;
		const { store, snapshots } = this.#options;
		const subjects = await UserData.listSubjects(store);
		const sizes = await Promise.all([
			snapshots.size(),
			...subjects.map((subject) => UserData.sizeOfCached(store, subject))
		]);
		return sizes.reduce((sum, size) => sum + size, 0);
	}

	async #read(options: PersistentCacheOptions): Promise<void> {
		const before = this.#changes;
		const isPersistent = (await options.record.read()) !== false;
		if (before !== this.#changes) return await this.#read(options);
		this.#switch(isPersistent);
		// Also what a tab that had not heard of it yet has kept since, or a crash has left.
		if (!isPersistent) void this.remove();
	}

	#switch(isPersistent: boolean): void {
		if (isPersistent === this.#isPersistent) return;
		this.#memory = createMemoryStore();
		this.#isPersistent = isPersistent;
	}
}

function createSwitchedStore(current: () => KeyValueStore): KeyValueStore {
	return {
		get durability() {
			return current().durability;
		},
		transact: (mode, work) => current().transact(mode, work),
		get: (key) => current().get(key),
		put: (key, value) => current().put(key, value),
		update: (key, change) => current().update(key, change),
		list: (group) => current().list(group),
		names: (group) => current().names(group),
		values: (group) => current().values(group),
		deleteAll: (group) => current().deleteAll(group),
		close: () => undefined
	};
}
