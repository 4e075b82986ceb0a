/**
 * What functions read, as ranges of index keys, and what commits touch, as single keys: a query must
 * run again exactly when a touched key lies in a range it read.
 */
import { compareValues, type Value } from 'convex/values';
import type { JSONObject } from './json.ts';

/** A document's indexed values. Its creation time and id, which come last, make it unique. */
export type Key = readonly (Value | undefined)[];

/** A place between keys: before, or after, all those that start with these values. */
export type Place = { values: Key; side: 'before' | 'after' };

/** All keys between two places. */
export type KeyRange = { from: Place; to: Place };

/** What a function has read of an index: a range, and of that only what `matches` when that is given. */
export type Read = {
	index: string;
	range: KeyRange;
	matches?: (document: JSONObject) => boolean;
};

/** What a function has read so far. It moves the ends of a range while it reads on. */
export type ReadSet = Read[];

/** A key that a commit added or removed, with the document that it led to before or leads to now. */
export type Touched = { index: string; key: Key; document: JSONObject };

/** What a commit touched. */
export type Commit = readonly Touched[] | 'everything';

/** All keys that start with these values. */
export function startingWith(values: Key): KeyRange {
	return { from: { values, side: 'before' }, to: { values, side: 'after' } };
}

/** Whether a key lies before a place. */
export function isBefore(key: Key, { values, side }: Place): boolean {
	const order = compareKeys(key, values);
	return order === 0 ? side === 'after' : order < 0;
}

/** Orders two keys of an index as Convex orders their values, as far as the second one goes. */
export function compareKeys(a: Key, b: Key): number {
	for (let i = 0; i < b.length; i++) {
		const order = compare(a[i], b[i]);
		if (order !== 0) return order;
	}
	return 0;
}

/** Convex's order, faster where two texts or numbers are simply different: an index compares little else. */
export function compare(a: Value | undefined, b: Value | undefined): number {
	if (typeof a === 'number' && typeof b === 'number' && (a < b || a > b)) return a - b;
	if (typeof a !== 'string' || typeof b !== 'string') return compareValues(a, b);
	if (a === b) return 0;
	let i = 0;
	while (i < a.length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
	const [one, other] = [a.charCodeAt(i), b.charCodeAt(i)];
	// Beyond these, UTF-16 has another order than Convex.
	return one < FIRST_SURROGATE && other < FIRST_SURROGATE ? one - other : compareValues(a, b);
}

const FIRST_SURROGATE = 0xd800;

/** Whether a commit touched something that was read. */
export function overlaps(reads: ReadSet, commit: Commit): boolean {
	if (commit === 'everything') return true;
	const lies = ({ key }: Touched, { from, to }: KeyRange) =>
		!isBefore(key, from) && isBefore(key, to);
	return reads.some(({ index, range, matches }) =>
		commit.some((t) => t.index === index && lies(t, range) && (matches?.(t.document) ?? true))
	);
}
