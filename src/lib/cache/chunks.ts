import { isRecord } from '../is-record.js';
import { isSame } from './is-same.js';
import { areRows, type ItemShape, type Span } from './span.js';

/**
 * The most items in one chunk. A chunk is read and written as a whole: larger chunks are read faster in
 * bulk, smaller ones are rewritten faster. Chromium reads values of more than 64 KiB twice as fast as
 * smaller ones (`bench/README.md`).
 */
export const CHUNK_ITEMS = 400;

/** A smaller chunk absorbs the items of the next one when both are written anyway. */
const SMALL_CHUNK_ITEMS = CHUNK_ITEMS / 4;

/** Items that are stored as one value; the names of its fields are stored. */
export interface Chunk<Item> {
	rows: Item[];
	/** Whether items may be missing before the first one. */
	hasGap: boolean;
}

/** Chunks by their names, in their order. */
export type Chunks<Item> = ReadonlyMap<string, Chunk<Item>>;

/** The chunks to write, by name; `undefined` deletes a chunk. */
export type ChunkChanges<Item> = Map<string, Chunk<Item> | undefined>;

/** A string for an order. These strings sort as the orders do. */
export function nameOf(order: number): string {
	const view = new DataView(new ArrayBuffer(8));
	// Avoid -0, which is the same order as 0 but would have another name.
	view.setFloat64(0, order + 0);
	const bits = view.getBigUint64(0);
	const isNegative = bits >> 63n === 1n;
	const sortable = isNegative ? ~bits & 0xffff_ffff_ffff_ffffn : bits | (1n << 63n);
	return sortable.toString(16).padStart(16, '0');
}

/** What is stored, as chunks; one that cannot be read has no rows. */
export function toChunks<Item>(
	stored: ReadonlyMap<string, unknown>,
	shape: ItemShape<Item>
): Map<string, Chunk<Item>> {
	return new Map(
		[...stored].map(([name, value]) => [
			name,
			isChunk(value, shape) ? value : { rows: [], hasGap: true }
		])
	);
}

function isChunk<Item>(value: unknown, shape: ItemShape<Item>): value is Chunk<Item> {
	return (
		isRecord(value) &&
		Array.isArray(value.rows) &&
		value.rows.length > 0 &&
		areRows(value.rows, shape) &&
		typeof value.hasGap === 'boolean'
	);
}

/** Joins chunks that follow each other to a span. */
export function toSpan<Item>(
	chunks: Iterable<Chunk<Item>>,
	{ keyOf }: Pick<ItemShape<Item>, 'keyOf'>
): Span<Item> {
	const gaps = new Set<string>();
	const items: Item[] = [];
	let hasGap = false;
	for (const chunk of chunks) {
		hasGap ||= chunk.hasGap;
		const [first] = chunk.rows;
		if (first === undefined) continue;
		if (hasGap) gaps.add(keyOf(first));
		hasGap = false;
		// Pushed one by one: the number of arguments of a call is limited.
		for (const item of chunk.rows) items.push(item);
	}
	return { items, gaps };
}

/**
 * Finds the chunks that must be written so that the disk has the items of a span. A chunk begins where one
 * began before, so that a new item changes only one chunk. A chunk also begins at every gap.
 */
export function changeChunks<Item>(
	before: Chunks<Item>,
	span: Span<Item>,
	shape: ItemShape<Item>
): ChunkChanges<Item> {
	const after = divide(span, new Set(before.keys()), shape);
	const changes: ChunkChanges<Item> = new Map();
	const last = [...before.keys()].at(-1);
	for (const [name, { rows }] of before) {
		// The items after it do not know yet that this chunk cannot be read.
		const isNeeded = name === last && rows.length === 0;
		if (!after.has(name) && !isNeeded) changes.set(name, undefined);
	}
	for (const [name, chunk] of after) {
		if (!isSame(chunk, before.get(name))) changes.set(name, chunk);
	}
	return changes;
}

function divide<Item>(
	{ items, gaps }: Span<Item>,
	beginnings: ReadonlySet<string>,
	{ keyOf, orderOf }: ItemShape<Item>
): Map<string, Chunk<Item>> {
	const chunks = new Map<string, Chunk<Item>>();
	let current: Item[] = [];
	let previous: Item | undefined;
	for (const item of items) {
		const order = orderOf(item);
		const isFull = current.length >= CHUNK_ITEMS;
		const begins = current.length >= SMALL_CHUNK_ITEMS && beginnings.has(nameOf(order));
		const hasGap = gaps.has(keyOf(item));
		// A chunk is named after the order at which it begins.
		const isApart = previous === undefined || orderOf(previous) < order;
		if (isApart && (chunks.size === 0 || hasGap || isFull || begins)) {
			current = [];
			chunks.set(nameOf(order), { rows: current, hasGap });
		}
		current.push(item);
		previous = item;
	}
	return chunks;
}
