import { ConvexError } from 'convex/values';
import { describe, expect, test } from 'vitest';
import { CallError } from '../errors.js';
import { defaultVerdict, outcomeOf } from './verdict.js';

const refusal = new ConvexError({ kind: 'TooLong' });

describe('what becomes of a mutation that was not answered', () => {
	test('is never a matter of its verdict', () => {
		const verdict = () => ({ kind: 'rejected' }) as const;
		const notSent = new CallError('not_connected', 'x');
		expect(outcomeOf(notSent, verdict)).toEqual({ kind: 'not_sent' });
		const unknown = new CallError('outcome_unknown', 'x');
		expect(outcomeOf(unknown, verdict)).toEqual({ kind: 'unknown' });
	});
});

describe('what becomes of a mutation that was answered with an error', () => {
	test('is by default a rejection if the function said so, and otherwise another try', () => {
		const reason = { kind: 'refused', data: { kind: 'TooLong' } };
		expect(outcomeOf(refusal, defaultVerdict)).toEqual({ kind: 'rejected', reason });
		const failed = { kind: 'failed', message: 'Server Error' };
		expect(outcomeOf(new Error('Server Error'), defaultVerdict)).toEqual(failed);
		expect(outcomeOf('thrown', defaultVerdict)).toEqual({ kind: 'failed', message: 'thrown' });
	});

	test.each([
		[{ kind: 'held' } as const, { kind: 'held' }],
		[{ kind: 'done' } as const, { kind: 'acknowledged' }],
		[{ kind: 'retry', afterMs: 5 } as const, { kind: 'postponed', afterMs: 5 }],
		[{ kind: 'retry' } as const, { kind: 'failed', message: refusal.message }]
	])('is what the app makes of it: %o', (verdict, outcome) => {
		expect(outcomeOf(refusal, () => verdict)).toEqual(outcome);
	});

	test('is another try when the app fails to judge', () => {
		const failing = () => {
			throw new Error('a mistake');
		};
		expect(outcomeOf(refusal, failing)).toEqual({ kind: 'failed', message: refusal.message });
	});
});
