/**
 * Holds the documents in memory, and in a SQLite file so that they survive. How functions that run at
 * the same time keep apart:
 * - mutations run one after the other, so they are serialisable in the order of their timestamps; each
 *   makes the next documents out of the last ones, and commits them as a whole or not at all;
 * - a query reads the documents of one moment. It waits for no mutation, and no mutation for it;
 * - timestamps are the wall clock in nanoseconds, and always grow, also over a restart.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { Documents } from './documents.ts';
import { SchemaMismatchError } from './errors.ts';
import type { JSONObject, JSONValue } from './json.ts';
import type { Commit } from './ranges.ts';
import { Catalog, type ExportedSchema } from './schema.ts';
import { Reader, Writer } from './transaction.ts';
import { documentMismatch } from './validate.ts';

const FIRST_TABLE_NUMBER = 10_001;
// A commit is in the operating system's hands when it returns: it survives the death of this process,
// though not a power cut. Convex as well forgets after two weeks which requests it has carried out.
const SETUP = `
	PRAGMA journal_mode = WAL;
	PRAGMA synchronous = NORMAL;
	CREATE TABLE IF NOT EXISTS entries (kind TEXT, id TEXT, value TEXT, PRIMARY KEY (kind, id));
	DELETE FROM entries WHERE kind = 'request'
		AND value ->> 'ts' / 1000000000 < unixepoch('now', '-14 days');`;

type Kind = 'document' | 'request' | 'table' | 'clock';
type Request = { value: JSONValue; ts: string };

/** What a mutation does, with the documents it is given. */
export type Mutation = (writer: Writer) => JSONValue | Promise<JSONValue>;

/** What a mutation returned, and when it committed. */
export type Committed = { value: JSONValue; ts: bigint };

/** The documents, and who wants to know of the next commit. */
export class Store {
	readonly #database: Database.Database;
	readonly #listeners = new Set<(commit: Commit) => void>();
	#documents = Documents.from(new Catalog({ tables: [], schemaValidation: true }, () => 0), []);
	#turn: Promise<unknown> = Promise.resolve();
	#ts: bigint;
	#creationTime = 0;

	/** @param now when documents are made */
	constructor(
		folder: string,
		private readonly now: () => number = Date.now
	) {
		mkdirSync(folder, { recursive: true });
		this.#database = new Database(join(folder, 'data.sqlite'));
		this.#database.exec(SETUP);
		this.#ts = BigInt(this.#find<string>('clock', '') ?? 0);
		this.#ts = this.#nextTs();
	}

	/** When the last commit was. */
	get ts(): bigint {
		return this.#ts;
	}

	/** Reads the documents as of the last commit. */
	reader(): Reader {
		return new Reader(this.#documents);
	}

	/**
	 * Takes over the tables of a schema.
	 *
	 * @throws SchemaMismatchError when a document does not match it; all stays as it was then
	 */
	async define(schema: ExportedSchema): Promise<void> {
		await this.#inTurn(() => {
			const catalog = new Catalog(schema, (name) => this.#numberOf(name));
			const documents = this.#all<JSONObject>('document').map(([, document]) => document);
			requireMatch(documents, catalog);
			this.#publish(this.#nextTs(), 'everything', Documents.from(catalog, documents));
		});
	}

	/**
	 * Runs a mutation after those before it. A request with an id runs once: its result is saved with
	 * what it writes, and is returned again when it comes again.
	 */
	async mutate(body: Mutation, request?: string): Promise<Committed> {
		return await this.#inTurn(async () => {
			const earlier = request && this.#find<Request>('request', request);
			if (earlier) return { value: earlier.value, ts: BigInt(earlier.ts) };
			const writer = new Writer(this.#documents, () => this.#nextCreationTime());
			const value = await body(writer);
			const ts = this.#nextTs();
			const save = this.#database.transaction(() => {
				for (const [id, document] of writer.changes) this.#put('document', id, document);
				if (request) this.#put('request', request, { value, ts: String(ts) });
				this.#put('clock', '', String(ts));
			});
			save();
			this.#publish(ts, writer.touched, writer.documents);
			return { value, ts };
		});
	}

	/** Removes all documents. */
	async clear(): Promise<void> {
		await this.#inTurn(() => {
			this.#creationTime = 0;
			this.#database.exec("DELETE FROM entries WHERE kind = 'document'");
			const none = Documents.from(this.#documents.catalog, []);
			this.#publish(this.#nextTs(), 'everything', none);
		});
	}

	/** Calls back at every commit. Returns how to stop. */
	onCommit(listener: (commit: Commit) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Waits for the mutation that runs, and closes the file. */
	async close(): Promise<void> {
		await this.#inTurn(() => this.#database.close());
	}

	async #inTurn<T>(body: () => Promise<T> | T): Promise<T> {
		const result = this.#turn.then(body);
		this.#turn = result.catch(() => undefined);
		return await result;
	}

	/** Shows a commit to everybody at once: who reads it knows of it. */
	#publish(ts: bigint, commit: Commit, documents: Documents): void {
		this.#ts = ts;
		this.#documents = documents;
		for (const listener of this.#listeners) listener(commit);
	}

	#nextTs(): bigint {
		const now = BigInt(Date.now()) * 1_000_000n;
		return now > this.#ts ? now : this.#ts + 1n;
	}

	#nextCreationTime(): number {
		// Documents keep the order they were inserted in, also within a millisecond.
		return (this.#creationTime = Math.max(this.now(), this.#creationTime + 2 ** -10));
	}

	#numberOf(table: string): number {
		const next = FIRST_TABLE_NUMBER + this.#all('table').length;
		const number = this.#find<number>('table', table) ?? next;
		this.#put('table', table, number);
		return number;
	}

	#find<T>(kind: Kind, id: string): T | undefined {
		const sql = 'SELECT value FROM entries WHERE kind = ? AND id = ?';
		const row = this.#database.prepare(sql).get([kind, id]) as { value: string } | undefined;
		return row && (JSON.parse(row.value) as T);
	}

	#all<T>(kind: Kind): [string, T][] {
		const select = this.#database.prepare('SELECT id, value FROM entries WHERE kind = ?');
		const rows = select.all([kind]) as { id: string; value: string }[];
		return rows.map(({ id, value }) => [id, JSON.parse(value) as T]);
	}

	#put(kind: Kind, id: string, value: JSONValue | undefined): void {
		const isGone = value === undefined;
		const sql = isGone
			? 'DELETE FROM entries WHERE kind = ? AND id = ?'
			: 'INSERT OR REPLACE INTO entries VALUES (?, ?, ?)';
		this.#database.prepare(sql).run([kind, id, ...(isGone ? [] : [JSON.stringify(value)])]);
	}
}

function requireMatch(documents: readonly JSONObject[], catalog: Catalog): void {
	for (const document of documents) {
		const table = catalog.tableOf(document._id as string);
		const problem = table && documentMismatch(table, document, catalog);
		if (problem) throw new SchemaMismatchError(table.name, document._id as string, problem);
	}
}
