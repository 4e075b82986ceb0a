import { changeChunks, nameOf, toChunks, toSpan } from './chunks.js';
import type { Key, KeyValueStore, NameRange, Rows } from './key-value-store.js';
import { MAX_ROWS, toRecord } from './row-limits.js';
import { adopt, countBelow, extentOf, slice } from './span.js';
import type { RowRange, RowShape, Span } from './span.js';
import { StorageError } from './storage-error.js';

/** Rows beside a place, as they are kept. */
export interface Neighbours<Row> extends Span<Row> {
	/** Whether rows may be missing between these and the place. */
	isApart: boolean;
}

export interface RowListOptions<Row> extends Pick<KeyValueStore, 'transact'> {
	/** Where the chunks lie. */
	chunks: Key;
	/** Where it is noted what they are. */
	record: Key;
	shape: RowShape<Row>;
	now: () => number;
	isClosed: () => boolean;
	/** Deletes other lists. */
	makeRoom: () => Promise<void>;
}

/**
 * The rows of one list, as far as the device has them. Tabs may write at the same time: every answer is
 * adopted into what the disk has by then. What cannot be read is not there, and what cannot be kept is
 * forgotten.
 */
export class RowList<Row> {
	readonly #options: RowListOptions<Row>;

	constructor(options: RowListOptions<Row>) {
		this.#options = options;
	}

	/**
	 * Keeps an answer to a range, in place of what was kept in it.
	 *
	 * @param asOf when it was live; an answer with the newest rows is not kept in place of a newer one
	 */
	async adopt(answer: readonly Row[], range: RowRange, asOf = this.#options.now()): Promise<void> {
		const write = () => this.#write((rows) => this.#adopt(rows, answer, range, asOf));
		const error = await write();
		if (error?.code !== 'quota_exceeded') return;
		await this.#options.makeRoom();
		await write();
	}

	/** The nearest rows of a lower order, at least as many as asked for if there are as many. */
	async before(order: number, count: number): Promise<Neighbours<Row>> {
		const { chunks } = this.#options;
		return this.#read(async (rows) => {
			let from = await rows.lastName(chunks, upTo(order));
			// Its first row is the one that says whether there is a gap before the place.
			const to = await rows.nextName(chunks, nameOf(order));
			let span = await this.#readSpan(rows, { from, to });
			while (from !== undefined && this.#countBelow(span, order) < count) {
				from = await rows.lastName(chunks, from);
				if (from !== undefined) span = await this.#readSpan(rows, { from, to });
			}
			const end = this.#countBelow(span, order);
			return { ...slice(span, 0, end, this.#options.shape), isApart: this.#isGapAt(span, end) };
		});
	}

	/** The nearest rows of a higher order, at least as many as asked for if there are as many. */
	async after(order: number, count: number): Promise<Neighbours<Row>> {
		const { chunks, shape } = this.#options;
		return this.#read(async (rows) => {
			const from = (await rows.lastName(chunks, upTo(order))) ?? nameOf(order);
			let span: Span<Row> = { rows: [], gaps: new Set() };
			let start = 0;
			for (let to: string | undefined = from; to !== undefined;) {
				span = await this.#readSpan(rows, { from, to });
				start = span.rows.findLastIndex((row) => shape.orderOf(row) <= order) + 1;
				to = span.rows.length - start < count ? await rows.nextName(chunks, to) : undefined;
			}
			const found = slice(span, start, span.rows.length, shape);
			return { ...found, isApart: this.#isGapAt(span, start) };
		});
	}

	/** All rows that are kept, in their order. */
	async all(): Promise<Span<Row>> {
		return this.#read(async (rows) => ({ ...(await this.#readSpan(rows, {})), isApart: false }));
	}

	/** Notes that the list is read now: others are deleted before it. */
	async noteRead(): Promise<void> {
		const { record, now } = this.#options;
		await this.#write(async (rows) => {
			const noted = toRecord(await rows.get(record));
			if (noted.rows > 0) rows.put(record, { ...noted, readAt: now() });
		});
	}

	/** Deletes the oldest rows, until there are half as many as one subject may keep. */
	async shorten(): Promise<void> {
		const { chunks, record } = this.#options;
		await this.#write(async (rows) => {
			const noted = toRecord(await rows.get(record));
			let left = noted.rows;
			for (const name of await rows.names(chunks)) {
				const chunk = toChunks<Row>(await rows.list(chunks, { from: name, to: name })).get(name);
				const isEnough = left <= MAX_ROWS / 2;
				rows.put([...chunks, name], isEnough && chunk ? { ...chunk, hasGap: true } : undefined);
				if (isEnough) break;
				left -= chunk?.rows.length ?? 0;
			}
			rows.put(record, { ...noted, rows: left });
		});
	}

	async #adopt(rows: Rows, answer: readonly Row[], range: RowRange, asOf: number): Promise<void> {
		const { chunks, record, shape } = this.#options;
		const { low, high } = extentOf(answer, range, shape);
		const [from, to, stored] = await Promise.all([
			rows.lastName(chunks, upTo(low)),
			high === Infinity ? undefined : rows.nextName(chunks, nameOf(high)),
			rows.get(record)
		]);
		const noted = toRecord(stored);
		const isNewest = range.to === undefined;
		if (isNewest && noted.newestAt > asOf) return;

		const before = await this.#readChunks(rows, { from, to });
		const span = toSpan(before.values(), shape);
		const adopted = adopt(span, answer, range, shape);
		for (const [name, chunk] of changeChunks(before, adopted, shape)) {
			rows.put([...chunks, name], chunk);
		}
		rows.put(record, {
			rows: noted.rows + adopted.rows.length - span.rows.length,
			readAt: this.#options.now(),
			newestAt: isNewest ? asOf : noted.newestAt
		});
	}

	async #readChunks(rows: Rows, names: NameRange) {
		return toChunks<Row>(await rows.list(this.#options.chunks, names));
	}

	async #readSpan(rows: Rows, names: NameRange): Promise<Span<Row>> {
		return toSpan((await this.#readChunks(rows, names)).values(), this.#options.shape);
	}

	#countBelow(span: Span<Row>, order: number): number {
		return countBelow(span.rows, order, this.#options.shape);
	}

	/** Where nothing follows, nothing is known. */
	#isGapAt({ rows, gaps }: Span<Row>, index: number): boolean {
		const row = rows[index];
		return row === undefined || gaps.has(this.#options.shape.keyOf(row));
	}

	#read(work: (rows: Rows) => Promise<Neighbours<Row>>): Promise<Neighbours<Row>> {
		const nothing = { rows: [], gaps: new Set<string>(), isApart: true };
		return this.#options.transact('read', work).catch(() => nothing);
	}

	async #write(work: (rows: Rows) => Promise<void>): Promise<StorageError | undefined> {
		try {
			if (!this.#options.isClosed()) await this.#options.transact('relaxed', work);
		} catch (error) {
			if (error instanceof StorageError) return error;
			throw error;
		}
		return undefined;
	}
}

/** What comes after all names up to the one of this order, and before all others. */
function upTo(order: number): string {
	return `${nameOf(order)}~`;
}
