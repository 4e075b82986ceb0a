import { isTime } from './is-time.js';
import type { Key, KeyValueStore } from './key-value-store.js';
import { FIRST_RESULT_VERSION } from './result-version.js';
import { itemCacheGroup } from './item-cache-group.js';

/** A query's last result, as it is cached on the device. */
export interface CachedResult {
	/** The result: any Convex value. */
	value: unknown;
	/** When the result was last known to be live, in milliseconds since 1970. */
	asOf: number;
}

/** Owns what is read while nobody is signed in, and names that scope. Clerk calls no user that. */
export const NOBODY = 'nobody';

/** The results of one subject's queries, as the device keeps them; and all data of a subject, to wipe it. */
export class UserData {
	readonly subject: string;
	readonly #store: KeyValueStore;
	readonly #cache: KeyValueStore;
	#isClosed = false;

	/** @param cache where the results are stored */
	constructor(store: KeyValueStore, subject: string, cache: KeyValueStore = store) {
		this.subject = subject;
		this.#store = store;
		this.#cache = cache;
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

	/**
	 * Deletes all data of a subject, in one step. Resolves with whether nothing is left, which it reads.
	 *
	 * @throws StorageError when it is not known
	 */
	static async wipe({ transact }: KeyValueStore, subject: string): Promise<boolean> {
		const group: Key = ['user', subject];
		await transact('strict', (transaction) => transaction.deleteAll(group));
		return (await transact('read', (transaction) => transaction.names(group))).length === 0;
	}

	/** Whether the data survives a restart. */
	get durability(): KeyValueStore['durability'] {
		return this.#store.durability;
	}

	/**
	 * The result kept for a query. A torn one is dropped, and so is one that was kept for another version of
	 * the query's result. The value itself is not checked.
	 */
	async result(
		key: string,
		version: number = FIRST_RESULT_VERSION
	): Promise<CachedResult | undefined> {
		const name: Key = ['user', this.subject, 'result', key];
		const stored = await this.#cache.get(name);
		const result = parseResult(stored, version);
		if (!result && stored !== undefined && !this.#isClosed) {
			// As it is by now: another tab may have kept a good one since.
			void this.#cache.update(name, (now) => (parseResult(now, version) ? now : undefined));
		}
		return result;
	}

	/** Keeps a query's result, which has this version. */
	async putResult(
		key: string,
		{ value, asOf }: CachedResult,
		version: number = FIRST_RESULT_VERSION
	): Promise<void> {
		if (this.#isClosed) return;
		await this.#cache.put(['user', this.subject, 'result', key], { value, asOf, version });
	}

	/** Writes nothing from now on: wiped data must not come back. */
	close(): void {
		this.#isClosed = true;
	}
}

/** The part of a subject's data that the backend can give again. */
export function cachedGroups(subject: string): Key[] {
	return [['user', subject, 'result'], itemCacheGroup(subject)];
}

function parseResult(stored: unknown, wanted: number): CachedResult | undefined {
	if (typeof stored !== 'object' || stored === null || !('value' in stored)) return undefined;
	const {
		value,
		asOf,
		version = FIRST_RESULT_VERSION
	} = stored as Record<keyof CachedResult | 'version', unknown>;
	return isTime(asOf) && version === wanted ? { value, asOf } : undefined;
}
