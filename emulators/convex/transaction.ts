/** Reading and writing documents within one snapshot or one mutation. */
import { getDocumentSize, jsonToConvex, type Value } from 'convex/values';
import { FunctionError, UnsupportedError } from './errors.ts';
import { fieldOf } from './filter.ts';
import { newId } from './ids.ts';
import { encodeKey, justAfter, startingWith, type KeyRange } from './index-keys.ts';
import type { JSONObject, JSONValue } from './json.ts';
import { ReadSet, type Commit, type Touched } from './read-set.ts';
import type { Catalog, Table } from './schema.ts';
import type { Connection, Order, Row } from './sqlite.ts';
import { mismatch } from './validate.ts';

const ROWS_AT_ONCE = 64;
const MAX_DOCUMENT_BYTES = 1 << 20;

/** Reads documents, and remembers which ranges of which indexes it has read. */
export class Reader {
	readonly reads = new ReadSet();
	readonly catalog: Catalog;
	protected readonly connection: Connection;
	/** Counts this transaction's own writes, so that a scan sees those that happen while it runs. */
	protected writes = 0;

	constructor(connection: Connection, catalog: Catalog) {
		this.connection = connection;
		this.catalog = catalog;
	}

	/** The document of that id, or `undefined`. */
	get(table: Table, id: string): JSONObject | undefined {
		this.reads.add(`${table.name}.by_id`, startingWith(encodeKey([id])));
		return this.connection.document(id);
	}

	/** Reads a range of an index row by row; what it did not look at does not count as read. */
	*scan(index: string, range: KeyRange, order: Order): Generator<Row, void> {
		const read = order === 'asc' ? { ...range, to: range.from } : { ...range, from: range.to };
		this.reads.add(index, read);
		for (let more = true; more;) {
			const rest = order === 'asc' ? { ...range, from: read.to } : { ...range, to: read.from };
			const rows = this.connection.rows(index, rest, order, ROWS_AT_ONCE);
			const { writes } = this;
			for (const row of rows) {
				if (order === 'asc') read.to = justAfter(row.key);
				else read.from = row.key;
				yield row;
				if (this.writes !== writes) break;
			}
			more = this.writes !== writes || rows.length === ROWS_AT_ONCE;
		}
		Object.assign(read, range);
	}
}

/** A mutation's view: reads its own writes; nobody else sees them before the commit. */
export class Writer extends Reader {
	/** When this mutation commits, if it does. */
	readonly ts: bigint;
	readonly #touched: Touched[] = [];
	readonly #nextCreationTime: () => number;
	#cleared = false;

	constructor(
		connection: Connection,
		catalog: Catalog,
		ts: bigint,
		nextCreationTime: () => number
	) {
		super(connection, catalog);
		this.ts = ts;
		this.#nextCreationTime = nextCreationTime;
	}

	/** What this mutation commits. */
	get commit(): Commit {
		return { ts: this.ts, touched: this.#cleared ? 'everything' : this.#touched };
	}

	/** Adds a document and returns its id. */
	insert(table: Table, fields: JSONObject): string {
		const _id = newId(table.number);
		const _creationTime = this.#nextCreationTime();
		this.#write(table, _id, undefined, { ...fields, _creationTime, _id });
		return _id;
	}

	/** Puts new fields in the place of a document's own; `undefined` removes the document. */
	replace(table: Table, id: string, fields: JSONObject | undefined): void {
		const before = this.connection.document(id);
		if (!before) throw new FunctionError(`Update on nonexistent document ID ${id}`);
		const { _id = null, _creationTime = null } = before;
		this.#write(table, id, before, fields && { ...fields, _id, _creationTime });
	}

	/** Runs a part of the mutation; when it fails, what it has written is undone. */
	async savepoint<T>(part: () => Promise<T>): Promise<T> {
		this.connection.exec('SAVEPOINT part');
		try {
			const result = await part();
			this.connection.exec('RELEASE part');
			return result;
		} catch (error) {
			this.connection.exec('ROLLBACK TO part; RELEASE part');
			this.writes++;
			throw error;
		}
	}

	/** What a request returned when it committed earlier, if it did. */
	recorded(session: string, request: number): { value: JSONValue; ts: bigint } | undefined {
		const [row] = this.connection.all<{ value: string; ts: string }>(
			'SELECT value, ts FROM requests WHERE session = ? AND request = ?',
			session,
			request
		);
		return row && { value: JSON.parse(row.value) as JSONValue, ts: BigInt(row.ts) };
	}

	/** Records what a request returned, in the transaction that does what it asked for. */
	record(session: string, request: number, value: JSONValue): void {
		this.connection.run(
			'INSERT INTO requests VALUES (?, ?, ?, ?)',
			session,
			request,
			JSON.stringify(value),
			String(this.ts)
		);
	}

	/** Removes every document. */
	clear(): void {
		this.connection.exec('DELETE FROM documents; DELETE FROM entries;');
		this.#cleared = true;
	}

	#write(table: Table, id: string, before?: JSONObject, after?: JSONObject): void {
		if (after) this.#check(table, after);
		this.writes++;
		for (const [name, fields] of table.indexes) {
			const index = `${table.name}.${name}`;
			const [old, now] = [before, after].map((document) => document && indexKey(fields, document));
			for (const key of [old, now]) if (key) this.#touched.push({ index, key });
			if (old && now?.equals(old)) continue;
			if (old) this.connection.run('DELETE FROM entries WHERE "index" = ? AND key = ?', index, old);
			if (now) this.connection.run('INSERT INTO entries VALUES (?, ?, ?)', index, now, id);
		}
		if (after) {
			const document = JSON.stringify(after);
			this.connection.run('INSERT OR REPLACE INTO documents VALUES (?, ?)', id, document);
		} else {
			this.connection.run('DELETE FROM documents WHERE id = ?', id);
		}
	}

	#check(table: Table, document: JSONObject): void {
		const { _id, _creationTime, ...fields } = document;
		// No name in a document starts with "$", and text has its quotes escaped.
		if (JSON.stringify(fields).includes('{"$commitTs":null}')) {
			throw new UnsupportedError('db.vars.commitTs');
		}
		const reserved = Object.keys(fields).find((name) => name.startsWith('_'));
		if (reserved)
			throw new FunctionError(`Field "${reserved}" starts with "_", which is reserved.`);
		const value = jsonToConvex(fields) as Record<string, Value>;
		const size = getDocumentSize(value);
		if (size > MAX_DOCUMENT_BYTES) {
			throw new FunctionError(`Value is too large (${size} bytes > maximum size 1 MiB)`);
		}
		const problem =
			table.validator && mismatch(value, table.validator, (id) => this.catalog.tableOf(id)?.name);
		if (problem) {
			throw new FunctionError(
				`Failed to insert or update a document in table "${table.name}" because it does not match the schema: ${problem}`
			);
		}
	}
}

/** A document's key in an index of those fields. Its creation time and id make it unique. */
export function indexKey(fields: readonly string[], document: JSONObject): Buffer {
	return encodeKey([...fields, '_creationTime', '_id'].map((field) => fieldOf(document, field)));
}
