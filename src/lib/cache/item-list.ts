import { changeChunks, nameOf, toChunks, toSpan } from './chunks.js';
import type { Key, KeyValueStore, NameRange, Transaction } from './key-value-store.js';
import { MAX_ITEMS, toRecord, type ListRecord } from './item-limits.js';
import { adopt, countBelow, extentOf, slice } from './span.js';
import type { ItemRange, ItemShape, Span } from './span.js';
import { StorageError } from './storage-error.js';

/** The cached items beside a position. */
export interface Neighbours<Item> extends Span<Item> {
	/** Whether items may be missing between these and the position. */
	isApart: boolean;
}

export interface ItemListOptions<Item> extends Pick<KeyValueStore, 'transact'> {
	/** The key of the chunks. */
	chunks: Key;
	/** The key of the list's record. */
	record: Key;
	shape: ItemShape<Item>;
	/** The version of the rows: what was kept for another one is dropped. */
	version: number;
	now: () => number;
	isClosed: () => boolean;
	/** Deletes other lists. */
	makeRoom: () => Promise<void>;
}

/**
 * The items of one list, as far as the device has them. Tabs may write at the same time: each answer is
 * merged with what is on the disk by then. Errors of the storage never reach the caller: an item that
 * cannot be read counts as missing, and one that cannot be stored is forgotten.
 */
export class ItemList<Item> {
	readonly #options: ItemListOptions<Item>;

	constructor(options: ItemListOptions<Item>) {
		this.#options = options;
	}

	/**
	 * Stores the answer to a range. It replaces what was cached in that range.
	 *
	 * @param asOf when an answer that was kept was live: with the newest items, it never replaces a later one.
	 * An answer that is live now replaces any, because the clock may have been ahead before.
	 */
	async adopt(answer: readonly Item[], range: ItemRange, asOf?: number): Promise<void> {
		const write = () => this.#write((transaction) => this.#adopt(transaction, answer, range, asOf));
		const error = await write();
		if (error?.code !== 'quota_exceeded') return;
		await this.#options.makeRoom();
		await write();
	}

	/** The nearest items with a lower order: at least `count`, if there are that many. */
	async before(order: number, count: number): Promise<Neighbours<Item>> {
		const { chunks } = this.#options;
		return this.#read(async (transaction) => {
			let from = await transaction.lastName(chunks, upTo(order));
			// The first item of this chunk says whether there is a gap before the position.
			const to = await transaction.nextName(chunks, nameOf(order));
			let span = await this.#readSpan(transaction, { from, to });
			while (from !== undefined && this.#countBelow(span, order) < count) {
				from = await transaction.lastName(chunks, from);
				if (from !== undefined) span = await this.#readSpan(transaction, { from, to });
			}
			const end = this.#countBelow(span, order);
			return { ...slice(span, 0, end, this.#options.shape), isApart: this.#isGapAt(span, end) };
		});
	}

