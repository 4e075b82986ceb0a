import { countBelow, slice, type ItemRange, type ItemShape, type Span } from '../cache/span.js';

/** So many rows are held ready on either side of those on the screen. */
const READY_ITEMS = 30;

/** With more than this on one side, rows are let go there until half of it are left. */
const MOST_ITEMS = 400;

/** From which order to which the screen shows rows. */
export interface Seen {
	from: number;
	to: number;
}

/** The rows in memory. */
export interface Window<Item> {
	span: Span<Item>;
	/** Whether the device keeps none before them. */
	isOldest: boolean;
	/** Whether they go on to the newest. */
	isNewest: boolean;
}

/** What to do next, so that the rows around the screen are there. */
export type Step =
	{ do: 'readOlder' | 'readNewer' } | { do: 'fill'; range: Omit<ItemRange, 'limit'> };

/** What to do next; `undefined` when all is there that can be. */
export function nextStep<Item>(
	{ span, isOldest, isNewest }: Window<Item>,
	seen: Seen,
	canAsk: boolean,
	shape: ItemShape<Item>
): Step | undefined {
	const { items, gaps } = span;
	const { keyOf, orderOf } = shape;
	const first = countBelow(items, seen.from, shape);
	const last = items.findLastIndex((item) => orderOf(item) <= seen.to);
	const isReady = items.length > 0 && first >= READY_ITEMS;
	if (!isReady && !isOldest) return { do: 'readOlder' };
	if (!isNewest && items.length - 1 - last < READY_ITEMS) return { do: 'readNewer' };
	if (!canAsk) return undefined;

	const isNear = (index: number) => index > first - READY_ITEMS && index <= last + READY_ITEMS;
	const index = items.findIndex((item, at) => gaps.has(keyOf(item)) && isNear(at));
	const [before, after] = [items[index - 1], items[index]];
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
export function letGo<Item>(
	window: Window<Item>,
	seen: Seen,
	shape: ItemShape<Item>
): Window<Item> {
	const { items } = window.span;
	const first = countBelow(items, seen.from, shape);
	const end = items.findLastIndex((item) => shape.orderOf(item) <= seen.to) + 1;
	const start = first > MOST_ITEMS ? notWithinOrder(items, first - MOST_ITEMS / 2, shape) : 0;
	const stop =
		items.length - end > MOST_ITEMS
			? notWithinOrder(items, end + MOST_ITEMS / 2, shape)
			: items.length;
	if (start === 0 && stop === items.length) return window;
	return {
		span: slice(window.span, start, stop, shape),
		isOldest: window.isOldest && start === 0,
		isNewest: window.isNewest && stop === items.length
	};
}

/** The nearest index at which an order begins: what is read beside a row is of another order. */
function notWithinOrder<Item>(
	items: readonly Item[],
	index: number,
	{ orderOf }: ItemShape<Item>
): number {
	const item = items[index];
	return item === undefined
		? items.length
		: items.findIndex((one) => orderOf(one) === orderOf(item));
}

/** The range to watch so that what is on the screen is as the backend has it, with some rows around it. */
export function watchedRange<Item>(
	{ items }: Span<Item>,
	seen: Seen,
	limit: number,
	shape: ItemShape<Item>
): (ItemRange & Seen) | undefined {
	const first = countBelow(items, seen.from, shape);
	const last = items.findLastIndex((item) => shape.orderOf(item) <= seen.to);
	const around = Math.max(0, Math.floor((limit - 1 - (last + 1 - first)) / 2));
	const from = items[Math.max(0, first - around)];
	const to = items[Math.min(items.length - 1, last + around)];
	if (from === undefined || to === undefined || last < first) return undefined;
	return { from: shape.orderOf(from), to: shape.orderOf(to), keep: 'newest', limit };
}
