import { countBelow, slice, type ItemRange, type ItemShape, type Span } from '../cache/span.js';

/** This many items are ready on either side of those on the screen. */
const READY_ITEMS = 30;

/** With more items than this on one side, items are dropped there until half of it is left. */
const MOST_ITEMS = 400;

/** The orders of the first and the last item on the screen. */
export interface Seen {
	from: number;
	to: number;
}

/** The items in memory. */
export interface Window<Item> {
	span: Span<Item>;
	/** Whether no earlier items are cached. */
	isOldest: boolean;
	/** Whether they reach the newest item. */
	isNewest: boolean;
}

/** The next step to have the items around the screen in memory. */
export type Step =
	{ do: 'readOlder' | 'readNewer' } | { do: 'fill'; range: Omit<ItemRange, 'limit'> };

/** Decides the next step; `undefined` when nothing more can be done. */
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
	// Ask from the side on which the screen is.
	const keep = index <= Math.max(first, 0) || from === undefined ? 'newest' : 'oldest';
	return {
		do: 'fill',
		range: { ...(from !== undefined && { from }), to: orderOf(after), keep }
	};
}

/** Drops the items that are far from the screen. */
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

/** The index at which the order of an item begins: items of one order are never split. */
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

/** What to do about the range that is watched: keep what there is, end it, or watch another one. */
export type WatchStep = 'stay' | 'stop' | (ItemRange & Seen);

/** What decides which range is watched. */
export interface Screen<Item> {
	span: Span<Item>;
	seen: Seen;
	/** The newest items, if they are known. They are live already. */
	newest: readonly Item[] | undefined;
	/** The range that is watched. */
	watched: Seen | undefined;
}

/** Decides which range to watch so that the items on the screen, and some around them, are live. */
export function nextWatch<Item>(
	{ span: { items }, seen, newest = [], watched }: Screen<Item>,
	limit: number,
	shape: ItemShape<Item>
): WatchStep {
	const [firstNewest] = newest;
	if (firstNewest !== undefined && seen.from >= shape.orderOf(firstNewest)) return 'stop';
	if (watched && watched.from <= seen.from && seen.to <= watched.to) return 'stay';
	const first = countBelow(items, seen.from, shape);
	const last = items.findLastIndex((item) => shape.orderOf(item) <= seen.to);
	const around = Math.max(0, Math.floor((limit - 1 - (last + 1 - first)) / 2));
	const from = items[Math.max(0, first - around)];
	const to = items[Math.min(items.length - 1, last + around)];
	if (from === undefined || to === undefined || last < first) return 'stay';
	return { from: shape.orderOf(from), to: shape.orderOf(to), keep: 'newest', limit };
}
