/** The running backend: the store, the functions over it, and what a caller is told. */
import { join } from 'node:path';
import { Authenticator, TokenRejectedError, type Identity } from './auth.ts';
import { describeFailure, toFunctionError, type ErrorMode, type Failure } from './errors.ts';
import { Faults } from './faults.ts';
import { Functions, type Call } from './functions.ts';
import type { JSONValue } from './json.ts';
import { loadFunctions } from './loader.ts';
import { Scheduler } from './scheduler.ts';
import { Store } from './store.ts';
import type { Journal } from './syscalls.ts';
import type { Reader } from './transaction.ts';

/** How a function ended. */
export type Outcome<Result = JSONValue> =
	{ success: true; result: Result } | ({ success: false } & Failure);

/** Identifies a mutation that a client may send again. */
export interface RequestKey {
	session: string;
	request: number;
}

/** How to run a backend. */
export interface BackendOptions {
	stateDir: string;
	functionsDir: string;
	/** What a failed function's caller is told. */
	errors: ErrorMode;
	/** All that `process.env` holds inside the functions. */
	env: Record<string, string>;
	/** Where a failed function's developer reads of it. */
	log: (line: string) => void;
}

/** Counts since the start, or since they were cleared. */
export interface Stats {
	runs: Record<string, number>;
	authenticates: number;
	connects: number;
}

/** A backend without its network. */
export class Backend {
	readonly store: Store;
	readonly faults = new Faults();
	stats: Stats = { runs: {}, authenticates: 0, connects: 0 };
	readonly #options: BackendOptions;
	readonly #functions: Functions;
	readonly #scheduler: Scheduler;
	#authenticator = new Authenticator([]);

	constructor(options: BackendOptions) {
		this.#options = options;
		this.store = new Store(join(options.stateDir, 'data.sqlite'));
		this.#functions = new Functions(this.store, (path) => {
			this.stats.runs[path] = (this.stats.runs[path] ?? 0) + 1;
		});
		this.#scheduler = new Scheduler(this.store, this.#functions, options.log);
	}

	/** Loads the functions and starts the scheduler. */
	async start(): Promise<void> {
		await this.load();
		await this.#scheduler.start();
	}

	/** Loads the functions, again or for the first time. When it throws, the old ones stay. */
	async load(): Promise<void> {
		const { functionsDir, stateDir, env } = this.#options;
		const folder = await loadFunctions(functionsDir, { outDir: stateDir, env });
		const authenticator = new Authenticator(folder.providers);
		await this.store.define(folder.tables);
		this.#functions.use(folder.functions);
		this.#authenticator = authenticator;
	}

	async close(): Promise<void> {
		await this.#scheduler.stop();
		await this.store.close();
	}

	/** Whose token this is. Throws {@link TokenRejectedError}. */
	async authenticate(token: string): Promise<Identity> {
		this.stats.authenticates++;
		if (this.faults.rejectsAuth) throw new TokenRejectedError('Tokens are being rejected.');
		return await this.#authenticator.verify(token);
	}

	/** Removes all data. Time goes on, and who is connected sees that it is gone. */
	async reset(): Promise<void> {
		await this.store.mutate((writer) => Promise.resolve(writer.clear()));
	}

	async query(reader: Reader, call: Call, journal?: Journal): Promise<Outcome> {
		return await this.#settle(call, () => this.#functions.query(reader, call, journal));
	}

	/** Runs a mutation; one that has been carried out before only returns its result again. */
	async mutation(call: Call, key?: RequestKey): Promise<Outcome<{ value: JSONValue; ts: bigint }>> {
		return await this.#settle(call, async () => {
			const { value } = await this.store.mutate(async (writer) => {
				const earlier = key && writer.recorded(key.session, key.request);
				if (earlier) return earlier;
				const result = await this.#functions.mutation(writer, call);
				if (key) writer.record(key.session, key.request, result);
				return { value: result, ts: writer.ts };
			});
			return value;
		});
	}

	async action(call: Call): Promise<Outcome> {
		return await this.#settle(call, () => this.#functions.action(call));
	}

	async #settle<Result>({ path }: Call, run: () => Promise<Result>): Promise<Outcome<Result>> {
		try {
			return { success: true, result: await run() };
		} catch (thrown) {
			const error = toFunctionError(thrown);
			const failure = describeFailure(error, this.#options.errors);
			// A ConvexError is an answer, not an accident.
			if (error.data === undefined) {
				this.#options.log(`${failure.errorMessage.split('\n')[0]} in ${path}: ${error.message}`);
			}
			return { success: false, ...failure };
		}
	}
}
