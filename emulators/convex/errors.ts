/** What can go wrong with a function. */
import type { JSONValue } from './json.ts';

/** A function failed. The message is for its developer; the data, a ConvexError's, for its caller too. */
export class FunctionError extends Error {
	override name = 'FunctionError';

	constructor(
		message: string,
		readonly data?: JSONValue
	) {
		super(message);
	}
}

/** A function asked for what the local Convex does not have. */
export class UnsupportedError extends FunctionError {
	constructor(what: string) {
		super(`The local Convex does not have ${what}. See emulators/README.md.`);
	}
}

/** The data that lies there is of an earlier schema: its owner decides what becomes of it. */
export class SchemaMismatchError extends Error {
	override name = 'SchemaMismatchError';

	constructor(
		readonly table: string,
		readonly id: string,
		problem: string
	) {
		super(
			`The local data does not match schema.ts: document ${id} of table "${table}". ${problem}\n` +
				'`npm start -- --reset` begins with no data at all; or let schema.ts allow for what is there.'
		);
	}
}

/** Whatever a function threw, as a {@link FunctionError}. */
export function toFunctionError(thrown: unknown): FunctionError {
	if (thrown instanceof FunctionError) return thrown;
	if (!(thrown instanceof Error)) return new FunctionError(`Uncaught ${String(thrown)}`);
	// The convex package turns a ConvexError's data into JSON text before it leaves the function, and
	// marks the error with a symbol that every copy of the package shares.
	const { data } = thrown as { data?: unknown };
	const isConvexError = Symbol.for('ConvexError') in thrown && typeof data === 'string';
	const message = `Uncaught ${thrown.stack ?? thrown.message}`;
	return new FunctionError(message, isConvexError ? (JSON.parse(data) as JSONValue) : undefined);
}
