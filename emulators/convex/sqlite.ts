/** One connection to the database file: the tables in it, and its statements. */
import Database from 'libsql';
import type { KeyRange } from './index-keys.ts';
import type { JSONObject } from './json.ts';

const TABLES = `
	CREATE TABLE IF NOT EXISTS clock (ts TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS tables (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
	CREATE TABLE IF NOT EXISTS indexes (name TEXT PRIMARY KEY, fields TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, document TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS entries (
		"index" TEXT NOT NULL, key BLOB NOT NULL, id TEXT NOT NULL, PRIMARY KEY ("index", key)
	) WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS requests (
		session TEXT NOT NULL, request INTEGER NOT NULL, value TEXT NOT NULL, ts TEXT NOT NULL,
		PRIMARY KEY (session, request)
	) WITHOUT ROWID;
	INSERT INTO clock SELECT '0' WHERE NOT EXISTS (SELECT * FROM clock);
`;

const ROWS = `
	SELECT entries.key, documents.document FROM entries JOIN documents USING (id)
	WHERE "index" = ? AND key >= ? AND key < ? ORDER BY key`;

/** The order an index is read in. */
export type Order = 'asc' | 'desc';

/** A document where an index has it. */
export interface Row {
	key: Buffer;
	document: JSONObject;
}

/** A connection, with each statement prepared once. */
export class Connection {
	readonly #database: Database.Database;
	readonly #statements = new Map<string, Database.Statement>();

	constructor(file: string) {
		this.#database = new Database(file);
		// A commit is in the operating system's hands when it returns: it survives the death of this
		// process, though not a power cut.
		this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
	}

	/** Makes the tables that are missing. */
	createTables(): void {
		this.#database.exec(TABLES);
	}

	/** Runs SQL without parameters: transactions and savepoints. */
	exec(sql: string): void {
		this.#database.exec(sql);
	}

	/** Runs a statement that returns no rows. */
	run(sql: string, ...parameters: unknown[]): void {
		this.#prepare(sql).run(parameters);
	}

	/** The rows of a statement. */
	all<T>(sql: string, ...parameters: unknown[]): T[] {
		return this.#prepare(sql).all(parameters) as T[];
	}

	/** The time of the last commit that this connection sees. */
	get ts(): bigint {
		return BigInt(this.all<{ ts: string }>('SELECT ts FROM clock')[0]?.ts ?? 0);
	}

	/** A document, or `undefined` when there is none with that id. */
	document(id: string): JSONObject | undefined {
		const [row] = this.all<{ document: string }>('SELECT document FROM documents WHERE id = ?', id);
		return row && (JSON.parse(row.document) as JSONObject);
	}

	/** The first rows of a range of an index, in its order. */
	rows(index: string, { from, to }: KeyRange, order: Order, limit: number): Row[] {
		const sql = `${ROWS} ${order} LIMIT ?`;
		return this.all<{ key: ArrayBuffer; document: string }>(sql, index, from, to, limit).map(
			({ key, document }) => ({
				key: Buffer.from(key),
				document: JSON.parse(document) as JSONObject
			})
		);
	}

	close(): void {
		this.#database.close();
	}

	#prepare(sql: string): Database.Statement {
		let statement = this.#statements.get(sql);
		if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
		return statement;
	}
}
