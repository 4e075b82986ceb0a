import { ConvexError } from 'convex/values';
import { describe, expect, test } from 'vitest';
import { CallError } from '../errors.js';
import type { StoredEntry } from './stored-entry.js';
import { defaultErrorPolicy, type ErrorPolicy } from './error-policy.js';
import { failureOf } from './failure.js';
import { noReport } from '../fakes/no-report.js';

const refusal = new ConvexError({ kind: 'TooLong' });
const sending: StoredEntry = {
	...{ sequence: '1 a', id: 'a', orderingKey: 'c', mutation: 'messages:send', args: {} },
	...{ version: 1, writtenAt: 1, wantedAt: 1, mayHaveHappened: false, failures: 0 },
	state: { status: 'sending', by: 'tab' }
};

const failureAfter = (
	thrown: unknown,
	errorPolicy: ErrorPolicy = defaultErrorPolicy,
	wasSuspect = false
) => failureOf(thrown, { errorPolicy, wasSuspect, report: noReport });

/** The effect of an error on an entry. */
async function changesOf(
	thrown: unknown,
	errorPolicy: ErrorPolicy = defaultErrorPolicy,
	entry = sending,
	wasSuspect = false
) {
	const failure = await failureAfter(thrown, errorPolicy, wasSuspect);
	const { state, mayHaveHappened, failures } = failure?.change(entry) ?? entry;
	return [state, { mayHaveHappened, failures, afterMs: failure?.afterMs }];
}
const waiting = { status: 'waiting' };

test('a mutation without an answer waits again, whatever the error policy', async () => {
	const errorPolicy = () => ({ kind: 'rejected' }) as const;
	const notSent = await changesOf(new CallError('not_connected', 'x'), errorPolicy);
	expect(notSent).toMatchObject([waiting, { mayHaveHappened: false, failures: 0 }]);
	const unknown = await changesOf(new CallError('outcome_unknown', 'x'), errorPolicy);
	expect(unknown).toMatchObject([waiting, { mayHaveHappened: true, failures: 0 }]);
});

describe('a mutation that was on its way when the backend ended the session', () => {
	const notUnderstood = new CallError('not_understood', 'x');

	test.each(['not_understood', 'outcome_unknown'] as const)(
		'waits again the first time, as a suspect: %s',
		async (code) => {
			const failure = await failureAfter(new CallError(code, 'x'));
			expect(failure?.isSuspect).toBe(true);
			expect(failure?.change(sending)).toMatchObject({ state: waiting, mayHaveHappened: true });
		}
	);

	test('is rejected the second time, if it was alone, and has certainly not happened', async () => {
		const entry = { ...sending, mayHaveHappened: true };
		const changes = await changesOf(notUnderstood, defaultErrorPolicy, entry, true);
		const reason = { kind: 'not_understood' };
		expect(changes).toMatchObject([{ status: 'rejected', reason }, { mayHaveHappened: false }]);
	});

	test('is not rejected if it was not alone', async () => {
		const unknown = new CallError('outcome_unknown', 'x');
		const changes = await changesOf(unknown, defaultErrorPolicy, sending, true);
		expect(changes).toMatchObject([waiting, { mayHaveHappened: true }]);
	});

	test('stays a suspect while it is not sent', async () => {
		const notSent = new CallError('not_connected', 'x');
		expect(await failureAfter(notSent, defaultErrorPolicy, true)).toMatchObject({
			isSuspect: true
		});
	});
});

describe('a mutation that was answered with an error', () => {
	test('is rejected by default after a ConvexError, and has certainly not happened', async () => {
		const reason = { kind: 'refused', data: { kind: 'TooLong' } };
		const entry = { ...sending, mayHaveHappened: true };
		const changes = await changesOf(refusal, defaultErrorPolicy, entry);
		expect(changes).toMatchObject([{ status: 'rejected', reason }, { mayHaveHappened: false }]);
	});

	test('is retried by default after a failure of the backend, up to six attempts', async () => {
		const entry = { ...sending, mayHaveHappened: true };
		const first = await changesOf(new Error('Server Error'), defaultErrorPolicy, entry);
		expect(first).toMatchObject([waiting, { failures: 1, mayHaveHappened: true }]);
		const last = await changesOf('thrown', defaultErrorPolicy, { ...sending, failures: 5 });
		const reason = { kind: 'server_error', message: 'thrown' };
		expect(last).toMatchObject([{ status: 'rejected', reason }, { failures: 6 }]);
	});

	test('gets the outcome that the app’s error policy returns', async () => {
		expect((await changesOf(refusal, () => ({ kind: 'held' })))[0]).toEqual({ status: 'held' });
		expect(await failureAfter(refusal, () => ({ kind: 'done' }))).toBeUndefined();
		const later = await changesOf(refusal, () => ({ kind: 'retry', afterMs: 5 }));
		expect(later).toMatchObject([waiting, { failures: 0, afterMs: 5 }]);
		expect((await changesOf(refusal, () => ({ kind: 'retry' })))[1]).toMatchObject({ failures: 1 });
	});

	test('is retried when the app’s error policy throws or cannot be loaded', async () => {
		const failing = () => {
			throw new Error('a mistake');
		};
		expect(await changesOf(refusal, failing)).toMatchObject([waiting, { failures: 1 }]);
		const notLoaded = () => Promise.reject(new Error('not loaded'));
		expect(await changesOf(refusal, notLoaded)).toMatchObject([waiting, { failures: 1 }]);
	});
});
