/** The running backend: the functions, the store they work on, and what their callers are told. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual, parseEnv } from 'node:util';
import { getConvexSize, jsonToConvex, type ValidatorJSON } from 'convex/values';
import { StateFileError } from '../state-file-error.ts';
import { loadApp, type App } from './app.ts';
import { createAuthenticator, TokenRejectedError, type Identity } from './auth.ts';
import { split } from './component-names.ts';
import { Controls } from './controls.ts';
import { FunctionError, toFunctionError } from './errors.ts';
import type { Call, FunctionRunner, Journal } from './function-runner.ts';
import { Invocation, type FunctionKind, type Syscalls } from './invocation.ts';
import type { JSONValue } from './json.ts';
import { Files } from './files.ts';
import type { LoadedFunction } from './loader.ts';
import { scheduleNow, startScheduler } from './scheduler.ts';
import { Store, type Committed } from './store.ts';
import { actionSyscalls, mutationSyscalls, querySyscalls } from './syscalls.ts';
import type { Reader, Writer } from './transaction.ts';
import { mismatch } from './validate.ts';

const MAX_ARGUMENTS_BYTES = 16 << 20;
const TIMEOUT_MS = { query: 3_000, mutation: 3_000, action: 600_000 };

/** How a function that a client called ended, and as of when. */
export type Outcome =
	| ({ success: true } & Committed)
	| { success: false; errorMessage: string; errorData: JSONValue | undefined };

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
	/** A file of more of them, which is read again when it changes. */
	envFile?: string;
	/** Where a failed function's developer reads of it; the error output by default. */
	log?: (line: string) => void;
}

/** A backend without its network. */
export class Backend implements FunctionRunner {
	readonly controls = new Controls();
	readonly log: (line: string) => void;
	readonly store: Store;
	readonly files: Files;
	#app: App | undefined;
	#variables: Record<string, string> = {};
	#verify = createAuthenticator([]);
	#loading = Promise.resolve();
	#stopScheduler = () => Promise.resolve();

	constructor(private readonly options: BackendOptions) {
		this.log = options.log ?? console.error;
		this.store = new Store(options.stateDir, this.controls.now, this.controls.meter);
		this.files = new Files(options.stateDir, this.store, this.controls.now);
	}

