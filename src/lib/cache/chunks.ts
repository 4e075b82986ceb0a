import { isSame } from './is-same.js';
import type { ItemShape, Span } from './span.js';

/**
 * The most rows that one chunk has. A chunk is read and written whole: larger ones are read faster in
 * bulk, smaller ones rewritten faster. Chromium reads values of more than 64 KiB twice as fast as smaller
 * ones (`bench/README.md`).
 */
export const CHUNK_ITEMS = 400;

/** A smaller chunk takes in the rows of the next one, when both are written anyway. */
const SMALL_CHUNK_ITEMS = CHUNK_ITEMS / 4;

/** Rows that are kept as one value. */
export interface Chunk<Item> {
	rows: Item[];
	/** Whether rows may be missing before the first. */
	hasGap: boolean;
}

/** Chunks by their names, in their order. */
export type Chunks<Item> = ReadonlyMap<string, Chunk<Item>>;

/** What must be written to make chunks others: `undefined` deletes one. */
export type ChunkChanges<Item> = Map<string, Chunk<Item> | undefined>;

/** A text that sorts among others as the order does among numbers. */
export function nameOf(order: number): string {
	const view = new DataView(new ArrayBuffer(8));
	// Not -0, which is the same order as 0 and has another name.
	view.setFloat64(0, order + 0);
	const bits = view.getBigUint64(0);
	const isNegative = bits >> 63n === 1n;
	const sortable = isNegative ? ~bits & 0xffff_ffff_ffff_ffffn : bits | (1n << 63n);
	return sortable.toString(16).padStart(16, '0');
}

/** What is stored, as chunks; one that cannot be read has no rows. */
export function toChunks<Item>(stored: ReadonlyMap<string, unknown>): Map<string, Chunk<Item>> {
	return new Map(
		[...stored].map(([name, value]) => [
			name,
			// What this version has put there, under the name of this very list.
			isChunk(value) ? (value as Chunk<Item>) : { rows: [], hasGap: true }
		])
	);
}

function isChunk(value: unknown): boolean {
	return (
		typeof value === 'object' &&
		value !== null &&
		'rows' in value &&
		Array.isArray(value.rows) &&
		value.rows.length > 0 &&
		'hasGap' in value &&
		typeof value.hasGap === 'boolean'
	);
}

/** The rows of chunks that follow each other. */
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
		// Not pushed as arguments, which are limited.
		for (const item of chunk.rows) items.push(item);
	}
	return { items, gaps };
}

/**
 * What must be written to make these chunks the rows of a span. A chunk begins where one began before,
 * so that a new row changes one chunk; and at every gap.
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
		// The rows after it do not know yet that it cannot be read.
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
		// Chunks are told apart by where they begin.
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
