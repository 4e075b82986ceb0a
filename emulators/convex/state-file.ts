/**
 * The SQLite file that documents survive in. A commit is in the operating system's hands when it
 * returns: it survives the death of this process, though not a power cut.
 */
import {
	closeSync,
	existsSync,
	openSync,
	readSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import Database from 'libsql';
import { PRIVATE_FILE } from '../private-folder.js';
import { StateFileError } from '../state-file-error.ts';
import type { JSONValue } from './json.ts';

const TABLE = 'CREATE TABLE entries (kind TEXT, id TEXT, value TEXT, PRIMARY KEY (kind, id))';
// Convex as well forgets after two weeks which requests it has carried out.
const SETTINGS = `
	PRAGMA synchronous = NORMAL;
	DELETE FROM entries WHERE kind = 'request'
		AND value ->> 'ts' / 1000000000 < unixepoch('now', '-14 days');`;
/** Puts into the file itself what is only in the log beside it. */
const CHECKPOINT = 'PRAGMA wal_checkpoint(TRUNCATE)';

/** What an entry is. */
export type Kind = 'document' | 'request' | 'table' | 'clock' | 'schema';

/** Entries by kind and id. All of it throws {@link StateFileError}. */
export class StateFile {
	readonly #database: Database.Database;

	constructor(private readonly file: string) {
		this.#database = this.#guard('read', () => (this.#isNew() ? create(file) : open(file)));
		this.#guard('write', () => {
			this.#database.exec(SETTINGS);
			this.#all(CHECKPOINT);
		});
	}

	/** The value of an entry. */
	find<T>(kind: Kind, id: string): T | undefined {
		return this.#guard('read', () => {
			const rows = this.#all('SELECT id, value FROM entries WHERE kind = ? AND id = ?', kind, id);
			return rows[0] && (JSON.parse(rows[0].value) as T);
		});
	}

	/** The values of all entries of a kind. */
	all<T>(kind: Kind): T[] {
		return this.#guard('read', () => {
			const statement = this.#database.prepare('SELECT value FROM entries WHERE kind = ?');
			const values: T[] = [];
			// Not all rows at once: their texts would take as much room as what they say.
			for (const { value } of statement.iterate(kind) as Iterable<{ value: string }>) {
				values.push(JSON.parse(value) as T);
			}
			return values;
		});
	}

	/** Puts or, without values, removes entries: all of them or none. */
	write(entries: Iterable<readonly [kind: Kind, id: string, value: JSONValue | undefined]>): void {
		this.#guard('write', () => {
			this.#database.exec('BEGIN IMMEDIATE');
			try {
				for (const [kind, id, value] of entries) this.#put(kind, id, value);
				this.#database.exec('COMMIT');
			} catch (error) {
				// On a full disk SQLite has done it by itself.
				if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
				throw error;
			}
		});
	}

	/** Removes all entries of a kind. */
	clear(kind: Kind): void {
		this.#guard('write', () => {
			this.#database.prepare('DELETE FROM entries WHERE kind = ?').run([kind]);
		});
	}

	/** Closes the file, with everything in it. */
	close(): void {
		this.#guard('write', () => this.#all(CHECKPOINT));
		this.#database.close();
	}

	/** Whether nothing was ever kept here. A file that has lost what it had is not new. */
	#isNew(): boolean {
		if (existsSync(markerOf(this.file))) return true;
		if (existsSync(this.file)) return false;
		const log = statSync(`${this.file}-wal`, { throwIfNoEntry: false });
		if (!log?.size) return true;
		throw new StateFileError(
			'The local Convex',
			'read',
			this.file,
			'it is gone, and its log is not'
		);
	}

	#put(kind: Kind, id: string, value: JSONValue | undefined): void {
		const isGone = value === undefined;
		const sql = isGone
			? 'DELETE FROM entries WHERE kind = ? AND id = ?'
			: 'INSERT OR REPLACE INTO entries VALUES (?, ?, ?)';
		this.#database.prepare(sql).run([kind, id, ...(isGone ? [] : [JSON.stringify(value)])]);
	}

	#all(sql: string, ...values: string[]): { id: string; value: string }[] {
		return this.#database.prepare(sql).all(values) as { id: string; value: string }[];
	}

	#guard<T>(does: 'read' | 'write', body: () => T): T {
		try {
			return body();
		} catch (error) {
			if (error instanceof StateFileError) throw error;
			throw new StateFileError('The local Convex', does, this.file, error);
		}
	}
}

/** Lies beside a file that is being made: what is there meanwhile was never anybody's data. */
function markerOf(file: string): string {
	return `${file}.new`;
}

function create(file: string): Database.Database {
	writeFileSync(markerOf(file), '', { mode: PRIVATE_FILE });
	for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
	// SQLite gives what it puts beside the file the same mode.
	writeFileSync(file, '', { mode: PRIVATE_FILE });
	const database = new Database(file);
	database.exec(`PRAGMA journal_mode = WAL; ${TABLE};`);
	database.prepare(CHECKPOINT).all([]);
	rmSync(markerOf(file));
	return database;
}

function open(file: string): Database.Database {
	const problem = problemOf(file);
	if (problem) throw new StateFileError('The local Convex', 'read', file, problem);
	const database = new Database(file);
	const [check] = database.prepare('PRAGMA quick_check(1)').all([]) as { quick_check: string }[];
	const tables = database.prepare("SELECT * FROM sqlite_schema WHERE name = 'entries'").all([]);
	if (check?.quick_check === 'ok' && tables.length > 0) return database;
	throw new StateFileError('The local Convex', 'read', file, 'it is damaged');
}

/** What SQLite would overlook: it takes an empty file for a new one, and fills up one that was cut. */
function problemOf(file: string): string | undefined {
	const { size } = statSync(file);
	if (size === 0) return 'it is empty';
	const header = Buffer.alloc(18);
	const descriptor = openSync(file, 'r');
	readSync(descriptor, header);
	closeSync(descriptor);
	// 1 stands for 65,536, which is no uint16.
	const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
	return size % pageBytes === 0 ? undefined : 'it is cut short';
}
