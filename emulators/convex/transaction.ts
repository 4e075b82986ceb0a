/** What one function sees of the documents, and does to them. */
import { convexToJson, getDocumentSize, jsonToConvex, type Value } from 'convex/values';
import type { Documents, Entry } from './documents.ts';
import { FunctionError } from './errors.ts';
import { newId } from './ids.ts';
import type { JSONObject } from './json.ts';
import { startingWith, type KeyRange, type ReadSet, type Touched } from './ranges.ts';
import type { Table } from './schema.ts';
import { mismatch } from './validate.ts';

const MAX_DOCUMENT_BYTES = 1 << 20;

/** How the convex package writes `db.vars.commitTs`. */
const COMMIT_TS = '{"$commitTs":null}';

/** The order an index is read in. */
export type Order = 'asc' | 'desc';

/** The sizes of documents, which never change. */
const sizes = new WeakMap<JSONObject, number>();

/** How large a document is for Convex, in bytes. */
function sizeOf(document: JSONObject): number {
	const known = sizes.get(document);
	if (known !== undefined) return known;
	const size = getDocumentSize(jsonToConvex(document) as Record<string, Value>);
	sizes.set(document, size);
	return size;
}

/** Told of the bytes of each document that is read or written. */
export type Meter = (bytes: number) => void;

/** Reads documents, and remembers which ranges of which indexes it has read. */
export class Reader {
	readonly reads: ReadSet = [];
	/** How many documents it has read and written so far, and their bytes, each as often as that happened. */
	readonly used = { documentsRead: 0, bytesRead: 0, documentsWritten: 0, bytesWritten: 0 };

	constructor(
		public documents: Documents,
		protected readonly meter: Meter
	) {}

	/** The document of that id, or `undefined`. */
	get(table: Table, id: string): JSONObject | undefined {
		return this.scan(`${table.name}.by_id`, startingWith([id]), 'asc').next().value?.document;
	}

	/** Reads a range of an index entry by entry; what it did not look at does not count as read. */
	*scan(index: string, range: KeyRange, order: Order): Generator<Entry, undefined> {
		const isAscending = order === 'asc';
		const start = isAscending ? range.from : range.to;
		const read = { from: start, to: start };
		this.reads.push({ index, range: read });
		for (const entry of this.documents.range(index, range, order)) {
			if (isAscending) read.to = startingWith(entry.key).to;
			else read.from = startingWith(entry.key).from;
			this.#count(entry.document);
			yield entry;
		}
		Object.assign(read, range);
	}

	/** The documents that a search index has for some words and that match, newest first; no others count as read. */
	match(
		table: Table,
		searchIndex: string,
		isWanted: (word: string) => boolean,
		matches: (document: JSONObject) => boolean
	): JSONObject[] {
		const index = `${table.name}.by_creation_time`;
		this.reads.push({ index, range: startingWith([]), matches });
		const found = this.documents.withWords(table, searchIndex, isWanted).filter(matches);
		for (const document of found) this.#count(document);
		return found.sort((a, b) => Number(b._creationTime) - Number(a._creationTime));
	}

	#count(document: JSONObject): void {
		const size = sizeOf(document);
		this.used.documentsRead++;
		this.used.bytesRead += size;
		this.meter(size);
	}
}

/** Reads its own writes; nobody else sees them before the commit. */
export class Writer extends Reader {
	/** The documents to save, by id; `undefined` for one to delete. */
	changes = new Map<string, JSONObject | undefined>();
	readonly touched: Touched[] = [];

	/**
	 * `nextCreationTime` tells when a document was inserted, each later than the one before. `commitTs` is
	 * when all this will have been committed.
	 */
	constructor(
		documents: Documents,
		meter: Meter,
		private readonly nextCreationTime: () => number,
		private readonly commitTs: bigint
	) {
		super(documents, meter);
	}

	/** Adds a document and returns its id. */
	insert(table: Table, fields: JSONObject): string {
		const _id = newId(table.number);
		this.#write(table, undefined, {
			...this.#resolve(fields),
			_id,
			_creationTime: this.nextCreationTime()
		});
		return _id;
	}

	/** Puts other fields in the place of a document's own; `undefined` removes the document. */
	replace(table: Table, id: string, fields: JSONObject | undefined): void {
		const before = this.get(table, id);
		if (!before) throw new FunctionError(`Update on nonexistent document ID ${id}`);
		const { _id = null, _creationTime = null } = before;
		const after = fields && { _id, _creationTime, ...this.#resolve(fields) };
		if (after && (after._id !== _id || after._creationTime !== _creationTime)) {
			throw new FunctionError('The system fields `_id` and `_creationTime` cannot be changed.');
		}
		this.#write(table, before, after);
	}

	/** Runs a part of the mutation; when it fails, what it has written is undone. */
	async savepoint<T>(part: () => Promise<T>): Promise<T> {
		const { documents, changes } = this;
		this.changes = new Map(changes);
		try {
			return await part();
		} catch (error) {
			Object.assign(this, { documents, changes });
			throw error;
		}
	}

	/** Puts the time of the commit where `db.vars.commitTs` stands. */
	#resolve(fields: JSONObject): JSONObject {
		const text = JSON.stringify(fields);
		// No name in a document starts with "$", and text has its quotes escaped.
		if (!text.includes(COMMIT_TS)) return fields;
		const ts = JSON.stringify(convexToJson(this.commitTs));
		return JSON.parse(text.replaceAll(COMMIT_TS, () => ts)) as JSONObject;
	}

	#write(table: Table, before: JSONObject | undefined, after: JSONObject | undefined): void {
		if (after) this.#check(table, after);
		const { documents, touched } = this.documents.write(table, before, after);
		this.documents = documents;
		this.touched.push(...touched);
		this.changes.set((after ?? before)?._id as string, after);
		const size = after ? sizeOf(after) : 0;
		this.used.documentsWritten++;
		this.used.bytesWritten += size;
		this.meter(size);
	}

	#check(
		{ component, name, validator }: Table,
		{ _id, _creationTime, ...fields }: JSONObject
	): void {
		const reserved = Object.keys(fields).find((field) => field.startsWith('_'));
		if (reserved)
			throw new FunctionError(`Field "${reserved}" starts with "_", which is reserved.`);
		const value = jsonToConvex(fields) as Record<string, Value>;
		const size = getDocumentSize(value);
		if (size > MAX_DOCUMENT_BYTES) throw new FunctionError(`Value is too large (${size} bytes)`);
		const own = this.documents.catalog.within(component);
		const problem = validator && mismatch(value, validator, own);
		if (!problem) return;
		throw new FunctionError(`A document of table "${name}" does not match the schema: ${problem}`);
	}
}
