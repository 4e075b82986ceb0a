import type { ConvexError, Value } from 'convex/values';
import { CallError } from '../errors.js';
import { again, fail, hold, refuse, unanswered, type EntryChange } from './entry-changes.js';

/**
 * What is to become of a mutation that the backend has answered with an error. `rejected`: the user
 * decides. `done`: what it was to bring about is so already. `retry`: again later, after `afterMs`
 * milliseconds if given, as often as it takes; without it after ever longer waits, a few times. `held`:
 * again when the session is confirmed anew.
 */
export type ErrorOutcome =
	{ kind: 'rejected' } | { kind: 'done' } | { kind: 'retry'; afterMs?: number } | { kind: 'held' };

/** What comes of a mutation that was not acknowledged. */
export interface Failure {
	/** What it makes of the row. */
	change: EntryChange;
	/** How long its lane waits, if the backend has said so, in milliseconds. The row then says so too. */
	afterMs?: number | undefined;
}

/** What refuses with a `ConvexError` has decided; any other error may be gone at the next try. */
export function defaultErrorPolicy(error: Error): ErrorOutcome {
	return { kind: isConvexError(error) ? 'rejected' : 'retry' };
}

/**
 * What an error of a sent mutation means; `undefined` if it has happened nevertheless. Trouble on the way is
 * never the mutation's fault.
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

/** The app's judgement; while it fails itself, nothing is decided. */
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

/** Whichever copy of Convex's package it comes from; the package itself is more than a launch needs. */
function isConvexError(error: Error): error is ConvexError<Value> {
	return error.name === 'ConvexError' && 'data' in error;
}
