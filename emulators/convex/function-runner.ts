/** How functions are run: for clients, for other functions, and for the scheduler. */
import type { Caller } from './auth.ts';
import type { Controls } from './controls.ts';
import type { Cron } from './crons.ts';
import type { Files } from './files.ts';
import type { JSONValue } from './json.ts';
import type { LoadedFunction } from './loader.ts';
import type { Store } from './store.ts';
import type { Reader, Writer } from './transaction.ts';

/** Which function to run, with what, for whom. Internal functions run for trusted callers only. */
export type Call = { path: string; args: JSONValue; user: Caller; isTrusted: boolean };

/** Where the page of a reactive query ends, from one run of it to the next. */
export type Journal = { endCursor: string | null };

/**
 * What system calls and the scheduler need of the backend, which in turn runs functions with the system
 * calls: so that none of the three files imports itself by way of the others.
 */
export interface FunctionRunner {
	readonly controls: Controls;
	readonly crons: ReadonlyMap<string, Cron>;
	readonly files: Files;
	readonly store: Store;
	readonly log: (line: string) => void;
	/** A function by its full name. Throws when there is none. */
	find(path: string): LoadedFunction;
	/** Runs a query; what it has read is in `reader.reads` afterwards, also when it fails. */
	query(reader: Reader, call: Call, journal?: Journal): Promise<JSONValue>;
	/** Runs a mutation as a part of a transaction. */
	mutation(writer: Writer, call: Call): Promise<JSONValue>;
	/** Runs an action. */
	action(call: Call): Promise<JSONValue>;
}
