/** Runs the database queries that functions build: ranges of an index, and pages of them. */
import { createHash } from 'node:crypto';
import { keyFields, type Entry, type Order } from './documents.ts';
import { FunctionError, UnsupportedError } from './errors.ts';
import { jsonToOptional, optionalToJson, type JSONObject, type JSONValue } from './json.ts';
import { startingWith, type Key, type KeyRange } from './ranges.ts';
import type { Reader } from './transaction.ts';

/** A query as the convex package serialises it. */
export interface SerializedQuery {
	source:
		| { type: 'FullTableScan'; tableName: string; order: Order | null }
		| { type: 'IndexRange'; indexName: string; range: Bound[]; order: Order | null }
		| { type: 'Search'; indexName: string };
	operators: ({ filter: JSONValue } | { limit: number })[];
}

interface Bound {
	type: 'Eq' | 'Gt' | 'Gte' | 'Lt' | 'Lte';
	fieldPath: string;
	value: JSONValue;
}

/** Which page to read: what comes after `cursor`, up to and with `endCursor` or `pageSize`. */
export interface PageRequest {
	query: SerializedQuery;
	cursor: string | null;
	endCursor: string | null;
	pageSize: number;
	maximumRowsRead?: number | null;
	maximumBytesRead?: number | null;
}

/** A position within a query's results: after the document with this key, or after the last one. */
type Position = Key | 'end';

/** The documents of a query, read one by one as they are asked for. */
export function* documents(
	reader: Reader,
	query: SerializedQuery
): Generator<JSONObject, undefined> {
	const { index, range, order, limit } = plan(reader, query);
	const entries = reader.scan(index, range, order);
	// Not a for-of over all: that would read one entry more than is asked for.
	for (let count = 0; count < limit; count++) {
		const { value } = entries.next();
		if (!value) return;
		yield value.document;
	}
}

/**
 * One page of a query. A page that has an end holds everything up to there, however much that is by
 * now; so pages stay gapless while documents come and go.
 */
export function readPage(reader: Reader, request: PageRequest) {
	const { query, cursor, endCursor, pageSize } = request;
	if (request.maximumRowsRead || request.maximumBytesRead) {
		throw new UnsupportedError('maximumRowsRead and maximumBytesRead');
	}
	if (pageSize < 1) throw new FunctionError('Must request at least 1 document while paginating');
	const { index, range, order } = plan(reader, query);
	const mark = createHash('sha1').update(JSON.stringify(query)).digest('hex').slice(0, 16);
	const [near, far] = order === 'asc' ? (['from', 'to'] as const) : (['to', 'from'] as const);
	const after = (key: Key) => startingWith(key)[far];
	const end = endCursor === null ? undefined : decode(mark, endCursor);
	const start = cursor === null ? undefined : decode(mark, cursor);
	if (start) range[near] = start === 'end' ? range[far] : after(start);
	if (end && end !== 'end') range[far] = after(end);

	const page: Entry[] = [];
	const entries = reader.scan(index, range, order);
	while (end !== undefined || page.length < pageSize) {
		const { value } = entries.next();
		if (!value) break;
		page.push(value);
	}
	const isFull = end === undefined && page.length === pageSize;
	const last = end ?? (isFull ? page.at(-1)?.key : undefined) ?? 'end';
	const middle = page.length > 1 ? page[(page.length - 1) >> 1] : undefined;
	return {
		page: page.map(({ document }) => document),
		isDone: last === 'end',
		continueCursor: encode(mark, last),
		splitCursor: middle ? encode(mark, middle.key) : null,
		pageStatus: null
	};
}

/** Writes a cursor. The mark is that of the query it belongs to. */
function encode(mark: string, position: Position): string {
	return mark + (position === 'end' ? position : JSON.stringify(position.map(optionalToJson)));
}

function decode(mark: string, cursor: string): Position {
	const position = cursor.slice(mark.length);
	if (cursor.startsWith(mark)) {
		return position === 'end'
			? position
			: (JSON.parse(position) as JSONValue[]).map(jsonToOptional);
	}
	// Clients know this error by its data, and start again from the first page.
	throw new FunctionError('InvalidCursor: the cursor is from a different query.', {
		isConvexSystemError: true,
		paginationError: 'InvalidCursor'
	});
}

function plan({ documents: { catalog } }: Reader, { source, operators }: SerializedQuery) {
	let limit = Infinity;
	for (const operator of operators) {
		if ('filter' in operator) throw new UnsupportedError('.filter(): use an index, or plain code');
		limit = Math.min(limit, operator.limit);
	}
	if (source.type === 'Search') throw new UnsupportedError(`search indexes (${source.indexName})`);
	const isScan = source.type === 'FullTableScan';
	const index = isScan ? `${source.tableName}.by_creation_time` : source.indexName;
	const fields = catalog.table(index.split('.')[0] ?? '').indexes.get(index);
	if (!fields) throw new FunctionError(`Index ${index} is not in schema.ts.`);
	const range = rangeOf(index, keyFields(fields), isScan ? [] : source.range);
	return { index, range, order: source.order ?? 'asc', limit };
}

function rangeOf(index: string, fields: string[], bounds: Bound[]): KeyRange {
	const equal: Key[number][] = [];
	const range = startingWith([]);
	for (const { type, fieldPath, value } of bounds) {
		if (fieldPath !== fields[equal.length]) {
			throw new FunctionError(`A range of ${index} must use, in order: ${fields.join(', ')}.`);
		}
		const { from, to } = startingWith([...equal, jsonToOptional(value)]);
		if (type === 'Eq') {
			equal.push(jsonToOptional(value));
			Object.assign(range, { from, to });
		} else if (type === 'Gt') range.from = to;
		else if (type === 'Gte') range.from = from;
		else if (type === 'Lt') range.to = from;
		else range.to = to;
	}
	return range;
}
