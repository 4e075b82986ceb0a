import type { Key, KeyValueStore } from './key-value-store.js';
import { itemCacheGroup } from './item-cache-group.js';
import { sizeOf } from './size-of.js';

/** A query's last result, as it is kept on the device. */
export interface CachedResult {
	/** The result: any Convex value. */
	value: unknown;
	/** When the result was last known to be live, in milliseconds since 1970. */
	asOf: number;
}

/**
 * All that the device keeps for one subject: the results of their queries, and small texts (drafts, the
 * place where they were).
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
	 * Opens a subject's data, and reads the texts, so that later they are there at once.
	 *
	 * @param cache where the results are kept
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

	/** Removes what can be had again: the results and the lists, and nothing that the subject has written. */
	static async evict(store: KeyValueStore, subject: string): Promise<void> {
		await Promise.all(cachedGroups(subject).map((group) => store.deleteAll(group)));
	}

	/** About how many bytes that takes. */
	static async sizeOfCached(store: KeyValueStore, subject: string): Promise<number> {
		return sizeOf(await Promise.all(cachedGroups(subject).map((group) => store.values(group))));
	}

	/** Removes everything of a subject, all at once or nothing. */
	static async wipe(store: KeyValueStore, subject: string): Promise<void> {
		await store.deleteAll(['user', subject]);
	}

	/** Whether what is kept survives a restart. */
	get durability(): KeyValueStore['durability'] {
		return this.#store.durability;
	}

	/** A text that was set, in this page or in an earlier one. */
	text(name: string): string | undefined {
		return this.#texts.get(name);
	}

	/** Keeps a text; `undefined` removes it. */
	setText(name: string, text: string | undefined): void {
		if (text === undefined) this.#texts.delete(name);
		else this.#texts.set(name, text);
		void this.#put(this.#store, ['text', name], text);
	}

	/** The result kept for a query; an older version's or a torn one is as good as none. */
	async result(key: string): Promise<CachedResult | undefined> {
		const stored = await this.#cache.get(['user', this.subject, 'result', key]);
		return isCachedResult(stored) ? stored : undefined;
	}

	/** Keeps a query's result. */
	async putResult(key: string, { value, asOf }: CachedResult): Promise<void> {
		await this.#put(this.#cache, ['result', key], { value, asOf });
	}

	/** Writes nothing from now on: what is wiped must not come back. */
	close(): void {
		this.#isClosed = true;
	}

	async #put(store: KeyValueStore, name: readonly string[], value: unknown): Promise<void> {
		if (!this.#isClosed) await store.put(['user', this.subject, ...name], value);
	}
}

/** What of a subject's data can be had again from the backend. */
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
