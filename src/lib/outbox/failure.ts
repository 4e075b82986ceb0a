import type { Value } from 'convex/values';
import { withoutWords, type Report } from '../diagnostics.js';
import { CallError } from '../errors.js';
import { again, fail, hold, misread, refuse, unanswered } from './delivery-changes.js';
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
	/** Whether the backend may have ended the session because of it: until it has an answer, it goes alone. */
	isSuspect?: boolean;
}

interface FailureContext {
	errorPolicy: ErrorPolicy;
	wasSuspect: boolean;
	report: Report;
}

/**
 * Decides what follows from an error of a sent mutation; `undefined` when it counts as done. An error of
 * the connection never counts against the mutation, unless it is the second time that the backend has ended
 * the session, and nothing else was on its way.
 *
 * @param context `wasSuspect`: whether an earlier session has ended while the mutation was on its way
 */
export async function failureOf(
	thrown: unknown,
	{ errorPolicy, wasSuspect, report }: FailureContext
): Promise<Failure | undefined> {
	if (thrown instanceof CallError) {
		const { code } = thrown;
		if (code === 'not_connected') return { change: again, isSuspect: wasSuspect };
		const isConvicted = wasSuspect && code === 'not_understood';
		return { change: isConvicted ? misread : unanswered, isSuspect: true };
	}
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	const outcome = await decide(error, errorPolicy, report);
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
async function decide(
	error: Error,
	errorPolicy: ErrorPolicy,
	report: Report
): Promise<ErrorOutcome> {
	try {
		return await errorPolicy(error);
	} catch (thrown) {
		report('policy_failed', withoutWords(thrown));
		return { kind: 'retry' };
	}
}

function dataOf(error: Error): Value {
	return isConvexError(error) ? error.data : error.message;
}
