/** What a row is called, and where it stands: a later row never has a lower order. */
export interface RowShape<Row> {
	keyOf: (row: Row) => string;
	orderOf: (row: Row) => number;
}

/** Which rows are asked for: those from one order to another, both included. */
export interface RowRange {
	/** Without it, from the first row there is. */
	from?: number;
	/** Without it, to the last row there is. */
	to?: number;
	/** Which end is answered when there are more rows than the limit. */
	keep: 'oldest' | 'newest';
	limit: number;
}

/** Rows in their order, and where others may be missing between them. */
export interface Span<Row> {
	readonly rows: readonly Row[];
	/** The keys of those rows before which others may be missing. */
	readonly gaps: ReadonlySet<string>;
}

/** The orders between which an answer has all rows. Where it was cut, others may have the same order. */
export interface Extent {
	low: number;
	high: number;
	isLowCut: boolean;
	isHighCut: boolean;
}

/** Between which orders an answer has all rows: where it has as many as were asked for, it may be cut. */
export function extentOf<Row>(
	answer: readonly Row[],
	{ from = -Infinity, to = Infinity, keep, limit }: RowRange,
	{ orderOf }: RowShape<Row>
): Extent {
	const [first, last] = [answer[0], answer.at(-1)];
	const isCut = first !== undefined && last !== undefined && answer.length >= limit;
	const isLowCut = isCut && keep === 'newest';
	const isHighCut = isCut && keep === 'oldest';
	return {
		low: isLowCut ? orderOf(first) : from,
		high: isHighCut ? orderOf(last) : to,
		isLowCut,
		isHighCut
	};
}

/**
 * The rows after an answer to a range: within it they are as the answer has them, and outside as they
 * were. Nothing is known between an answer that does not touch the other rows and these: there it has a gap.
 */
export function adopt<Row>(
	{ rows, gaps }: Span<Row>,
	answer: readonly Row[],
	range: RowRange,
	shape: RowShape<Row>
): Span<Row> {
	const { keyOf, orderOf } = shape;
	const { low, high, isLowCut, isHighCut } = extentOf(answer, range, shape);
	const answered = new Set(answer.map(keyOf));
	const isBeside = (row: Row) => !answered.has(keyOf(row));
	const isBelow = (row: Row) => orderOf(row) < low || (isLowCut && orderOf(row) === low);
	const isAbove = (row: Row) => orderOf(row) > high || (isHighCut && orderOf(row) === high);
	const below = rows.filter((row) => isBelow(row) && isBeside(row));
	const above = rows.filter((row) => isAbove(row) && isBeside(row));

	const kept = new Set([...below, ...above].map(keyOf).filter((key) => gaps.has(key)));
	const first = answer[0] ?? above[0];
	const replaced = rows[below.length];
	// An answer from the very first row on has none before it; else its place may have been a gap before.
	const isGap = low !== -Infinity && (replaced === undefined || gaps.has(keyOf(replaced)));
	if (first !== undefined && isGap) kept.add(keyOf(first));
	const adopted = [...below, ...answer, ...above];
	return { rows: adopted, gaps: gapsBetweenOrders(adopted, kept, shape) };
}

/** Where a gap is among rows of the same order, it may as well be before the first of them. */
function gapsBetweenOrders<Row>(
	rows: readonly Row[],
	gaps: ReadonlySet<string>,
	{ keyOf, orderOf }: RowShape<Row>
): Set<string> {
	const settled = new Set<string>();
	let first: Row | undefined;
	for (const row of rows) {
		if (first === undefined || orderOf(first) !== orderOf(row)) first = row;
		if (gaps.has(keyOf(row))) settled.add(keyOf(first));
	}
	return settled;
}

/** The part of a span from one index up to, and without, another. */
export function slice<Row>(
	{ rows, gaps }: Span<Row>,
	start: number,
	end: number,
	{ keyOf }: RowShape<Row>
): Span<Row> {
	const part = rows.slice(start, end);
	return { rows: part, gaps: new Set(part.map(keyOf).filter((key) => gaps.has(key))) };
}

/** Two spans, one after the other; `isGap` says whether rows may be missing between them. */
export function join<Row>(
	older: Span<Row>,
	newer: Span<Row>,
	isGap: boolean,
	{ keyOf }: RowShape<Row>
): Span<Row> {
	const gaps = new Set([...older.gaps, ...newer.gaps]);
	const [first] = newer.rows;
	if (first !== undefined) {
		if (isGap) gaps.add(keyOf(first));
		else gaps.delete(keyOf(first));
	}
	return { rows: [...older.rows, ...newer.rows], gaps };
}

/** How many rows have a lower order. */
export function countBelow<Row>(
	rows: readonly Row[],
	order: number,
	{ orderOf }: RowShape<Row>
): number {
	let [low, high] = [0, rows.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		const row = rows[middle];
		if (row !== undefined && orderOf(row) < order) low = middle + 1;
		else high = middle;
	}
	return low;
}
