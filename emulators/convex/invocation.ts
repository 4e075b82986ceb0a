/**
 * Runs one function. Functions share this process, and the convex package calls `globalThis.Convex`:
 * whose call it is, is known from the asynchronous context that the function was started in.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { FunctionError, toFunctionError, UnsupportedError } from './errors.ts';
import type { JSONObject, JSONValue } from './json.ts';
import type { PageRequest } from './query.ts';

/** The kinds of functions. */
export type FunctionKind = 'query' | 'mutation' | 'action';

/** What the convex package passes with its system calls. Each call uses some of these. */
export interface SyscallArguments extends PageRequest {
	id: string;
	idString: string;
	isSystem: boolean;
	table?: string;
	value: JSONObject;
	queryId: number;
	udfType: 'query' | 'mutation' | 'snapshotQuery';
	name?: string;
	args: JSONObject;
	ts: number;
}

/** The system calls that one function may make, by name. */
export type Syscalls = Record<
	string,
	(args: SyscallArguments) => JSONValue | undefined | Promise<JSONValue | undefined>
>;

const running = new AsyncLocalStorage<Invocation>();

/** One run of one function. */
export class Invocation {
	readonly path: string;
	readonly kind: FunctionKind;
	/** What the clock says all through a query or mutation. */
	readonly now = Date.now();
	readonly #syscalls: Syscalls;
	readonly #failure: Promise<never>;
	#hasEnded = false;
	#previous: Promise<unknown> = Promise.resolve();
	/** Fails the function from outside. */
	fail!: (reason: unknown) => void;

	constructor(path: string, kind: FunctionKind, syscalls: Syscalls) {
		this.path = path;
		this.kind = kind;
		this.#syscalls = syscalls;
		this.#failure = new Promise((_resolve, reject) => (this.fail = reject));
		this.#failure.catch(() => undefined);
	}

	/** Runs the function's body to its end: its result, its failure, or the time limit. */
	async run(body: () => Promise<string>, timeoutMs: number): Promise<JSONValue> {
		const timeout = setTimeout(() => {
			this.fail(new Error(`Function execution timed out (maximum duration: ${timeoutMs} ms)`));
		}, timeoutMs);
		try {
			const result = await Promise.race([running.run(this, body), this.#failure]);
			// Rejections that the function left unhandled are reported at the end of this turn.
			await Promise.race([nextTurn(), this.#failure]);
			return JSON.parse(result) as JSONValue;
		} catch (error) {
			throw toFunctionError(error);
		} finally {
			clearTimeout(timeout);
			this.#hasEnded = true;
		}
	}

	/** A system call that answers at once. */
	syscall(name: string, args: string): string {
		return JSON.stringify(this.#call(name, args) ?? null);
	}

	/** A system call. Those of one function run in the order they were made. */
	asyncSyscall(name: string, args: string): Promise<string> {
		const answer = this.#previous.then(async () => {
			return JSON.stringify((await this.#call(name, args)) ?? null);
		});
		this.#previous = answer.catch(() => undefined);
		return answer;
	}

	#call(name: string, args: string): ReturnType<Syscalls[string]> {
		if (this.#hasEnded) throw new FunctionError(`${this.path} made a system call after its end.`);
		const call = this.#syscalls[name.replace(/^1\.0\//, '')];
		if (!call) throw new UnsupportedError(`the system call "${name}" in a ${this.kind}`);
		return call(JSON.parse(args) as SyscallArguments);
	}
}

/** Resolves when everything that is ready to run has run. */
export function nextTurn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Keeps the process alive when a function leaves a promise rejected or throws in a callback: that
 * function fails, nothing else does.
 */
export function guardProcess(): void {
	const blame = (error: unknown) => {
		const invocation = running.getStore();
		console.error(`Unhandled in ${invocation?.path ?? 'the local Convex'}:`, error);
		invocation?.fail(error);
	};
	process.on('unhandledRejection', blame);
	process.on('uncaughtException', blame);
}

function current(): Invocation {
	const invocation = running.getStore();
	if (invocation) return invocation;
	throw new FunctionError('Convex system calls can only be made while a function runs.');
}

Object.assign(globalThis, {
	Convex: {
		syscall: (name: string, args: string) => current().syscall(name, args),
		asyncSyscall: (name: string, args: string) => current().asyncSyscall(name, args),
		jsSyscall: (name: string) => {
			throw new UnsupportedError(`the system call "${name}"`);
		},
		/** For function-globals.ts, which is bundled with the functions. */
		running: () => running.getStore()
	}
});
