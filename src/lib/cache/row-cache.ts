import type { Key, KeyValueStore, Rows } from './key-value-store.js';
import { excessOf, toRecord, type ListRecord } from './row-limits.js';
import { rowCacheGroup } from './row-cache-group.js';
import { RowList } from './row-list.js';
import type { RowShape } from './span.js';

/** Bumped when what is kept changes its form: what another version has kept is not read. */
const VERSION = '1';

export interface RowCacheOptions {
	store: KeyValueStore;
	subject: string;
	now: () => number;
	/** Whether nothing may be written any more: what is wiped must not come back. */
	isClosed: () => boolean;
}

/** The rows of long lists that the device keeps for one subject. */
export class RowCache {
	readonly #options: RowCacheOptions;
	readonly #group: Key;

	constructor(options: RowCacheOptions) {
		this.#options = options;
		this.#group = [...rowCacheGroup(options.subject), VERSION];
	}

	/** The list of this name. */
	list<Row>(name: string, shape: RowShape<Row>): RowList<Row> {
		const { store, now, isClosed } = this.#options;
		return new RowList({
			chunks: [...this.#group, 'chunks', name],
			record: [...this.#group, 'records', name],
			shape,
			now,
			isClosed,
			transact: store.transact,
			makeRoom: () =>
				this.#transact(async (rows) => {
					for (const [other] of await this.#records(rows))
						if (other !== name) this.#drop(rows, other);
				})
		});
	}

	/** Deletes what exceeds the limits (`row-limits.ts`), and what other versions have kept. */
	async prune(): Promise<void> {
		const { store, subject, now } = this.#options;
		const group = rowCacheGroup(subject);
		for (const version of await store.names(group)) {
			if (version !== VERSION) await store.deleteAll([...group, version]);
		}
		let tooLong: string | undefined;
		await this.#transact(async (rows) => {
			const { drop, shorten } = excessOf(await this.#records(rows), now());
			for (const name of drop) this.#drop(rows, name);
			tooLong = shorten;
		});
		// Which rows they are does not matter to this.
		const shape = { keyOf: () => '', orderOf: () => 0 };
		if (tooLong !== undefined) await this.list(tooLong, shape).shorten();
	}

	/** Deletes the lists of these names. */
	async drop(isGone: (name: string) => boolean): Promise<void> {
		await this.#transact(async (rows) => {
			for (const [name] of await this.#records(rows)) if (isGone(name)) this.#drop(rows, name);
		});
	}

	async #records(rows: Rows): Promise<Map<string, ListRecord>> {
		const stored = await rows.list([...this.#group, 'records']);
		return new Map([...stored].map(([name, value]) => [name, toRecord(value)]));
	}

	#drop(rows: Rows, name: string): void {
		rows.deleteAll([...this.#group, 'chunks', name]);
		rows.put([...this.#group, 'records', name], undefined);
	}

	async #transact(work: (rows: Rows) => Promise<void>): Promise<void> {
		const { store, isClosed } = this.#options;
		if (!isClosed()) await store.transact('relaxed', work).catch(() => undefined);
	}
}
