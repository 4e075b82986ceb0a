import type { ConvexError, Value } from 'convex/values';

/**
 * What happens to a mutation after the backend has answered with an error. `rejected`: the user decides.
 * `done`: the effect of the mutation is there already. `retry` with `afterMs`: it is sent again after that
 * many milliseconds, as often as necessary. `retry` without `afterMs`: it is sent again a few times, with
 * longer and longer waits. `held`: it is sent again when the session is confirmed again.
 */
export type ErrorOutcome =
	{ kind: 'rejected' } | { kind: 'done' } | { kind: 'retry'; afterMs?: number } | { kind: 'held' };

/** Decides what an error of a function means. When it throws, or cannot be loaded, the mutation is retried. */
export type ErrorPolicy = (error: Error) => ErrorOutcome | Promise<ErrorOutcome>;

/** Rejects on a `ConvexError`, because the function has decided. Retries on any other error. */
export function defaultErrorPolicy(error: Error): ErrorOutcome {
	return { kind: isConvexError(error) ? 'rejected' : 'retry' };
}

/**
 * Recognises errors of every copy of Convex's package. Importing the package would make a launch
 * larger.
 */
export function isConvexError(error: Error): error is ConvexError<Value> {
	return error.name === 'ConvexError' && 'data' in error;
}
