/** The running backend: the store, the functions over it, and what a caller is told. */
import { join } from 'node:path';
import { createAuthenticator, TokenRejectedError, type Identity } from './auth.ts';
import { Controls } from './controls.ts';
import { describeFailure, toFunctionError } from './errors.ts';
import { Functions, type Call } from './functions.ts';
import type { FunctionKind } from './invocation.ts';
import { loadFunctions } from './loader.ts';
import { startScheduler } from './scheduler.ts';
import { Store, type Committed } from './store.ts';
import type { Journal } from './syscalls.ts';
import type { Reader } from './transaction.ts';

/** How a function ended, and as of when. */
export type Outcome =
	({ success: true } & Committed) | ({ success: false } & ReturnType<typeof describeFailure>);

/** How to run a backend. */
export interface BackendOptions {
	/** Where the data lies. */
	stateDir: string;
	/** The folder of Convex functions to run. */
	functionsDir: string;
	/** What a failed function's caller is told: nothing, as in production, or all. */
	errors: 'redacted' | 'full';
	/** All that `process.env` holds inside the functions. */
	env: Record<string, string>;
	/** Where a failed function's developer reads of it; the error output by default. */
	log?: (line: string) => void;
}

/** A backend without its network. */
export class Backend {
	readonly controls = new Controls();
	readonly log: (line: string) => void;
	readonly store: Store;
	readonly #functions: Functions;
	#verify = createAuthenticator([]);
	#stopScheduler = () => Promise.resolve();

	constructor(private readonly options: BackendOptions) {
		this.log = options.log ?? console.error;
		this.store = new Store(join(options.stateDir, 'data.sqlite'));
		this.#functions = new Functions(this.store, (path) => this.controls.countRun(path));
	}

	/** Loads the functions, again or for the first time. When it throws, the old ones stay. */
	async load(): Promise<void> {
		const { functionsDir, stateDir, env } = this.options;
		const { functions, schema, providers } = await loadFunctions(functionsDir, stateDir, env);
		this.#verify = createAuthenticator(providers);
		this.#functions.loaded = functions;
		await this.store.define(schema);
	}

	/** Starts to run what is scheduled. */
	async start(): Promise<void> {
		this.#stopScheduler = await startScheduler(this.store, this.#functions, this.log);
	}

	/** Waits for what is being committed, and closes the store. */
	async close(): Promise<void> {
		await this.#stopScheduler();
		await this.store.close();
	}

	/** Whose token this is. Throws {@link TokenRejectedError}. */
	async authenticate(token: string): Promise<Identity> {
		this.controls.stats.authenticates++;
		if (this.controls.has('reject-auth')) throw new TokenRejectedError('Tokens are rejected.');
		return await this.#verify(token);
	}

	/** Runs a query. What it has read is in `reader.reads` afterwards. */
	async query(call: Call, reader: Reader, journal?: Journal): Promise<Outcome> {
		const { ts } = this.store;
		return await this.#settle(call, async () => {
			return { value: await this.#functions.query(reader, call, journal), ts };
		});
	}

	/** Runs what a client asked for; `undefined` when its connection is to be dropped instead. */
	async run(kind: FunctionKind, call: Call, request?: string): Promise<Outcome | undefined> {
		if (kind === 'query') return await this.query(call, this.store.reader());
		const delay = this.controls.take('delay', call.path);
		if (delay) await new Promise((resolve) => setTimeout(resolve, delay.ms));
		if (this.controls.take('drop-before-execution', call.path)) return undefined;
		const outcome = await this.#settle(call, async () => {
			return kind === 'action'
				? { value: await this.#functions.action(call), ts: this.store.ts }
				: await this.store.mutate((writer) => this.#functions.mutation(writer, call), request);
		});
		const isDropped = outcome.success && this.controls.take('drop-after-commit', call.path);
		return isDropped ? undefined : outcome;
	}

	async #settle({ path }: Call, run: () => Promise<Committed>): Promise<Outcome> {
		try {
			return { success: true, ...(await run()) };
		} catch (thrown) {
			const error = toFunctionError(thrown);
			const failure = describeFailure(error, this.options.errors === 'full');
			const [summary] = failure.errorMessage.split('\n', 1);
			// A ConvexError is an answer, not an accident.
			if (error.data === undefined) this.log(`${summary} in ${path}: ${error.message}`);
			return { success: false, ...failure };
		}
	}
}
