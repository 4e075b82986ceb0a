import { ConvexError } from 'convex/values';
import { describe, expect, test } from 'vitest';
import { CallError } from '../errors.js';
import type { OutboxRow } from './outbox-row.js';
import { defaultVerdict, failureOf, type Verdict } from './verdict.js';

const refusal = new ConvexError({ kind: 'TooLong' });
const sending: OutboxRow = {
	...{ place: '1 a', id: 'a', lane: 'c', mutation: 'messages:send', args: {} },
	...{ writtenAt: 0, wantedAt: 0, mayHaveHappened: false, failures: 0 },
	state: { status: 'sending', by: 'tab' }
};

/** What an error makes of a row, as far as it changes. */
function changesOf(
	thrown: unknown,
	verdict: (error: Error) => Verdict = defaultVerdict,
	row = sending
) {
	const failure = failureOf(thrown, verdict);
	const { state, mayHaveHappened, failures } = failure?.change(row) ?? row;
	return [state, { mayHaveHappened, failures, afterMs: failure?.afterMs }];
}
const waiting = { status: 'waiting' };

test('a mutation that was not answered waits again, whatever its verdict', () => {
	const verdict = () => ({ kind: 'rejected' }) as const;
	const notSent = changesOf(new CallError('not_connected', 'x'), verdict);
	expect(notSent).toMatchObject([waiting, { mayHaveHappened: false, failures: 0 }]);
	const unknown = changesOf(new CallError('outcome_unknown', 'x'), verdict);
	expect(unknown).toMatchObject([waiting, { mayHaveHappened: true, failures: 0 }]);
});

describe('a mutation that was answered with an error', () => {
	test('is by default rejected if the function said so, and has then surely not happened', () => {
		const reason = { kind: 'refused', data: { kind: 'TooLong' } };
		const row = { ...sending, mayHaveHappened: true };
		const changes = changesOf(refusal, defaultVerdict, row);
		expect(changes).toMatchObject([{ status: 'rejected', reason }, { mayHaveHappened: false }]);
	});

	test('is by default tried again if the backend failed, six times in all', () => {
		const row = { ...sending, mayHaveHappened: true };
		const first = changesOf(new Error('Server Error'), defaultVerdict, row);
		expect(first).toMatchObject([waiting, { failures: 1, mayHaveHappened: true }]);
		const last = changesOf('thrown', defaultVerdict, { ...sending, failures: 5 });
		const reason = { kind: 'server_error', message: 'thrown' };
		expect(last).toMatchObject([{ status: 'rejected', reason }, { failures: 6 }]);
	});

	test('is what the app makes of it', () => {
		expect(changesOf(refusal, () => ({ kind: 'held' }))[0]).toEqual({ status: 'held' });
		expect(failureOf(refusal, () => ({ kind: 'done' }))).toBeUndefined();
		const later = changesOf(refusal, () => ({ kind: 'retry', afterMs: 5 }));
		expect(later).toMatchObject([waiting, { failures: 0, afterMs: 5 }]);
		expect(changesOf(refusal, () => ({ kind: 'retry' }))[1]).toMatchObject({ failures: 1 });
	});

	test('is tried again when the app fails to judge', () => {
		const failing = () => {
			throw new Error('a mistake');
		};
		expect(changesOf(refusal, failing)).toMatchObject([waiting, { failures: 1 }]);
	});
});
