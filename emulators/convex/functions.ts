/** Finds functions, checks what goes in and out of them, and runs them. */
import { getConvexSize, jsonToConvex, type ValidatorJSON } from 'convex/values';
import type { User } from './auth.ts';
import { FunctionError } from './errors.ts';
import { Invocation, type FunctionKind, type Syscalls } from './invocation.ts';
import type { JSONValue } from './json.ts';
import type { LoadedFunction } from './loader.ts';
import type { Store } from './store.ts';
import { actionSyscalls, mutationSyscalls, querySyscalls, type Journal } from './syscalls.ts';
import type { Reader, Writer } from './transaction.ts';
import { mismatch } from './validate.ts';

const MAX_ARGUMENTS_BYTES = 16 << 20;
const TIMEOUT_MS = { query: 3_000, mutation: 3_000, action: 600_000 };

/** Which function to run, with what, for whom. Internal functions run for trusted callers only. */
export type Call = { path: string; args: JSONValue; user: User; isTrusted: boolean };

/** The functions of the folder. */
export class Functions {
	/** What was loaded last, by name. */
	loaded: ReadonlyMap<string, LoadedFunction> = new Map();

	/** `onRun` is told of each run. */
	constructor(
		private readonly store: Store,
		private readonly onRun: (path: string) => void
	) {}

	/** Runs a query; what it has read is in `reader.reads` afterwards, also when it fails. */
	query(reader: Reader, call: Call, journal: Journal = { endCursor: null }): Promise<JSONValue> {
		return this.#run('query', call, querySyscalls(this, reader, call.user, journal));
	}

	/** Runs a mutation as a part of a transaction. */
	mutation(writer: Writer, call: Call): Promise<JSONValue> {
		return this.#run('mutation', call, mutationSyscalls(this, writer, call.user));
	}

	/** Runs an action. */
	action(call: Call): Promise<JSONValue> {
		return this.#run('action', call, actionSyscalls(this, this.store, call.user));
	}

	/** A function by name. Throws when there is none, or when it is not for this caller. */
	find(path: string, isTrusted = true): LoadedFunction {
		const found = this.loaded.get(fullName(path));
		if (found && (isTrusted || found.isPublic)) return found;
		throw new FunctionError(`Could not find public function for '${fullName(path)}'.`);
	}

	async #run(kind: FunctionKind, call: Call, syscalls: Syscalls): Promise<JSONValue> {
		const path = fullName(call.path);
		const found = this.find(path, call.isTrusted);
		const refuse = (why: string) => {
			throw new FunctionError(`${path} ${why}`);
		};
		if (found.kind !== kind) refuse(`is a ${found.kind}, and cannot be run as a ${kind}.`);
		const size = getConvexSize(jsonToConvex(call.args));
		if (size > MAX_ARGUMENTS_BYTES)
			refuse(`was given arguments that are too large: ${size} bytes.`);
		this.#check('ArgumentValidationError', call.args, found.args);
		this.onRun(path);
		const invoke = () => found.invoke(JSON.stringify([call.args]));
		const result = await new Invocation(path, kind, syscalls).run(invoke, TIMEOUT_MS[kind]);
		if (found.returns) this.#check('ReturnsValidationError', result, found.returns);
		return result;
	}

	#check(error: string, value: JSONValue, validator: ValidatorJSON): void {
		const { catalog } = this.store.reader().documents;
		const problem = mismatch(jsonToConvex(value), validator, catalog);
		if (problem) throw new FunctionError(`${error}: ${problem}`);
	}
}

/** `messages` is `messages:default`, and `messages.js:send` is `messages:send`. */
function fullName(path: string): string {
	const [module = '', name = 'default'] = path.split(':');
	return `${module.replace(/\.js$/, '')}:${name}`;
}
