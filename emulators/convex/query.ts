/** Runs the database queries that functions build: ranges of an index, pages of them, and searches. */
import { createHash } from 'node:crypto';
import { getConvexSize, jsonToConvex } from 'convex/values';
import { keyFields, type Entry } from './documents.ts';
import { FunctionError } from './errors.ts';
import { keeps } from './filter.ts';
import { jsonToOptional, optionalToJson, type JSONObject, type JSONValue } from './json.ts';
import { startingWith, type Key } from './ranges.ts';
import { search, type SearchFilter } from './search.ts';
import type { Order, Reader } from './transaction.ts';

type Bound = { type: 'Eq' | 'Gt' | 'Gte' | 'Lt' | 'Lte'; fieldPath: string; value: JSONValue };

type Search = { type: 'Search'; indexName: string; filters: SearchFilter[] };
type Source =
	| Search
	| { type: 'FullTableScan'; tableName: string; order: Order | null }
	| { type: 'IndexRange'; indexName: string; range: Bound[]; order: Order | null };

/** A query as the convex package serialises it. */
export interface SerializedQuery {
	source: Source;
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

/** The share of what may be read beyond which a page had better be split. */
const SPLIT_SHARE = 0.75;

type Rows = Generator<Entry, undefined>;

/** The documents of a query, read one by one as they are asked for. */
export function* documents(
	reader: Reader,
	query: SerializedQuery
): Generator<JSONObject, undefined> {
	for (const { document } of operate(rowsOf(reader, query), query)) yield document;
}

/** What a query reads before its operators: what comes after a position, up to and with another. */
function rowsOf(reader: Reader, query: SerializedQuery, start?: Position, end?: Position): Rows {
	const { source } = query;
	if (source.type === 'Search') return hits(reader, source, start, end);
	const { index, range, order } = plan(reader, source);
	const [near, far] = order === 'asc' ? (['from', 'to'] as const) : (['to', 'from'] as const);
	if (start) range[near] = start === 'end' ? range[far] : startingWith(start)[far];
	if (end && end !== 'end') range[far] = startingWith(end)[far];
	return reader.scan(index, range, order);
}

/** The position of a document that a search finds is its rank. */
function* hits(reader: Reader, source: Search, start?: Position, end?: Position): Rows {
	const rankOf = (position: Position) => (position === 'end' ? Infinity : Number(position[0]));
	let rank = 0;
	for (const document of search(reader, source)) {
		if (end && rank >= rankOf(end)) return;
		if (++rank > (start ? rankOf(start) : 0)) yield { document, key: [rank] };
	}
}

/** Filters and limits rows. A limit does not look at the row after its last one. */
function operate(rows: Rows, { operators }: SerializedQuery): Rows {
	return operators.reduce<Rows>(
		(left, operator) =>
			'filter' in operator ? filtered(left, operator.filter) : limited(left, operator.limit),
		rows
	);
}

function* filtered(rows: Rows, filter: JSONValue): Rows {
	for (const row of rows) if (keeps(filter, row.document)) yield row;
}

function* limited(rows: Rows, limit: number): Rows {
	for (let count = 0; count < limit; count++) {
		const { value } = rows.next();
		if (!value) return;
		yield value;
	}
}

/**
 * One page of a query. A page that has an end holds everything up to there, however much that is by
 * now; so pages stay gapless while documents come and go.
 */
export function readPage(reader: Reader, request: PageRequest) {
	const { query, cursor, endCursor, pageSize } = request;
	const { maximumRowsRead, maximumBytesRead } = request;
	if (!Number.isInteger(pageSize) || pageSize < 1) {
		throw new FunctionError('Must request at least 1 document while paginating');
	}
	const { encode, decode } = cursorsOf(query);
	const start = decode(cursor);
	const end = decode(endCursor);
	let lastRead: Entry | undefined;
	let isCut = false;
	/** How much of what may be read was. */
	let share = 0;
	let [rowsRead, bytesRead] = [0, 0];
	const rows = operate(watched(), query);
	const page: Entry[] = [];
	while (end !== undefined || page.length < pageSize) {
		const { value } = rows.next();
		if (!value) break;
		page.push(value);
	}
	const isOpen = isCut || page.length === pageSize;
	const last = end ?? (isOpen ? lastRead?.key : undefined) ?? 'end';
	const middle = page.length > 2 ? page[page.length >> 1] : undefined;
	return {
		page: page.map(({ document }) => document),
		isDone: last === 'end',
		continueCursor: encode(last),
		splitCursor: middle ? encode(middle.key) : null,
		pageStatus: isCut ? 'SplitRequired' : share > SPLIT_SHARE ? 'SplitRecommended' : null
	};

	/** The rows up to as many as may be read; a page that has an end must have all, so it has no such limit. */
	function* watched(): Rows {
		for (const row of rowsOf(reader, query, start, end)) {
			isCut = end === undefined && share >= 1;
			if (isCut) return;
			lastRead = row;
			rowsRead++;
			if (maximumBytesRead) bytesRead += getConvexSize(jsonToConvex(row.document));
			share = Math.max(
				rowsRead / (maximumRowsRead ?? Infinity),
				bytesRead / (maximumBytesRead ?? Infinity)
			);
			yield row;
		}
	}
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

function plan({ documents: { catalog } }: Reader, source: Exclude<Source, Search>) {
	const isScan = source.type === 'FullTableScan';
	const index = isScan ? `${source.tableName}.by_creation_time` : source.indexName;
	const indexed = catalog.table(index.split('.')[0] ?? '').indexes.get(index);
	if (!indexed) throw new FunctionError(`Index ${index} is not in schema.ts.`);
	const fields = keyFields(indexed);
	const equal: Key[number][] = [];
	const range = startingWith([]);
	const bounds = new Set<string>();
	for (const { type, fieldPath, value } of isScan ? [] : source.range) {
		if (fieldPath !== fields[equal.length]) {
			throw new FunctionError(`A range of ${index} must use, in order: ${fields.join(', ')}.`);
		}
		// Of one side there is one bound, and after a bound no field is equal to anything.
		const side = type.charAt(0);
		if (bounds.has(side) || (side === 'E' && bounds.size > 0)) {
			throw new FunctionError(`A range of ${index} has a bound of ${fieldPath} too many.`);
		}
		if (side !== 'E') bounds.add(side);
		const { from, to } = startingWith([...equal, jsonToOptional(value)]);
		if (type === 'Eq') equal.push(jsonToOptional(value));
		if (type !== 'Lt' && type !== 'Lte') range.from = type === 'Gt' ? to : from;
		if (type !== 'Gt' && type !== 'Gte') range.to = type === 'Lt' ? from : to;
	}
	return { index, range, order: source.order ?? 'asc' };
}
