import { isSame } from './is-same.js';
import type { RowShape, Span } from './span.js';

/**
 * The most rows that one chunk has. A chunk is read and written whole: larger ones are read faster in
 * bulk, smaller ones rewritten faster. Chromium reads values of more than 64 KiB twice as fast as smaller
 * ones (`bench/README.md`).
 */
export const CHUNK_ROWS = 400;

/** A smaller chunk takes in the rows of the next one, when both are written anyway. */
const SMALL_CHUNK_ROWS = CHUNK_ROWS / 4;

/** Rows that are kept as one value. */
export interface Chunk<Row> {
	rows: Row[];
	/** Whether rows may be missing before the first. */
	hasGap: boolean;
}

/** Chunks by their names, in their order. */
export type Chunks<Row> = ReadonlyMap<string, Chunk<Row>>;

/** What must be written to make chunks others: `undefined` deletes one. */
export type ChunkChanges<Row> = Map<string, Chunk<Row> | undefined>;

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
export function toChunks<Row>(stored: ReadonlyMap<string, unknown>): Map<string, Chunk<Row>> {
	return new Map(
		[...stored].map(([name, value]) => [
			name,
			// What this version has put there, under the name of this very list.
			isChunk(value) ? (value as Chunk<Row>) : { rows: [], hasGap: true }
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
export function toSpan<Row>(
	chunks: Iterable<Chunk<Row>>,
	{ keyOf }: Pick<RowShape<Row>, 'keyOf'>
): Span<Row> {
	const gaps = new Set<string>();
	const rows: Row[] = [];
	let hasGap = false;
	for (const chunk of chunks) {
		hasGap ||= chunk.hasGap;
		const [first] = chunk.rows;
		if (first === undefined) continue;
		if (hasGap) gaps.add(keyOf(first));
		hasGap = false;
		// Not pushed as arguments, which are limited.
		for (const row of chunk.rows) rows.push(row);
	}
	return { rows, gaps };
}

/**
 * What must be written to make these chunks the rows of a span. A chunk begins where one began before,
 * so that a new row changes one chunk; and at every gap.
 */
export function changeChunks<Row>(
	before: Chunks<Row>,
	span: Span<Row>,
	shape: RowShape<Row>
): ChunkChanges<Row> {
	const after = divide(span, new Set(before.keys()), shape);
	const changes: ChunkChanges<Row> = new Map();
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

function divide<Row>(
	{ rows, gaps }: Span<Row>,
	beginnings: ReadonlySet<string>,
	{ keyOf, orderOf }: RowShape<Row>
): Map<string, Chunk<Row>> {
	const chunks = new Map<string, Chunk<Row>>();
	let current: Row[] = [];
	let previous: Row | undefined;
	for (const row of rows) {
		const order = orderOf(row);
		const isFull = current.length >= CHUNK_ROWS;
		const begins = current.length >= SMALL_CHUNK_ROWS && beginnings.has(nameOf(order));
		const hasGap = gaps.has(keyOf(row));
		// Chunks are told apart by where they begin.
		const isApart = previous === undefined || orderOf(previous) < order;
		if (isApart && (chunks.size === 0 || hasGap || isFull || begins)) {
			current = [];
			chunks.set(nameOf(order), { rows: current, hasGap });
		}
		current.push(row);
		previous = row;
	}
	return chunks;
}
