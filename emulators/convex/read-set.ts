/**
 * What a function read, as ranges of index keys, and what a commit touched, as single keys. A query
 * must run again exactly when a touched key lies in a range it read.
 */
import type { KeyRange } from './index-keys.ts';

/** A key that a commit added, removed, or whose document it changed. */
export interface Touched {
	index: string;
	key: Buffer;
}

/** One commit: when, and which keys; `everything` after a reset. */
export interface Commit {
	ts: bigint;
	touched: readonly Touched[] | 'everything';
}

/** The ranges one function has read so far. */
export class ReadSet {
	#ranges = new Map<string, Readonly<KeyRange>[]>();

	/** Adds a range. It may still grow: the caller may replace its ends while it reads on. */
	add(index: string, range: Readonly<KeyRange>): void {
		const ranges = this.#ranges.get(index);
		if (ranges) ranges.push(range);
		else this.#ranges.set(index, [range]);
	}

	/** Whether a commit touched something in these ranges. */
	overlaps({ touched }: Commit): boolean {
		if (touched === 'everything') return true;
		return touched.some(({ index, key }) =>
			this.#ranges.get(index)?.some(({ from, to }) => from.compare(key) <= 0 && key.compare(to) < 0)
		);
	}
}