	/** The nearest items with a higher order: at least `count`, if there are that many. */
	async after(order: number, count: number): Promise<Neighbours<Item>> {
		const { chunks, shape } = this.#options;
		return this.#read(async (transaction) => {
			const from = (await transaction.lastName(chunks, upTo(order))) ?? nameOf(order);
			let span: Span<Item> = { items: [], gaps: new Set() };
			let start = 0;
			for (let to: string | undefined = from; to !== undefined;) {
				span = await this.#readSpan(transaction, { from, to });
				start = span.items.findLastIndex((item) => shape.orderOf(item) <= order) + 1;
				to = span.items.length - start < count ? await transaction.nextName(chunks, to) : undefined;
			}
			const found = slice(span, start, span.items.length, shape);
			return { ...found, isApart: this.#isGapAt(span, start) };
		});
	}

	/** All cached items, in their order. */
	async all(): Promise<Span<Item>> {
		return this.#read(async (transaction) => ({
			...(await this.#readSpan(transaction, {})),
			isApart: false
		}));
	}

	/** Notes that the list is read now: lists that were read earlier are deleted first. */
	async noteRead(): Promise<void> {
		const { record, now } = this.#options;
		await this.#write(async (transaction) => {
			const noted = await this.#open(transaction);
			if (noted.rows > 0) transaction.put(record, { ...noted, readAt: now() });
		});
	}

	/** Deletes the oldest items, until half of what one subject may cache is left. */
	async shorten(): Promise<void> {
		const { chunks, record, shape } = this.#options;
		await this.#write(async (transaction) => {
			const noted = toRecord(await transaction.get(record));
			let left = noted.rows;
			for (const name of await transaction.names(chunks)) {
				const chunk = toChunks(await transaction.list(chunks, { from: name, to: name }), shape).get(
					name
				);
				const isEnough = left <= MAX_ITEMS / 2;
				transaction.put(
					[...chunks, name],
					isEnough && chunk ? { ...chunk, hasGap: true } : undefined
				);
				if (isEnough) break;
				left -= chunk?.rows.length ?? 0;
			}
			transaction.put(record, { ...noted, rows: left });
		});
	}

	async #adopt(
		transaction: Transaction,
		answer: readonly Item[],
		range: ItemRange,
		asOf: number | undefined
	): Promise<void> {
		const { chunks, record, shape } = this.#options;
		const noted = await this.#open(transaction);
		const isNewest = range.to === undefined;
		if (isNewest && asOf !== undefined && noted.newestAt > asOf) return;

		const { low, high } = extentOf(answer, range, shape);
		const [from, to] = await Promise.all([
			transaction.lastName(chunks, upTo(low)),
			high === Infinity ? undefined : transaction.nextName(chunks, nameOf(high))
		]);
		const before = await this.#readChunks(transaction, { from, to });
		const span = toSpan(before.values(), shape);
		const adopted = adopt(span, answer, range, shape);
		for (const [name, chunk] of changeChunks(before, adopted, shape)) {
			transaction.put([...chunks, name], chunk);
		}
		const now = this.#options.now();
		transaction.put(record, {
			...noted,
			rows: noted.rows + adopted.items.length - span.items.length,
			readAt: now,
			newestAt: isNewest ? (asOf ?? now) : noted.newestAt
		});
	}

	/** What is noted of the list, once what was kept for another version of it is gone. */
	async #open(transaction: Transaction): Promise<ListRecord> {
		const { chunks, record, version } = this.#options;
		const noted = toRecord(await transaction.get(record));
		if (noted.version === version) return noted;
		transaction.deleteAll(chunks);
		transaction.put(record, undefined);
		return { ...toRecord(undefined), version };
	}

	async #readChunks(transaction: Transaction, names: NameRange) {
		return toChunks(await transaction.list(this.#options.chunks, names), this.#options.shape);
	}

	async #readSpan(transaction: Transaction, names: NameRange): Promise<Span<Item>> {
		return toSpan((await this.#readChunks(transaction, names)).values(), this.#options.shape);
	}

	#countBelow(span: Span<Item>, order: number): number {
		return countBelow(span.items, order, this.#options.shape);
	}

	/**
	 * Whether there is a gap before an item. At the end of the span nothing is known, which counts as a
	 * gap.
	 */
	#isGapAt({ items, gaps }: Span<Item>, index: number): boolean {
		const item = items[index];
		return item === undefined || gaps.has(this.#options.shape.keyOf(item));
	}

	#read(work: (transaction: Transaction) => Promise<Neighbours<Item>>): Promise<Neighbours<Item>> {
		const { record, version, transact } = this.#options;
		const nothing = { items: [], gaps: new Set<string>(), isApart: true };
		// The store has reported it.
		return transact('read', async (transaction) =>
			toRecord(await transaction.get(record)).version === version
				? await work(transaction)
				: nothing
		).catch(() => nothing);
	}

	async #write(
		work: (transaction: Transaction) => Promise<void>
	): Promise<StorageError | undefined> {
		try {
			if (!this.#options.isClosed()) await this.#options.transact('relaxed', work);
		} catch (error) {
			if (error instanceof StorageError) return error;
			throw error;
		}
		return undefined;
	}
}

/** A string that sorts after all names up to the name of this order, and before all later names. */
function upTo(order: number): string {
	return `${nameOf(order)}~`;
}
