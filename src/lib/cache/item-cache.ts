import type { Key, KeyValueStore, Transaction } from './key-value-store.js';
import { excessOf, toRecord, type ListRecord } from './item-limits.js';
import { FIRST_RESULT_VERSION } from './result-version.js';
import { itemCacheGroup } from './item-cache-group.js';
import { ItemList } from './item-list.js';
import type { ItemShape } from './span.js';

/** Increased when the stored form changes. Lists stored by another version are not read. */
const VERSION = '1';

export interface ItemCacheOptions {
	store: KeyValueStore;
	subject: string;
	now: () => number;
	/** Whether nothing may be written any more: wiped data must not come back. */
	isClosed: () => boolean;
}

/** The long lists that the device caches for one subject. */
export class ItemCache {
	readonly #options: ItemCacheOptions;
	readonly #group: Key;

	constructor(options: ItemCacheOptions) {
		this.#options = options;
		this.#group = [...itemCacheGroup(options.subject), VERSION];
	}

	/** The list of this name, as far as it was kept for this version of its rows. */
	list<Item>(
		name: string,
		shape: ItemShape<Item>,
		version: number = FIRST_RESULT_VERSION
	): ItemList<Item> {
		const { store, now, isClosed } = this.#options;
		return new ItemList({
			chunks: [...this.#group, 'chunks', name],
			record: [...this.#group, 'records', name],
			shape,
			version,
			now,
			isClosed,
			transact: store.transact,
			makeRoom: () =>
				this.#transact(async (transaction) => {
					for (const [other] of await this.#records(transaction))
						if (other !== name) this.#drop(transaction, other);
				})
		});
	}

	/** Deletes what exceeds the limits (`item-limits.ts`), and the lists of other versions. */
	async prune(): Promise<void> {
		const { store, subject, now } = this.#options;
		const group = itemCacheGroup(subject);
		for (const version of await store.names(group)) {
			if (version !== VERSION) await store.deleteAll([...group, version]);
		}
		let tooLong: string | undefined;
		await this.#transact(async (transaction) => {
			const { drop, shorten } = excessOf(await this.#records(transaction), now());
			for (const name of drop) this.#drop(transaction, name);
			tooLong = shorten;
		});
		// Shortening does not look at the items.
		const shape = { keyOf: () => '', orderOf: () => 0 };
		if (tooLong !== undefined) await this.list(tooLong, shape).shorten();
	}

	/** Deletes the lists of these names. */
	async drop(isGone: (name: string) => boolean): Promise<void> {
		await this.#transact(async (transaction) => {
			for (const [name] of await this.#records(transaction))
				if (isGone(name)) this.#drop(transaction, name);
		});
	}

	async #records(transaction: Transaction): Promise<Map<string, ListRecord>> {
		const stored = await transaction.list([...this.#group, 'records']);
		return new Map([...stored].map(([name, value]) => [name, toRecord(value)]));
	}

	#drop(transaction: Transaction, name: string): void {
		transaction.deleteAll([...this.#group, 'chunks', name]);
		transaction.put([...this.#group, 'records', name], undefined);
	}

	async #transact(work: (transaction: Transaction) => Promise<void>): Promise<void> {
		const { store, isClosed } = this.#options;
		if (isClosed()) return;
		// The store has reported it.
		await store.transact('relaxed', work).catch(() => undefined);
	}
}
