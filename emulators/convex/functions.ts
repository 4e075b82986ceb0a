/** Finds functions, checks what goes in and out of them, and runs them. */
import { getConvexSize, jsonToConvex, type ValidatorJSON } from 'convex/values';
import type { Identity } from './auth.ts';
import { FunctionError } from './errors.ts';
import { Invocation, type FunctionKind, type Syscalls } from './invocation.ts';
import { isObject, type JSONObject, type JSONValue } from './json.ts';
import type { LoadedFunction } from './loader.ts';
import type { Store } from './store.ts';
import { actionSyscalls, mutationSyscalls, querySyscalls, type Journal } from './syscalls.ts';
import type { Reader, Writer } from './transaction.ts';
import { mismatch } from './validate.ts';

const MAX_ARGUMENTS_BYTES = 16 << 20;
const TRANSACTION_TIMEOUT_MS = 10_000;
const ACTION_TIMEOUT_MS = 600_000;

/** Which function to run, with what, for whom. Internal functions run for trusted callers only. */
export interface Call {
	path: string;
	args: JSONValue;
	identity: Identity | null;
	isTrusted: boolean;
}

/** The functions of the folder. */
export class Functions {
	readonly #store: Store;
	readonly #onRun: (path: string) => void;
	#loaded: ReadonlyMap<string, LoadedFunction> = new Map();

	/** `onRun` is told of each run. */
	constructor(store: Store, onRun: (path: string) => void) {
		this.#store = store;
		this.#onRun = onRun;
	}

	/** Takes over newly loaded functions. */
	use(loaded: ReadonlyMap<string, LoadedFunction>): void {
		this.#loaded = loaded;
	}

	/** Runs a query; what it has read is in `reader.reads` afterwards, also when it fails. */
	async query(reader: Reader, call: Call, journal: Journal = { endCursor: null }) {
		return await this.#run('query', call, querySyscalls(this, reader, call.identity, journal));
	}

	/** Runs a mutation within a transaction. */
	async mutation(writer: Writer, call: Call) {
		return await this.#run('mutation', call, mutationSyscalls(this, writer, call.identity));
	}

	/** Runs an action. */
	async action(call: Call) {
		return await this.#run('action', call, actionSyscalls(this, this.#store, call.identity));
	}

	/** The kind of a function. Throws when there is none of that name. */
	kindOf(path: string): FunctionKind {
		return this.#find({ path, isTrusted: true }).kind;
	}

	/** The full name of a function that can be scheduled. Throws when it cannot. */
	schedulable(path: string): string {
		if (this.kindOf(path) === 'query')
			throw new FunctionError(`${path} is a query: not schedulable.`);
		return fullName(path);
	}

	async #run(kind: FunctionKind, call: Call, syscalls: Syscalls): Promise<JSONValue> {
		const path = fullName(call.path);
		const found = this.#find(call);
		if (found.kind !== kind) {
			throw new FunctionError(`Trying to execute ${path} as ${kind}, but it is a ${found.kind}.`);
		}
		const args = this.#checkedArguments(path, call.args, found.args);
		this.#onRun(path);
		const timeoutMs = kind === 'action' ? ACTION_TIMEOUT_MS : TRANSACTION_TIMEOUT_MS;
		const invocation = new Invocation(path, kind, syscalls);
		const result = await invocation.run(() => found.invoke(JSON.stringify([args])), timeoutMs);
		if (found.returns) this.#check('ReturnsValidationError', result, found.returns);
		return result;
	}

	#find({ path, isTrusted }: Pick<Call, 'path' | 'isTrusted'>): LoadedFunction {
		const found = this.#loaded.get(fullName(path));
		if (found && (isTrusted || found.isPublic)) return found;
		throw new FunctionError(`Could not find public function for '${fullName(path)}'.`);
	}

	#checkedArguments(path: string, args: JSONValue, validator: ValidatorJSON): JSONObject {
		if (!isObject(args)) throw new FunctionError(`The arguments for ${path} are not an object.`);
		const size = getConvexSize(jsonToConvex(args));
		if (size > MAX_ARGUMENTS_BYTES) {
			throw new FunctionError(
				`Arguments for ${path} are too large (actual: ${size} bytes, limit: 16 MiB)`
			);
		}
		this.#check('ArgumentValidationError', args, validator);
		return args;
	}

	#check(error: string, value: JSONValue, validator: ValidatorJSON): void {
		const { catalog } = this.#store;
		const problem = mismatch(jsonToConvex(value), validator, (id) => catalog.tableOf(id)?.name);
		if (problem) throw new FunctionError(`${error}: ${problem}`);
	}
}

/** `messages` is `messages:default`, and `messages.js:send` is `messages:send`. */
function fullName(path: string): string {
	const [module = '', name = 'default'] = path.split(':');
	return `${module.replace(/\.js$/, '')}:${name}`;
}
