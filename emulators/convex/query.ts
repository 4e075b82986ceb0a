/** Runs the database queries that functions build: index ranges, filters, limits and pages. */
import { createHash } from 'node:crypto';
import { jsonToConvex, type Value } from 'convex/values';
import { FunctionError, UnsupportedError } from './errors.ts';
import { evaluate } from './filter.ts';
import { encodeKey, justAfter, startingWith, type KeyRange } from './index-keys.ts';
import { isObject, type JSONObject, type JSONValue } from './json.ts';
import type { Order, Row } from './sqlite.ts';
import type { Reader } from './transaction.ts';

interface RangeExpression {
	type: 'Eq' | 'Gt' | 'Gte' | 'Lt' | 'Lte';
	fieldPath: string;
	value: JSONValue;
}

type Source =
	| { type: 'FullTableScan'; tableName: string; order: Order | null }
	| { type: 'IndexRange'; indexName: string; range: RangeExpression[]; order: Order | null }
	| { type: 'Search'; indexName: string };

/** A query as the convex package hands it to the system call. */
export interface SerializedQuery {
	source: Source;
	operators: ({ filter: JSONValue } | { limit: number })[];
}

/** What to read of a page. Both cursors are exclusive-inclusive, as in `(cursor, endCursor]`. */
export interface PageRequest {
	query: SerializedQuery;
	cursor: string | null;
	endCursor: string | null;
	pageSize: number;
	maximumRowsRead: number | null;
	maximumBytesRead?: number | null;
}

/** A page as the convex package expects it. */
export interface Page extends JSONObject {
	page: JSONObject[];
	isDone: boolean;
	continueCursor: string;
	splitCursor: string | null;
	pageStatus: 'SplitRequired' | null;
}

const AT_THE_END = 'end';

/** The documents of a query, read one by one as they are asked for. */
export function* documents(reader: Reader, query: SerializedQuery): Generator<JSONObject, void> {
	const { index, range, order } = plan(reader, query.source);
	const rows = reader.scan(index, range, order);
	for (const { document } of operate(rows, query.operators)) yield document;
}

/**
 * One page of a query. With an end it holds everything up to there, however many that are by now;
 * that keeps pages gapless while documents come and go.
 */
export function readPage(reader: Reader, request: PageRequest): Page {
	const { query, pageSize, maximumRowsRead, maximumBytesRead } = request;
	if (pageSize < 1) throw new FunctionError('Must request at least 1 document while paginating');
	const { index, range, order } = plan(reader, query.source);
	const { encode, decode } = cursorsOf(query);
	const end = decode(request.endCursor);
	const page: JSONObject[] = [];
	const seen: Buffer[] = [];
	let bytes = 0;
	let isCutShort = false;

	function* watched(rows: Iterable<Row>): Generator<Row, void> {
		for (const row of rows) {
			seen.push(row.key);
			bytes += JSON.stringify(row.document).length;
			yield row;
			isCutShort =
				seen.length >= (maximumRowsRead ?? Infinity) || bytes >= (maximumBytesRead ?? Infinity);
			if (isCutShort) return;
		}
	}
	const isFull = () => end === null && page.length >= pageSize;

	const rows = reader.scan(index, pageRange(range, order, decode(request.cursor), end), order);
	const matching = operate(watched(rows), query.operators);
	while (!isFull()) {
		const next = matching.next();
		if (next.done) break;
		page.push(next.value.document);
	}
	const last = isFull() || isCutShort ? seen.at(-1) : undefined;
	const middle = seen.length > 1 ? seen[(seen.length - 1) >> 1] : undefined;
	const continueCursor = request.endCursor ?? encode(last?.toString('hex') ?? AT_THE_END);
	return {
		page,
		isDone: decode(continueCursor) === AT_THE_END,
		continueCursor,
		splitCursor: middle ? encode(middle.toString('hex')) : null,
		pageStatus: end !== null && isCutShort ? 'SplitRequired' : null
	};
}

/** Cursors are keys of the index, marked with the query they belong to. */
function cursorsOf(query: SerializedQuery) {
	const mark = createHash('sha1').update(JSON.stringify(query)).digest('hex').slice(0, 16);
	const encode = (position: string) => `${mark}.${position}`;
	const decode = (cursor: string | null) => {
		if (cursor === null) return null;
		if (cursor.startsWith(encode(''))) return cursor.slice(mark.length + 1);
		// Clients know this error by its data, and start again from the first page.
		throw new FunctionError('InvalidCursor: the cursor is from a different query.', {
			isConvexSystemError: true,
			paginationError: 'InvalidCursor'
		});
	};
	return { encode, decode };
}

function* operate(
	rows: Iterator<Row, void> & Iterable<Row>,
	[operator, ...others]: SerializedQuery['operators']
): Generator<Row, void> {
	if (!operator) yield* rows;
	else if ('limit' in operator) yield* operate(limited(rows, operator.limit), others);
	else yield* operate(filtered(rows, operator.filter), others);
}

function* limited(rows: Iterator<Row, void>, limit: number): Generator<Row, void> {
	// Not a for-of: that would read one row more than is asked for.
	for (let count = 0; count < limit; count++) {
		const next = rows.next();
		if (next.done) return;
		yield next.value;
	}
}

function* filtered(rows: Iterable<Row>, condition: JSONValue): Generator<Row, void> {
	for (const row of rows) if (evaluate(condition, row.document) === true) yield row;
}

function plan(reader: Reader, source: Source): { index: string; range: KeyRange; order: Order } {
	if (source.type === 'Search') throw new UnsupportedError(`search indexes (${source.indexName})`);
	const isScan = source.type === 'FullTableScan';
	const index = isScan ? `${source.tableName}.by_creation_time` : source.indexName;
	const fields = [...reader.catalog.fields(index), '_creationTime', '_id'];
	const range = keyRange(index, fields, isScan ? [] : source.range);
	return { index, range, order: source.order ?? 'asc' };
}

function keyRange(index: string, fields: string[], expressions: RangeExpression[]): KeyRange {
	const equal: (Value | undefined)[] = [];
	let range = startingWith(Buffer.of());
	for (const [i, { type, fieldPath, value }] of expressions.entries()) {
		if (fieldPath !== fields[equal.length]) {
			throw new FunctionError(
				`Index ${index} has the fields ${fields.join(', ')}, in this order: its range cannot use "${fieldPath}" at position ${i + 1}.`
			);
		}
		const bound = isObject(value) && '$undefined' in value ? undefined : jsonToConvex(value);
		const { from, to } = startingWith(encodeKey([...equal, bound]));
		if (type === 'Eq') {
			equal.push(bound);
			range = { from, to };
		} else if (type === 'Gt') range.from = to;
		else if (type === 'Gte') range.from = from;
		else if (type === 'Lt') range.to = from;
		else range.to = to;
	}
	// Bounds that exclude each other are an empty range, not one that runs backwards.
	return range.from.compare(range.to) < 0 ? range : { from: range.to, to: range.to };
}

function pageRange(
	range: KeyRange,
	order: Order,
	after: string | null,
	until: string | null
): KeyRange {
	const position = (key: string) => Buffer.from(key, 'hex');
	const { from, to } = range;
	if (order === 'asc') {
		if (after === AT_THE_END) return { from: to, to };
		return {
			from: after === null ? from : justAfter(position(after)),
			to: until === null || until === AT_THE_END ? to : justAfter(position(until))
		};
	}
	if (after === AT_THE_END) return { from, to: from };
	return {
		from: until === null || until === AT_THE_END ? from : position(until),
		to: after === null ? to : position(after)
	};
}
