import type { Key, KeyValueStore } from './key-value-store.js';
import { itemCacheGroup } from './item-cache-group.js';
import { sizeOf } from './size-of.js';

/** A query's last result, as it is cached on the device. */
export interface CachedResult {
	/** The result: any Convex value. */
	value: unknown;
	/** When the result was last known to be live, in milliseconds since 1970. */
	asOf: number;
}

/**
 * The data that the device stores for one subject: the results of their queries, and small texts (drafts,
 * the conversation that was open last).
 */
export class UserData {
	readonly subject: string;
	readonly #store: KeyValueStore;
	readonly #cache: KeyValueStore;
	readonly #texts: Map<string, string>;
	#isClosed = false;

	private constructor(
		subject: string,
		store: KeyValueStore,
		cache: KeyValueStore,
		texts: Map<string, string>
	) {
		this.subject = subject;
		this.#store = store;
		this.#cache = cache;
		this.#texts = texts;
	}

	/**
	 * Opens a subject's data and reads the texts, so that later they are available at once.
	 *
	 * @param cache where the results are stored
	 */
	static async open(
		store: KeyValueStore,
		subject: string,
		cache: KeyValueStore = store
	): Promise<UserData> {
		const texts = new Map<string, string>();
		for (const [name, text] of await store.list(['user', subject, 'text'])) {
			if (typeof text === 'string') texts.set(name, text);
		}
		return new UserData(subject, store, cache, texts);
	}

	/** The subjects that have data on this device. */
	static async listSubjects(store: KeyValueStore): Promise<string[]> {
		return await store.names(['user']);
	}

	/**
	 * Deletes what the backend can give again: results and lists. Nothing that the subject has written is
	 * deleted.
	 */
	static async evict(store: KeyValueStore, subject: string): Promise<void> {
		await Promise.all(cachedGroups(subject).map((group) => store.deleteAll(group)));
	}

	/** The approximate size of that data, in bytes. */
	static async sizeOfCached(store: KeyValueStore, subject: string): Promise<number> {
		return sizeOf(await Promise.all(cachedGroups(subject).map((group) => store.values(group))));
	}

	/** Deletes all data of a subject, in one step. */
	static async wipe(store: KeyValueStore, subject: string): Promise<void> {
		await store.deleteAll(['user', subject]);
	}

	/** Whether the data survives a restart. */
	get durability(): KeyValueStore['durability'] {
		return this.#store.durability;
	}

	/** A text that was set in this page or in an earlier one. */
	text(name: string): string | undefined {
		return this.#texts.get(name);
	}

	/** Stores a text; `undefined` deletes it. */
	setText(name: string, text: string | undefined): void {
		if (text === undefined) this.#texts.delete(name);
		else this.#texts.set(name, text);
		void this.#put(this.#store, ['text', name], text);
	}

	/** The cached result of a query; `undefined` for one that cannot be read. */
	async result(key: string): Promise<CachedResult | undefined> {
		const stored = await this.#cache.get(['user', this.subject, 'result', key]);
		return isCachedResult(stored) ? stored : undefined;
	}

	/** Stores a query's result. */
	async putResult(key: string, { value, asOf }: CachedResult): Promise<void> {
		await this.#put(this.#cache, ['result', key], { value, asOf });
	}

	/** Writes nothing from now on: wiped data must not come back. */
	close(): void {
		this.#isClosed = true;
	}

	async #put(store: KeyValueStore, name: readonly string[], value: unknown): Promise<void> {
		if (!this.#isClosed) await store.put(['user', this.subject, ...name], value);
	}
}

/** The part of a subject's data that the backend can give again. */
function cachedGroups(subject: string): Key[] {
	return [['user', subject, 'result'], itemCacheGroup(subject)];
}

function isCachedResult(stored: unknown): stored is CachedResult {
	return (
		typeof stored === 'object' &&
		stored !== null &&
		'value' in stored &&
		'asOf' in stored &&
		typeof stored.asOf === 'number'
	);
}
