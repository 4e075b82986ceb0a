/** How a failed function's error is told: in full to its developer, redacted to its caller. */
import { randomBytes } from 'node:crypto';
import type { JSONValue } from './json.ts';

/** A function failed. The message is for its developer; the data, a ConvexError's, also for its caller. */
export class FunctionError extends Error {
	override name = 'FunctionError';
	readonly data: JSONValue | undefined;

	constructor(message: string, data?: JSONValue, options?: ErrorOptions) {
		super(message, options);
		this.data = data;
	}
}

/** What functions asked for is not part of the local Convex. */
export class UnsupportedError extends FunctionError {
	override name = 'UnsupportedError';

	constructor(what: string) {
		super(`The local Convex does not have ${what}. See emulators/README.md.`);
	}
}

/** `redacted` as in production, `full` as in development. */
export type ErrorMode = 'redacted' | 'full';

/** What a caller is told of a failure. */
export interface Failure {
	errorMessage: string;
	errorData?: JSONValue;
}

/** Whatever a function threw, as a {@link FunctionError}. */
export function toFunctionError(thrown: unknown): FunctionError {
	if (thrown instanceof FunctionError) return thrown;
	if (!(thrown instanceof Error)) return new FunctionError(`Uncaught ${String(thrown)}`);
	const message = `Uncaught ${thrown.stack ?? thrown.message}`;
	return new FunctionError(message, convexErrorData(thrown), { cause: thrown });
}

/** What to tell the caller. */
export function describeFailure({ message, data }: FunctionError, mode: ErrorMode): Failure {
	const redacted = `[Request ID: ${randomBytes(8).toString('hex')}] Server Error`;
	const errorMessage = mode === 'full' ? `${redacted}\n${message}` : redacted;
	return data === undefined ? { errorMessage } : { errorMessage, errorData: data };
}

// The convex package turns a ConvexError's data into JSON text before it leaves the function, and
// marks the error with a symbol that every copy of the package shares.
function convexErrorData(thrown: Error & { data?: unknown }): JSONValue | undefined {
	if (!(Symbol.for('ConvexError') in thrown) || typeof thrown.data !== 'string') return undefined;
	return JSON.parse(thrown.data) as JSONValue;
}
