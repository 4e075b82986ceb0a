/** How the items of a list are identified and ordered. A later item never has a lower order. */
export interface ItemShape<Item> {
	keyOf: (item: Item) => string;
	orderOf: (item: Item) => number;
}

/** Whether values that were read from the disk are rows of a list: each has a key and an order, and none a lower order than the one before. */
export function areRows<Item>(
	values: readonly unknown[],
	{ keyOf, orderOf }: ItemShape<Item>
): values is Item[] {
	let last = -Infinity;
	const isRow = (value: unknown) => {
		// What it is else, only those who show it find out.
		const item = value as Item;
		const order = orderOf(item);
		const isInOrder = Number.isFinite(order) && order >= last;
		last = order;
		return isInOrder && typeof keyOf(item) === 'string';
	};
	try {
		return values.every(isRow);
	} catch {
		// The app's functions find no row in it: what was kept is torn, and is asked for again.
		return false;
	}
}

/** Which rows are asked for: those from one order to another, both included. */
export interface ItemRange {
	/** Without it, the range begins at the first item. */
	from?: number;
	/** Without it, the range ends at the last item. */
	to?: number;
	/** Which end of the range is answered when it has more items than the limit. */
	keep: 'oldest' | 'newest';
	limit: number;
}

/** Items in their order, with the gaps where others may be missing. */
export interface Span<Item> {
	readonly items: readonly Item[];
	/** The keys of the items before which others may be missing. */
	readonly gaps: ReadonlySet<string>;
}

/** The orders between which an answer is complete. At a cut end, other items may have the same order. */
export interface Extent {
	low: number;
	high: number;
	isLowCut: boolean;
	isHighCut: boolean;
}

/** Finds between which orders an answer is complete. An answer that reaches the limit may be cut. */
export function extentOf<Item>(
	answer: readonly Item[],
	{ from = -Infinity, to = Infinity, keep, limit }: ItemRange,
	{ orderOf }: ItemShape<Item>
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
 * Merges an answer to a range into a span. Inside the range the items are those of the answer; outside they
 * stay as they were. Where the answer does not touch the other items, the result has a gap.
 */
export function adopt<Item>(
	{ items, gaps }: Span<Item>,
	answer: readonly Item[],
	range: ItemRange,
	shape: ItemShape<Item>
): Span<Item> {
	const { keyOf, orderOf } = shape;
	const { low, high, isLowCut, isHighCut } = extentOf(answer, range, shape);
	const answered = new Set(answer.map(keyOf));
	const isBeside = (item: Item) => !answered.has(keyOf(item));
	const isBelow = (item: Item) => orderOf(item) < low || (isLowCut && orderOf(item) === low);
	const isAbove = (item: Item) => orderOf(item) > high || (isHighCut && orderOf(item) === high);
	const below = items.filter((item) => isBelow(item) && isBeside(item));
	const above = items.filter((item) => isAbove(item) && isBeside(item));

	const kept = new Set([...below, ...above].map(keyOf).filter((key) => gaps.has(key)));
	const first = answer[0] ?? above[0];
	const replaced = items[below.length];
	// An answer from the very first item on has nothing before it. Otherwise the gap that was there may
	// remain.
	const isGap = low !== -Infinity && (replaced === undefined || gaps.has(keyOf(replaced)));
	if (first !== undefined && isGap) kept.add(keyOf(first));
	const adopted = [...below, ...answer, ...above];
	return { items: adopted, gaps: gapsBetweenOrders(adopted, kept, shape) };
}

/** Moves a gap among items of the same order before the first of them. */
function gapsBetweenOrders<Item>(
	items: readonly Item[],
	gaps: ReadonlySet<string>,
	{ keyOf, orderOf }: ItemShape<Item>
): Set<string> {
	const settled = new Set<string>();
	let first: Item | undefined;
	for (const item of items) {
		if (first === undefined || orderOf(first) !== orderOf(item)) first = item;
		if (gaps.has(keyOf(item))) settled.add(keyOf(first));
	}
	return settled;
}

/** The part of a span from one index up to another, which is not included. */
export function slice<Item>(
	{ items, gaps }: Span<Item>,
	start: number,
	end: number,
	{ keyOf }: ItemShape<Item>
): Span<Item> {
	const part = items.slice(start, end);
	return { items: part, gaps: new Set(part.map(keyOf).filter((key) => gaps.has(key))) };
}

/** Joins two spans. `isGap` says whether items may be missing between them. */
export function join<Item>(
	older: Span<Item>,
	newer: Span<Item>,
	isGap: boolean,
	{ keyOf }: ItemShape<Item>
): Span<Item> {
	const gaps = new Set([...older.gaps, ...newer.gaps]);
	const [first] = newer.items;
	if (first !== undefined) {
		if (isGap) gaps.add(keyOf(first));
		else gaps.delete(keyOf(first));
	}
	return { items: [...older.items, ...newer.items], gaps };
}

/** How many items have a lower order. */
export function countBelow<Item>(
	items: readonly Item[],
	order: number,
	{ orderOf }: ItemShape<Item>
): number {
	let [low, high] = [0, items.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		const item = items[middle];
		if (item !== undefined && orderOf(item) < order) low = middle + 1;
		else high = middle;
	}
	return low;
}
