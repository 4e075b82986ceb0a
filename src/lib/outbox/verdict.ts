import { ConvexError, type Value } from 'convex/values';
import { CallError } from '../errors.js';
import type { RejectionReason } from './outbox-row.js';

/**
 * What is to become of a mutation that the backend has answered with an error. `rejected`: the user
 * decides. `done`: what it was to bring about is so already. `retry`: again later, after `afterMs`
 * milliseconds if given, as often as it takes; without it after ever longer waits, a few times. `held`:
 * again when the session is confirmed anew.
 */
export type Verdict =
	{ kind: 'rejected' } | { kind: 'done' } | { kind: 'retry'; afterMs?: number } | { kind: 'held' };

/** What came of sending a mutation. */
export type Outcome =
	| { kind: 'acknowledged' }
	/** It never left. */
	| { kind: 'not_sent' }
	/** It left, and nobody answered. */
	| { kind: 'unknown' }
	| { kind: 'rejected'; reason: RejectionReason }
	| { kind: 'failed'; message: string }
	| { kind: 'postponed'; afterMs: number }
	| { kind: 'held' };

/** What refuses with a `ConvexError` has decided; any other error may be gone at the next try. */
export function defaultVerdict(error: Error): Verdict {
	return { kind: error instanceof ConvexError ? 'rejected' : 'retry' };
}

/** What an error of a sent mutation means. Trouble on the way is never the mutation's fault. */
export function outcomeOf(thrown: unknown, verdict: (error: Error) => Verdict): Outcome {
	if (thrown instanceof CallError) {
		return { kind: thrown.code === 'not_connected' ? 'not_sent' : 'unknown' };
	}
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	const judged = judge(error, verdict);
	switch (judged.kind) {
		case 'rejected':
			return { kind: 'rejected', reason: { kind: 'refused', data: dataOf(error) } };
		case 'done':
			return { kind: 'acknowledged' };
		case 'held':
			return { kind: 'held' };
		case 'retry':
			return judged.afterMs === undefined
				? { kind: 'failed', message: error.message }
				: { kind: 'postponed', afterMs: judged.afterMs };
	}
}

/** The app's judgement; while it fails itself, nothing is decided. */
function judge(error: Error, verdict: (error: Error) => Verdict): Verdict {
	try {
		return verdict(error);
	} catch {
		return { kind: 'retry' };
	}
}

function dataOf(error: Error): Value {
	return error instanceof ConvexError ? (error.data as Value) : error.message;
}
