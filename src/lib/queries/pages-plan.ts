import { countBelow, slice, type RowRange, type RowShape, type Span } from '../cache/span.js';

/** So many rows are held ready on either side of those on the screen. */
const READY_ROWS = 30;

/** With more than this on one side, rows are let go there until half of it are left. */
const MOST_ROWS = 400;

/** From which order to which the screen shows rows. */
export interface Seen {
	from: number;
	to: number;
}

/** The rows in memory. */
export interface Window<Row> {
	span: Span<Row>;
	/** Whether the device keeps none before them. */
	isOldest: boolean;
	/** Whether they go on to the newest. */
	isNewest: boolean;
}

/** What to do next, so that the rows around the screen are there. */
export type Step =
	{ do: 'readOlder' | 'readNewer' } | { do: 'fill'; range: Omit<RowRange, 'limit'> };

/** What to do next; `undefined` when all is there that can be. */
export function nextStep<Row>(
	{ span, isOldest, isNewest }: Window<Row>,
	seen: Seen,
	canAsk: boolean,
	shape: RowShape<Row>
): Step | undefined {
	const { rows, gaps } = span;
	const { keyOf, orderOf } = shape;
	const first = countBelow(rows, seen.from, shape);
	const last = rows.findLastIndex((row) => orderOf(row) <= seen.to);
	const isReady = rows.length > 0 && first >= READY_ROWS;
	if (!isReady && !isOldest) return { do: 'readOlder' };
	if (!isNewest && rows.length - 1 - last < READY_ROWS) return { do: 'readNewer' };
	if (!canAsk) return undefined;

	const isNear = (index: number) => index > first - READY_ROWS && index <= last + READY_ROWS;
	const index = rows.findIndex((row, at) => gaps.has(keyOf(row)) && isNear(at));
	const [before, after] = [rows[index - 1], rows[index]];
	if (after === undefined) return undefined;
	const from = before && orderOf(before);
	// From the side on which the screen is.
	const keep = index <= Math.max(first, 0) || from === undefined ? 'newest' : 'oldest';
	return {
		do: 'fill',
		range: { ...(from !== undefined && { from }), to: orderOf(after), keep }
	};
}

/** The rows without those that are far from the screen. */
export function letGo<Row>(window: Window<Row>, seen: Seen, shape: RowShape<Row>): Window<Row> {
	const { rows } = window.span;
	const first = countBelow(rows, seen.from, shape);
	const end = rows.findLastIndex((row) => shape.orderOf(row) <= seen.to) + 1;
	const start = first > MOST_ROWS ? notWithinOrder(rows, first - MOST_ROWS / 2, shape) : 0;
	const stop =
		rows.length - end > MOST_ROWS ? notWithinOrder(rows, end + MOST_ROWS / 2, shape) : rows.length;
	if (start === 0 && stop === rows.length) return window;
	return {
		span: slice(window.span, start, stop, shape),
		isOldest: window.isOldest && start === 0,
		isNewest: window.isNewest && stop === rows.length
	};
}

/** The nearest index at which an order begins: what is read beside a row is of another order. */
function notWithinOrder<Row>(
	rows: readonly Row[],
	index: number,
	{ orderOf }: RowShape<Row>
): number {
	const row = rows[index];
	return row === undefined ? rows.length : rows.findIndex((one) => orderOf(one) === orderOf(row));
}

/** The range to watch so that what is on the screen is as the backend has it, with some rows around it. */
export function watchedRange<Row>(
	{ rows }: Span<Row>,
	seen: Seen,
	limit: number,
	shape: RowShape<Row>
): (RowRange & Seen) | undefined {
	const first = countBelow(rows, seen.from, shape);
	const last = rows.findLastIndex((row) => shape.orderOf(row) <= seen.to);
	const around = Math.max(0, Math.floor((limit - 1 - (last + 1 - first)) / 2));
	const from = rows[Math.max(0, first - around)];
	const to = rows[Math.min(rows.length - 1, last + around)];
	if (from === undefined || to === undefined || last < first) return undefined;
	return { from: shape.orderOf(from), to: shape.orderOf(to), keep: 'newest', limit };
}
