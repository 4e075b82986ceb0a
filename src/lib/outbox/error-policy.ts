import type { ConvexError, Value } from 'convex/values';
import { CallError } from '../errors.js';
import { again, fail, hold, refuse, unanswered, type EntryChange } from './entry-changes.js';

/**
 * What happens to a mutation after the backend has answered with an error. `rejected`: the user decides.
 * `done`: the effect of the mutation is there already. `retry` with `afterMs`: it is sent again after that
 * many milliseconds, as often as necessary. `retry` without `afterMs`: it is sent again a few times, with
 * longer and longer waits. `held`: it is sent again when the session is confirmed again.
 */
export type ErrorOutcome =
	{ kind: 'rejected' } | { kind: 'done' } | { kind: 'retry'; afterMs?: number } | { kind: 'held' };

/** What follows from a mutation that was not acknowledged. */
export interface Failure {
	/** The change of the entry. */
	change: EntryChange;
	/**
	 * How long the ordering key waits, in milliseconds, if the backend has said so. The entry stores the
	 * time.
	 */
	afterMs?: number | undefined;
}

/** Rejects on a `ConvexError`, because the function has decided. Retries on any other error. */
export function defaultErrorPolicy(error: Error): ErrorOutcome {
	return { kind: isConvexError(error) ? 'rejected' : 'retry' };
}

/**
 * Decides what follows from an error of a sent mutation; `undefined` when it counts as done. An error of
 * the connection never counts against the mutation.
 */
export function failureOf(
	thrown: unknown,
	errorPolicy: (error: Error) => ErrorOutcome
): Failure | undefined {
	if (thrown instanceof CallError) {
		return { change: thrown.code === 'not_connected' ? again : unanswered };
	}
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	const outcome = decide(error, errorPolicy);
	switch (outcome.kind) {
		case 'done':
			return undefined;
		case 'rejected':
			return { change: refuse(dataOf(error)) };
		case 'held':
			return { change: hold };
		case 'retry': {
			const { afterMs } = outcome;
			return { change: afterMs === undefined ? fail(error.message) : again, afterMs };
		}
	}
}

/** Asks the app's error policy. When that throws, the mutation is retried. */
function decide(error: Error, errorPolicy: (error: Error) => ErrorOutcome): ErrorOutcome {
	try {
		return errorPolicy(error);
	} catch {
		return { kind: 'retry' };
	}
}

function dataOf(error: Error): Value {
	return isConvexError(error) ? error.data : error.message;
}

/**
 * Recognises errors of every copy of Convex's package. Importing the package would make a launch
 * larger.
 */
function isConvexError(error: Error): error is ConvexError<Value> {
	return error.name === 'ConvexError' && 'data' in error;
}
