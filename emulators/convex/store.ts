/**
 * Holds the documents in memory, and in a SQLite file so that they survive. How functions that run at
 * the same time keep apart:
 * - mutations run one after the other, so they are serialisable in the order of their timestamps; each
 *   makes the next documents out of the last ones, and commits them as a whole or not at all;
 * - a query reads the documents of one moment. It waits for no mutation, and no mutation for it;
 * - timestamps are the wall clock in nanoseconds, and always grow, also over a restart.
 */
import { join } from 'node:path';
import { makePrivateFolder } from '../private-folder.js';
import { Documents } from './documents.ts';
import { FunctionError, SchemaMismatchError } from './errors.ts';
import type { JSONObject, JSONValue } from './json.ts';
import type { Commit } from './ranges.ts';
import { Catalog, type ExportedSchema } from './schema.ts';
import { StateFile } from './state-file.ts';
import { Reader, Writer, type Meter } from './transaction.ts';
import { documentMismatch } from './validate.ts';

const FIRST_TABLE_NUMBER = 10_001;
const MAX_PINNED = 100;

type Request = { value: JSONValue; ts: string };

/** What a mutation does, with the documents it is given. */
export type Mutation = (writer: Writer) => JSONValue | Promise<JSONValue>;

/** What a mutation returned, and when it committed. */
export type Committed = { value: JSONValue; ts: bigint };

/** The documents, and who wants to know of the next commit. */
export class Store {
	readonly #file: StateFile;
	readonly #listeners = new Set<(commit: Commit) => void>();
	#documents = Documents.from(new Catalog(new Map()), []);
	#turn: Promise<unknown> = Promise.resolve();
	#ts: bigint;
	#creationTime = 0;
	readonly #pinned = new Map<bigint, Documents>();

	/**
	 * @param now when documents are made
	 * @param meter told of what is read and written
	 */
	constructor(
		folder: string,
		private readonly now: () => number = Date.now,
		private readonly meter: Meter = () => {}
	) {
		makePrivateFolder(folder);
		this.#file = new StateFile(join(folder, 'data.sqlite'));
		this.#ts = BigInt(this.#file.find<string>('clock', '') ?? 0);
		this.#ts = this.#nextTs();
	}

	/** When the last commit was. */
	get ts(): bigint {
		return this.#ts;
	}

	/** Reads the documents as of the last commit. */
	reader(): Reader {
		return new Reader(this.#documents, this.meter);
	}

	/** Keeps the documents of now for {@link pinned}, and returns when that is. */
	pin(): bigint {
		this.#pinned.set(this.#ts, this.#documents);
		const [oldest] = this.#pinned.keys();
		if (oldest !== undefined && this.#pinned.size > MAX_PINNED) this.#pinned.delete(oldest);
		return this.#ts;
	}

	/** Reads the documents as they were when they were pinned. */
	pinned(ts: bigint): Reader {
		const documents = this.#pinned.get(ts);
		if (documents) return new Reader(documents, this.meter);
		throw new FunctionError(`The documents as of ${ts} are not kept any more.`);
	}

	/**
	 * Takes over the tables of the schemas, by component.
	 *
	 * @throws SchemaMismatchError when a document does not match them; all stays as it was then
	 */
	async define(schemas: ReadonlyMap<string, ExportedSchema>): Promise<void> {
		await this.#inTurn(() => {
			const catalog = new Catalog(schemas, (name) => this.#numberOf(name));
			const documents = this.#file.all<JSONObject>('document');
			// What was written under the same schema was checked when it was written.
			const text = JSON.stringify([...schemas]);
			if (this.#file.find('schema', '') !== text) requireMatch(documents, catalog);
			this.#file.write([['schema', '', text]]);
			this.#publish(this.#nextTs(), 'everything', Documents.from(catalog, documents));
		});
	}

	/**
	 * Runs a mutation after those before it. A request with an id runs once: its result is saved with
	 * what it writes, and is returned again when it comes again.
	 */
	async mutate(body: Mutation, request?: string): Promise<Committed> {
		return await this.#inTurn(async () => {
			const earlier = request && this.#file.find<Request>('request', request);
			if (earlier) return { value: earlier.value, ts: BigInt(earlier.ts) };
			// Mutations run one by one, so it is known when this one commits.
			const ts = this.#nextTs();
			const created = () => this.#nextCreationTime();
			const writer = new Writer(this.#documents, this.meter, created, ts);
			const value = await body(writer);
			this.#file.write([
				...[...writer.changes].map(([id, document]) => ['document', id, document] as const),
				...(request ? [['request', request, { value, ts: String(ts) }] as const] : []),
				['clock', '', String(ts)]
			]);
			this.#publish(ts, writer.touched, writer.documents);
			return { value, ts };
		});
	}

	/** Removes all documents. */
	async clear(): Promise<void> {
		await this.#inTurn(() => {
			this.#creationTime = 0;
			this.#file.clear('document');
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
		await this.#inTurn(() => this.#file.close());
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
		const known = this.#file.find<number>('table', table);
		if (known !== undefined) return known;
		const number = FIRST_TABLE_NUMBER + this.#file.all('table').length;
		this.#file.write([['table', table, number]]);
		return number;
	}
}

function requireMatch(documents: readonly JSONObject[], catalog: Catalog): void {
	for (const document of documents) {
		const table = catalog.tableOf(document._id as string);
		const problem = table && documentMismatch(table, document, catalog);
		if (problem) throw new SchemaMismatchError(table.name, document._id as string, problem);
	}
}
