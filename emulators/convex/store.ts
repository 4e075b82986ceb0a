/**
 * The documents, in one SQLite file. How functions that run at the same time keep apart:
 * - one mutation runs at a time, inside one SQLite transaction, so mutations are serialisable in the
 *   order of their timestamps;
 * - a query reads a snapshot of its own (SQLite's WAL keeps it), so it waits for no mutation, and no
 *   mutation waits for it;
 * - timestamps are the wall clock in nanoseconds, and always grow, also over a restart.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Commit } from './read-set.ts';
import { Catalog, type Table, type TableDefinition } from './schema.ts';
import { Connection } from './sqlite.ts';
import { indexKey, Reader, Writer } from './transaction.ts';

const FIRST_TABLE_NUMBER = 10_001;
// Convex forgets after two weeks as well which requests it has carried out.
const REQUESTS_KEPT_NS = 14n * 24n * 3600n * 1_000_000_000n;

/** The documents as of one moment. Must be released. */
export class Snapshot {
	readonly ts: bigint;
	readonly #connection: Connection;
	readonly #catalog: Catalog;
	readonly #release: () => void;

	constructor(connection: Connection, catalog: Catalog, release: () => void) {
		this.#connection = connection;
		this.#catalog = catalog;
		this.#release = release;
		connection.exec('BEGIN');
		// The transaction sees the database as of its first read, which is this one.
		this.ts = connection.ts;
	}

	/** A reader of its own for each query, as each has its own read set. */
	reader(): Reader {
		return new Reader(this.#connection, this.#catalog);
	}

	release(): void {
		this.#connection.exec('COMMIT');
		this.#release();
	}
}

/** The documents, their history of commits, and who wants to know of the next one. */
export class Store {
	readonly #file: string;
	readonly #writing: Connection;
	readonly #idle: Connection[] = [];
	readonly #listeners = new Set<(commit: Commit) => void>();
	#catalog = new Catalog([]);
	#turn: Promise<unknown> = Promise.resolve();
	#ts: bigint;
	#creationTime = 0;
	#isClosed = false;

	constructor(file: string) {
		mkdirSync(dirname(file), { recursive: true });
		this.#file = file;
		this.#writing = new Connection(file);
		this.#writing.createTables();
		this.#ts = this.#writing.ts;
		// Clients may have seen times up to now from a database that has been deleted since.
		const oldest = this.#tick() - REQUESTS_KEPT_NS;
		this.#writing.run('DELETE FROM requests WHERE ts < ?', String(oldest));
		this.#writing.run('UPDATE clock SET ts = ?', String(this.#ts));
	}

	/** The latest time there has been. */
	get ts(): bigint {
		return this.#ts;
	}

	/** The tables there are. */
	get catalog(): Catalog {
		return this.#catalog;
	}

	/** The documents as they are now. */
	snapshot(): Snapshot {
		const connection = this.#idle.pop() ?? new Connection(this.#file);
		return new Snapshot(connection, this.#catalog, () => {
			if (this.#isClosed) connection.close();
			else this.#idle.push(connection);
		});
	}

	/** Runs a query on the documents as they are now. */
	async read<T>(body: (reader: Reader) => Promise<T>): Promise<{ value: T; ts: bigint }> {
		const snapshot = this.snapshot();
		try {
			return { value: await body(snapshot.reader()), ts: snapshot.ts };
		} finally {
			snapshot.release();
		}
	}

	/** Runs a mutation after those before it; it commits as a whole, or not at all. */
	async mutate<T>(body: (writer: Writer) => Promise<T>): Promise<{ value: T; ts: bigint }> {
		return await this.#inTurn(async () => {
			const writer = new Writer(this.#writing, this.#catalog, this.#tick(), () => {
				this.#creationTime = Math.max(Date.now(), this.#creationTime + 2 ** -10);
				return this.#creationTime;
			});
			const value = await this.#transaction(() => body(writer), writer.ts);
			// In the same turn as the commit: nobody can read it before everybody knows of it.
			for (const listener of this.#listeners) listener(writer.commit);
			return { value, ts: writer.ts };
		});
	}

	/** Takes over the tables of a schema, and brings their indexes up to date. */
	async define(definitions: readonly TableDefinition[]): Promise<void> {
		await this.#inTurn(async () => {
			const ts = this.#tick();
			await this.#transaction(() => Promise.resolve(this.#define(definitions)), ts);
		});
	}

	/** Calls back at every commit, in the same turn. */
	onCommit(listener: (commit: Commit) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Waits for the running mutation and closes the file. */
	async close(): Promise<void> {
		await this.#inTurn(() => {
			this.#isClosed = true;
			for (const connection of [this.#writing, ...this.#idle.splice(0)]) connection.close();
			return Promise.resolve();
		});
	}

	async #inTurn<T>(body: () => Promise<T>): Promise<T> {
		const result = this.#turn.then(body);
		this.#turn = result.catch(() => undefined);
		return await result;
	}

	async #transaction<T>(body: () => Promise<T>, ts: bigint): Promise<T> {
		this.#writing.exec('BEGIN IMMEDIATE');
		try {
			const value = await body();
			this.#writing.run('UPDATE clock SET ts = ?', String(ts));
			this.#writing.exec('COMMIT');
			return value;
		} catch (error) {
			this.#writing.exec('ROLLBACK');
			throw error;
		}
	}

	#tick(): bigint {
		const now = BigInt(Date.now()) * 1_000_000n;
		this.#ts = now > this.#ts ? now : this.#ts + 1n;
		return this.#ts;
	}

	#define(definitions: readonly TableDefinition[]): void {
		const tables = definitions.map((definition) => this.#numbered(definition));
		const wanted = new Map<string, string>();
		for (const { name, indexes } of tables) {
			for (const [index, fields] of indexes) {
				wanted.set(`${name}.${index}`, JSON.stringify(fields));
			}
		}
		const built = this.#writing.all<{ name: string; fields: string }>('SELECT * FROM indexes');
		const current = new Set(
			built.filter((i) => wanted.get(i.name) === i.fields).map((i) => i.name)
		);
		for (const { name } of built.filter((index) => !current.has(index.name))) {
			this.#writing.run('DELETE FROM entries WHERE "index" = ?', name);
			this.#writing.run('DELETE FROM indexes WHERE name = ?', name);
		}
		this.#catalog = new Catalog(tables);
		for (const [name, fields] of wanted) if (!current.has(name)) this.#build(name, fields);
	}

	#numbered(definition: TableDefinition): Table {
		const { name } = definition;
		this.#writing.run(
			'INSERT OR IGNORE INTO tables SELECT ifnull(max(number) + 1, ?), ? FROM tables',
			FIRST_TABLE_NUMBER,
			name
		);
		const sql = 'SELECT number FROM tables WHERE name = ?';
		const [row] = this.#writing.all<{ number: number }>(sql, name);
		return { ...definition, number: row?.number ?? FIRST_TABLE_NUMBER };
	}

	#build(index: string, fields: string): void {
		const [table] = index.split('.');
		this.#writing.run('INSERT INTO indexes VALUES (?, ?)', index, fields);
		const ids = this.#writing.all<{ id: string }>('SELECT id FROM documents');
		for (const { id } of ids) {
			const document = this.#catalog.tableOf(id)?.name === table && this.#writing.document(id);
			if (!document) continue;
			const key = indexKey(this.#catalog.fields(index), document);
			this.#writing.run('INSERT INTO entries VALUES (?, ?, ?)', index, key, id);
		}
	}
}
