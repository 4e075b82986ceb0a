/** Runs the database queries that functions build: ranges of an index, pages of them, and searches. */
import { createHash } from 'node:crypto';
import { keyFields, type Entry } from './documents.ts';
import { FunctionError, UnsupportedError } from './errors.ts';
import { jsonToOptional, optionalToJson, type JSONObject, type JSONValue } from './json.ts';
import { startingWith, type Key } from './ranges.ts';
import { search, type SearchFilter } from './search.ts';
import type { Order, Reader } from './transaction.ts';

type Bound = { type: 'Eq' | 'Gt' | 'Gte' | 'Lt' | 'Lte'; fieldPath: string; value: JSONValue };

/** A query as the convex package serialises it. */
export interface SerializedQuery {
	source:
		| { type: 'FullTableScan'; tableName: string; order: Order | null }
		| { type: 'IndexRange'; indexName: string; range: Bound[]; order: Order | null }
		| { type: 'Search'; indexName: string; filters: SearchFilter[] };
	operators: ({ filter: JSONValue } | { limit: number })[];
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
	const { source } = query;
	const limit = limitOf(query);
	const found = source.type === 'Search' ? search(reader, source) : scanned(reader, query);
	// Not a for-of over all: that would read one document more than is asked for.
	for (let count = 0; count < limit; count++) {
		const { value } = found.next();
		if (!value) return;
		yield value;
	}
}

function* scanned(reader: Reader, query: SerializedQuery): Generator<JSONObject, undefined> {
	const { index, range, order } = plan(reader, query);
	for (const { document } of reader.scan(index, range, order)) yield document;
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
	const { encode, decode } = cursorsOf(query);
	const [near, far] = order === 'asc' ? (['from', 'to'] as const) : (['to', 'from'] as const);
	const start = decode(cursor);
	const end = decode(endCursor);
	if (start) range[near] = start === 'end' ? range[far] : startingWith(start)[far];
	if (end && end !== 'end') range[far] = startingWith(end)[far];

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
		continueCursor: encode(last),
		splitCursor: middle ? encode(middle.key) : null,
		pageStatus: null
	};
}

/** Writes and reads cursors. They carry a mark of the query they belong to. */
function cursorsOf(query: SerializedQuery) {
	const mark = createHash('sha1').update(JSON.stringify(query)).digest('hex').slice(0, 16);
	const encode = (position: Position) =>
		mark + JSON.stringify(position === 'end' ? position : position.map(optionalToJson));
	const decode = (cursor: string | null): Position | undefined => {
		if (cursor === null) return undefined;
		// Clients know this error by its data, and start again from the first page.
		const data = { isConvexSystemError: true, paginationError: 'InvalidCursor' };
		if (!cursor.startsWith(mark)) throw new FunctionError('InvalidCursor: of another query', data);
		const position = JSON.parse(cursor.slice(mark.length)) as JSONValue[] | 'end';
		return position === 'end' ? position : position.map(jsonToOptional);
	};
	return { encode, decode };
}

function limitOf({ operators }: SerializedQuery): number {
	let limit = Infinity;
	for (const operator of operators) {
		if ('filter' in operator) throw new UnsupportedError('.filter(): use an index, or plain code');
		limit = Math.min(limit, operator.limit);
	}
	return limit;
}

function plan({ documents: { catalog } }: Reader, { source }: SerializedQuery) {
	if (source.type === 'Search') throw new UnsupportedError('paginate() on a search');
	const isScan = source.type === 'FullTableScan';
	const index = isScan ? `${source.tableName}.by_creation_time` : source.indexName;
	const indexed = catalog.table(index.split('.')[0] ?? '').indexes.get(index);
	if (!indexed) throw new FunctionError(`Index ${index} is not in schema.ts.`);
	const fields = keyFields(indexed);
	const equal: Key[number][] = [];
	const range = startingWith([]);
	for (const { type, fieldPath, value } of isScan ? [] : source.range) {
		if (fieldPath !== fields[equal.length]) {
			throw new FunctionError(`A range of ${index} must use, in order: ${fields.join(', ')}.`);
		}
		const { from, to } = startingWith([...equal, jsonToOptional(value)]);
		if (type === 'Eq') equal.push(jsonToOptional(value));
		if (type !== 'Lt' && type !== 'Lte') range.from = type === 'Gt' ? to : from;
		if (type !== 'Gt' && type !== 'Gte') range.to = type === 'Lt' ? from : to;
	}
	return { index, range, order: source.order ?? 'asc' };
}
