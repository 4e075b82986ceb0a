import { createStore, type Key, type KeyValueStore } from './key-value-store.js';
import { createMemoryStore } from './memory-store.js';
import type { Snapshots } from './snapshots.js';
import { UserData } from './user-data.js';

/** The key of the setting that nothing is cached on the device. The stored value is `false`. */
export const PERSISTENCE_RECORD: Key = ['device', 'kept'];

export interface PersistentCacheOptions {
	/** The device's store. */
	store: KeyValueStore;
	/** The setting under {@link PERSISTENCE_RECORD}. Another tab may change it too. */
	record: {
		read(): Promise<unknown>;
		update(change: () => unknown): Promise<unknown>;
		onChange(listener: () => void): () => void;
	};
	/** The snapshots that a launch shows before it has read anything. */
	snapshots: Snapshots;
}

/**
 * The cache of data that the backend can give again. It is on the device or, when the user does not want
 * that, in memory while the page is open.
 */
export class PersistentCache {
	/** The store that the cache uses now. */
	readonly store: KeyValueStore = createSwitchedStore(() =>
		this.#isPersistent && this.#options ? this.#options.store : this.#memory
	);
	#options: PersistentCacheOptions | undefined;
	#memory = createMemoryStore();
	#isPersistent = $state(true);
	/** Counts this tab's changes: a read that began before one of them is out of date. */
	#changes = 0;

	/** Whether the cache is on the device, and so survives a restart if storage works. */
	get isPersistent(): boolean {
		return this.#isPersistent;
	}

	/** Reads the setting, and follows other tabs until the signal is aborted. */
	async open(options: PersistentCacheOptions, signal: AbortSignal): Promise<void> {
		this.#options = options;
		signal.addEventListener(
			'abort',
			options.record.onChange(() => void this.#read(options))
		);
		await this.#read(options);
	}

	/** Changes the setting. With `false`, everything cached on the device is deleted. */
	async setPersistent(isPersistent: boolean): Promise<void> {
		this.#changes += 1;
		this.#switch(isPersistent);
		await this.#options?.record.update(() => (isPersistent ? undefined : false));
		if (!isPersistent) await this.remove();
	}

	/** Deletes everything cached on the device, of all users. */
	async remove(): Promise<void> {
		if (!this.#options) return;
		const { store, snapshots } = this.#options;
		const subjects = await UserData.listSubjects(store);
		await Promise.all([
			snapshots.delete(),
			...subjects.map((subject) => UserData.evict(store, subject))
		]);
	}

	/** The approximate size of the cache on the device, in bytes. */
	async size(): Promise<number> {
		if (!this.#options) return 0;
		const { sizeOfCached } = await import('./size-of-cached.js');
		return await sizeOfCached(this.#options);
	}

	async #read(options: PersistentCacheOptions): Promise<void> {
		const before = this.#changes;
		const isPersistent = (await options.record.read()) !== false;
		if (before !== this.#changes) return await this.#read(options);
		this.#switch(isPersistent);
		// A tab that did not know of the change, or a crash, may have left something behind.
		if (!isPersistent) void this.remove();
	}

	#switch(isPersistent: boolean): void {
		if (isPersistent === this.#isPersistent) return;
		this.#memory = createMemoryStore();
		this.#isPersistent = isPersistent;
	}
}

function createSwitchedStore(current: () => KeyValueStore): KeyValueStore {
	const store = createStore({
		durability: 'device',
		transact: (mode, work) => current().transact(mode, work),
		close: () => undefined
	});
	return {
		...store,
		get durability() {
			return current().durability;
		},
		// A store in memory copies it at once.
		put: (key, value) => current().put(key, value)
	};
}
