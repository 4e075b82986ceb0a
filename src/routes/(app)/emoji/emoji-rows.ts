/** A row of the picker: the title of what follows, or emoji side by side. All are of one height. */
export type EmojiRow<Item> = { title: string } | { items: Item[] };

/** A part of the picker. */
export interface EmojiSection<Item> {
	title: string;
	items: readonly Item[];
}

/** A place among the rows. */
export interface Cell {
	row: number;
	column: number;
}

/** Lays sections out in rows of so many columns. A section with nothing in it is left out. */
export function toRows<Item>(
	sections: readonly EmojiSection<Item>[],
	columns: number
): EmojiRow<Item>[] {
	return sections
		.filter(({ items }) => items.length > 0)
		.flatMap(({ title, items }) => [
			{ title },
			...Array.from({ length: Math.ceil(items.length / columns) }, (_, index) => ({
				items: items.slice(index * columns, (index + 1) * columns)
			}))
		]);
}

const lengthOf = (row: EmojiRow<unknown> | undefined) =>
	row && 'items' in row ? row.items.length : 0;

/**
 * The cell that a key leads to; `undefined` for another key, and where there is none. Without a cell, every
 * arrow leads to the first one.
 *
 * @param isRtl whether the columns go from right to left
 */
export function cellBy(
	key: string,
	rows: readonly EmojiRow<unknown>[],
	from: Cell | undefined,
	isRtl: boolean
): Cell | undefined {
	const [back, on] = isRtl ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
	const step = key === back || key === 'ArrowUp' ? -1 : key === on || key === 'ArrowDown' ? 1 : 0;
	if (step === 0) return undefined;
	const isAlong = key === back || key === on;
	const { row, column } = from ?? { row: -1, column: 0 };
	if (from && isAlong && column + step >= 0 && column + step < lengthOf(rows[row])) {
		return { row, column: column + step };
	}
	let next = from ? row + step : 0;
	while (next >= 0 && next < rows.length && lengthOf(rows[next]) === 0) next += step;
	const length = lengthOf(rows[next]);
	if (length === 0) return undefined;
	const wanted = !isAlong ? column : step > 0 ? 0 : length - 1;
	return { row: next, column: Math.min(wanted, length - 1) };
}

/** The rows that are seen, and a few beside them: from one index up to another. */
export function seenRows(
	count: number,
	scrolledPx: number,
	heightPx: number,
	rowPx: number
): { start: number; end: number } {
	const MORE = 3;
	const start = Math.max(0, Math.floor(scrolledPx / rowPx) - MORE);
	return { start, end: Math.min(count, Math.ceil((scrolledPx + heightPx) / rowPx) + MORE) };
}