	/**
	 * Loads the functions, again or for the first time. When it throws, the old ones stay. One load runs after
	 * the other, so that the last one holds.
	 */
	load(): Promise<void> {
		const load = () => this.#load();
		return (this.#loading = this.#loading.then(load, load));
	}

	async #load(): Promise<void> {
		const { functionsDir, stateDir, env, envFile } = this.options;
		const { url } = this.files;
		const system = { CONVEX_CLOUD_URL: url, CONVEX_SITE_URL: url };
		const inFile = envFile && existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
		const variables = { ...system, ...env, ...(inFile as object), ...this.#variables };
		const app = await loadApp(functionsDir, stateDir, variables);
		const verify = createAuthenticator(app.providers);
		await this.store.define(app.schemas);
		this.#verify = verify;
		this.#app = app;
	}

	/** Sets variables of the environment beside those it was started with, in place of earlier ones. */
	async setVariables(variables: Record<string, string>): Promise<void> {
		if (isDeepStrictEqual(variables, this.#variables)) return;
		this.#variables = variables;
		await this.load();
	}

	/** The routes of each `http.ts`. */
	get mounts(): App['mounts'] {
		return this.#app?.mounts ?? [];
	}

	/** The jobs of each `crons.ts`, by their full names. */
	get crons(): App['crons'] {
		return this.#app?.crons ?? new Map();
	}

	/** Loads the functions, and starts to run what is scheduled. `url` is where the server is reached. */
	async start(url: string): Promise<void> {
		this.files.url = url;
		await this.load();
		this.files.sweep();
		this.#stopScheduler = await startScheduler(this);
	}

	/** Runs a job of `crons.ts` now; `false` when there is none of that name. */
	async runCron(name: string): Promise<boolean> {
		const cron = this.crons.get(name);
		if (cron) await this.store.mutate((writer) => scheduleNow(writer, cron, this.controls.now()));
		return cron !== undefined;
	}

	/** Waits for what is being loaded or committed, and closes the store. */
	async close(): Promise<void> {
		// Whoever has asked for it has the error.
		await this.#loading.catch(() => undefined);
		await this.#stopScheduler();
		await this.store.close();
	}

	/** Whose token this is. Throws {@link TokenRejectedError}. */
	async authenticate(token: string): Promise<Identity> {
		this.controls.stats.authenticates++;
		if (this.controls.has('reject-auth')) throw new TokenRejectedError('Tokens are rejected.');
		return await this.#verify(token);
	}

	/** Answers a client's query. What it has read is in `reader.reads` afterwards. */
	async answerQuery(call: Call, reader: Reader, journal?: Journal): Promise<Outcome> {
		return await this.#settle(call, async () => {
			return { ts: this.store.ts, value: await this.query(reader, call, journal) };
		});
	}

	/** Answers what a client called; `undefined` when its connection is to be dropped instead. */
	async answer(kind: FunctionKind, call: Call, request?: string): Promise<Outcome | undefined> {
		if (kind === 'query') return await this.answerQuery(call, this.store.reader());
		const delay = this.controls.take('delay', call.path);
		if (delay) await new Promise((resolve) => setTimeout(resolve, delay.ms));
		if (this.controls.take('drop-before-execution', call.path)) return undefined;
		const outcome = await this.#settle(call, async () => {
			return kind === 'action'
				? { value: await this.action(call), ts: this.store.ts }
				: await this.store.mutate((writer) => this.mutation(writer, call), request);
		});
		const isDropped = outcome.success && this.controls.take('drop-after-commit', call.path);
		return isDropped ? undefined : outcome;
	}

	/** Runs a query; what it has read is in `reader.reads` afterwards, also when it fails. */
	async query(
		reader: Reader,
		call: Call,
		journal: Journal = { endCursor: null }
	): Promise<JSONValue> {
		const before = reader.used.documentsRead;
		const { documents } = this.controls.stats;
		try {
			return await this.#run('query', call, querySyscalls(this, reader, call, journal));
		} finally {
			const path = fullName(call.path);
			documents[path] = (documents[path] ?? 0) + reader.used.documentsRead - before;
		}
	}

	/** Runs a mutation as a part of a transaction. */
	mutation(writer: Writer, call: Call): Promise<JSONValue> {
		return this.#run('mutation', call, mutationSyscalls(this, writer, call));
	}

	/** Runs an action. */
	action(call: Call): Promise<JSONValue> {
		return this.#run('action', call, actionSyscalls(this, call));
	}

	/** A function by name. Throws when there is none, or when it is not for this caller. */
	find(path: string, isTrusted = true): LoadedFunction {
		const found = this.#app?.functions.get(fullName(path));
		// What a component makes public is so for its parent, and never for clients.
		const isForClients = found?.isPublic === true && split(path)[0] === '';
		if (found && (isTrusted || isForClients)) return found;
		const name = fullName(path).replace(/:default$/, '');
		throw new FunctionError(
			`Could not find public function for '${name}'. Did you forget to run \`npx convex dev\`?`
		);
	}

	async #run(kind: FunctionKind, call: Call, syscalls: Syscalls): Promise<JSONValue> {
		const path = fullName(call.path);
		const found = this.find(path, call.isTrusted);
		if (found.kind !== kind) {
			throw new FunctionError(`${path} is a ${found.kind}, and cannot be run as a ${kind}.`);
		}
		const size = getConvexSize(jsonToConvex(call.args));
		if (size > MAX_ARGUMENTS_BYTES) {
			throw new FunctionError(`${path} was given arguments that are too large: ${size} bytes.`);
		}
		// As if the function had other validators by now.
		if (this.controls.take('refuse-arguments', call.path)) {
			throw new FunctionError('ArgumentValidationError: Value does not match validator.');
		}
		this.#check(path, 'ArgumentValidationError', call.args, found.args);
		const { runs } = this.controls.stats;
		// What a component runs is a part of the app's function that has called it.
		if (split(path)[0] === '') runs[path] = (runs[path] ?? 0) + 1;
		const invoke = () => found.invoke(JSON.stringify([call.args]));
		const invocation = new Invocation(path, kind, syscalls, this.controls.now());
		const result = await invocation.run(invoke, TIMEOUT_MS[kind]);
		if (found.returns) this.#check(path, 'ReturnsValidationError', result, found.returns);
		return result;
	}

	#check(path: string, error: string, value: JSONValue, validator: ValidatorJSON): void {
		const { catalog } = this.store.reader().documents;
		const problem = mismatch(jsonToConvex(value), validator, catalog.within(split(path)[0]));
		if (problem) throw new FunctionError(`${error}: ${problem}`);
	}

	async #settle({ path }: Call, run: () => Promise<Committed>): Promise<Outcome> {
		try {
			return { success: true, ...(await run()) };
		} catch (thrown) {
			// It is not the function that has failed, so its caller is not told so and tries again.
			if (thrown instanceof StateFileError) throw thrown;
			const { summary, trace, data: errorData } = this.explain(thrown, path);
			const errorMessage = trace === undefined ? summary : `${summary}\n${trace}`;
			return { success: false, errorMessage, errorData };
		}
	}

	/** What the caller of a function that failed is told, and its developer. */
	explain(thrown: unknown, path: string): { summary: string; trace?: string; data?: JSONValue } {
		const { message, data } = toFunctionError(thrown);
		const summary = `[Request ID: ${randomBytes(8).toString('hex')}] Server Error`;
		// A ConvexError is an answer, not an accident.
		if (data === undefined) this.log(`${summary} in ${path}: ${message}`);
		if (this.options.errors !== 'full') return { summary, data };
		const trace = message.replaceAll(resolve(this.options.functionsDir), '../convex');
		return { summary, trace, data };
	}
}

/** `messages` is `messages:default`, and `messages.js:send` is `messages:send`. */
function fullName(path: string): string {
	const [module = '', name = 'default'] = path.split(':');
	return `${module.replace(/\.js$/, '')}:${name}`;
}
