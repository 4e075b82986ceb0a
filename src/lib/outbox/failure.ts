import type { Value } from 'convex/values';
import { CallError } from '../errors.js';
import { again, fail, hold, refuse, unanswered } from './delivery-changes.js';
import type { EntryChange } from './entry-changes.js';
import { isConvexError, type ErrorOutcome, type ErrorPolicy } from './error-policy.js';

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

/**
 * Decides what follows from an error of a sent mutation; `undefined` when it counts as done. An error of
 * the connection never counts against the mutation.
 */
export async function failureOf(
	thrown: unknown,
	errorPolicy: ErrorPolicy
): Promise<Failure | undefined> {
	if (thrown instanceof CallError) {
		return { change: thrown.code === 'not_connected' ? again : unanswered };
	}
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	const outcome = await decide(error, errorPolicy);
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
async function decide(error: Error, errorPolicy: ErrorPolicy): Promise<ErrorOutcome> {
	try {
		return await errorPolicy(error);
	} catch {
		return { kind: 'retry' };
	}
}

function dataOf(error: Error): Value {
	return isConvexError(error) ? error.data : error.message;
}
