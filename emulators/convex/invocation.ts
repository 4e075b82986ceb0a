/**
 * Runs one function. Functions share this process, and the convex package calls `globalThis.Convex`:
 * whose call it is, the asynchronous context tells that the function was started in.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { FunctionError, toFunctionError, UnsupportedError } from './errors.ts';
import type { JSONObject, JSONValue } from './json.ts';
import type { FunctionAddress } from './component-names.ts';
import type { PageRequest } from './query.ts';

/** The kinds of functions. */
export type FunctionKind = 'query' | 'mutation' | 'action';

/** What the convex package passes with its system calls. Each call uses some of these. */
export interface SyscallArguments extends PageRequest, FunctionAddress {
	id: string;
	idString: string;
	isSystem?: boolean;
	table?: string;
	value: JSONObject;
	queryId: number;
	udfType: 'query' | 'mutation' | 'snapshotQuery';
	args: JSONObject;
	ts: number;
	storageId: string;
	blob: Blob;
	options?: { sha256?: string };
}

/** A function took longer than it may. */
export class TimeoutError extends FunctionError {
	override name = 'TimeoutError';
}

/** JSON, or the bytes of a file. */
type Answer = JSONValue | Blob | undefined | Promise<JSONValue | Blob | undefined>;

/** The system calls that a function may make, by name. */
export type Syscalls = Record<string, (args: SyscallArguments) => Answer>;

const running = new AsyncLocalStorage<Invocation>();

/** One run of one function. */
export class Invocation {
	/** Fails the function from outside. */
	fail!: (reason: unknown) => void;
	readonly #failure = new Promise<never>((_resolve, reject) => (this.fail = reject));
	#hasEnded = false;
	#previous: Promise<unknown> = Promise.resolve();

	constructor(
		readonly path: string,
		readonly kind: FunctionKind,
		private readonly syscalls: Syscalls,
		/** What time it is while a query or mutation runs. */
		readonly now: number
	) {
		this.#failure.catch(() => undefined);
	}

	/** Runs the function's body to its result, to its failure, or to the time limit. */
	async run(body: () => Promise<string>, timeoutMs: number): Promise<JSONValue> {
		const timeOut = () => this.fail(new TimeoutError(timedOut(this, timeoutMs)));
		const timer = setTimeout(timeOut, timeoutMs);
		try {
			const result = await Promise.race([running.run(this, body), this.#failure]);
			// Rejections that the function left unhandled are reported at the end of this turn.
			await Promise.race([nextTurn(), this.#failure]);
			return JSON.parse(result) as JSONValue;
		} catch (error) {
			throw toFunctionError(error);
		} finally {
			clearTimeout(timer);
			this.#hasEnded = true;
		}
	}

	/** Makes a system call that is answered at once. */
	call(name: string, args: SyscallArguments): Answer {
		if (this.#hasEnded) throw new FunctionError(`${this.path} made a system call after its end.`);
		const syscall = this.syscalls[name.replace(/^1\.0\//, '')];
		if (!syscall) throw new UnsupportedError(`the system call "${name}" in a ${this.kind}`);
		return syscall(args);
	}

	/** Makes a system call after those that the function made before. */
	async callInTurn(name: string, args: SyscallArguments): Promise<Answer> {
		const answer = this.#previous.then(() => this.call(name, args));
		this.#previous = answer.catch(() => undefined);
		return await answer;
	}
}

/** Lets a promise that a function leaves rejected, or a throw in a callback, fail that function only. */
export function guardProcess(): void {
	const blame = (error: unknown) => {
		const invocation = running.getStore();
		console.error(`Unhandled in ${invocation?.path ?? 'the local Convex'}:`, error);
		invocation?.fail(error);
	};
	process.on('unhandledRejection', blame);
	process.on('uncaughtException', blame);
}

function timedOut({ path, kind }: Invocation, timeoutMs: number): string {
	const [, name = ''] = path.split(':');
	const what = kind.charAt(0).toUpperCase() + kind.slice(1);
	return `${what} \`${name}\` execution timed out (maximum duration ${timeoutMs / 1_000} s)`;
}

const parse = (args: string) => JSON.parse(args) as SyscallArguments;

function current(): Invocation {
	const invocation = running.getStore();
	if (invocation) return invocation;
	throw new FunctionError('A system call was made outside of every function.');
}

const Convex = {
	syscall: (name: string, args: string) => JSON.stringify(current().call(name, parse(args))),
	asyncSyscall: async (name: string, args: string) =>
		JSON.stringify((await current().callInTurn(name, parse(args))) ?? null),
	jsSyscall: (name: string, args: SyscallArguments) => current().call(name, args),
	/** For function-globals.ts, which is bundled with the functions. */
	transactionTime: () => {
		const invocation = running.getStore();
		return invocation?.kind === 'action' ? undefined : invocation?.now;
	}
};
Object.assign(globalThis, { Convex });
