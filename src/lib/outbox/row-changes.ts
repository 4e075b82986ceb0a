import type { Value } from 'convex/values';
import type { OutboxRow, RejectionReason } from './outbox-row.js';

/**
 * What happens to a row, decided on the row as it lies on the disk now:
 *
 * ```
 *             claim               acknowledged
 *  waiting ----------> sending -----------------> sent ----> gone
 *   ^  ^ ^               | | |
 *   |  | '---------------' | |   not sent, no answer, failed, postponed
 *   |  '----- held <-------' |
 *   '----- rejected <--------'
 * ```
 *
 * The same row given back: nothing happens to it. `null`: it leaves.
 */
export type RowChange = (row: OutboxRow) => OutboxRow | null;

/** A mutation at which the backend itself fails this often is not tried again without asking. */
export const MAX_FAILURES = 6;

/** What has waited longer than this is not sent without asking: 14 days. */
export const MAX_AGE_MS = 14 * 24 * 60 * 60 * 1_000;

/** Takes a row for this tab to send. */
export function claim(by: string): RowChange {
	return (row) =>
		row.state.status === 'waiting' ? { ...row, state: { status: 'sending', by } } : row;
}

/**
 * What no tab sends any more waits again, at the beginning of a turn to deliver: what was held for want of
 * a session, and what a tab had begun to send that is gone, or frozen. Where there are no locks that tab may
 * go on; the backend knows a second attempt.
 */
export const release: RowChange = (row) => {
	const { status } = row.state;
	if (status === 'held') return again(row);
	return status === 'sending' ? unanswered(row) : row;
};

/** Has a row sent, or sent again. */
export const again: RowChange = (row) => ({ ...row, state: { status: 'waiting' } });

/** Has a row sent again, at the time that the backend has named. */
export function postpone(until: number): RowChange {
	return (row) => ({ ...row, state: { status: 'waiting', until } });
}

/** Has a row sent again that nobody has answered for. */
export const unanswered: RowChange = (row) => ({
	...row,
	state: { status: 'waiting' },
	mayHaveHappened: true
});

/** Keeps a row until the session is confirmed anew. */
export const hold: RowChange = (row) => ({ ...row, state: { status: 'held' } });

/** Leaves to the user what the function has refused. It has looked for an earlier attempt first. */
export function refuse(data: Value): RowChange {
	return (row) => ({ ...reject(row, { kind: 'refused', data }), mayHaveHappened: false });
}

/** Has a row sent again at which the backend has failed, but not for ever. */
export function fail(message: string): RowChange {
	return (row) => {
		const failures = row.failures + 1;
		return failures < MAX_FAILURES
			? { ...row, failures, state: { status: 'waiting' } }
			: { ...reject(row, { kind: 'server_error', message }), failures };
	};
}

/** Of all answers but an acknowledgement, only those to the tab that is sending the row count. */
export function ifSentBy(by: string, change: RowChange): RowChange {
	return (row) => (row.state.status === 'sending' && row.state.by === by ? change(row) : row);
}

/** Notes that a row has happened; what is shown already leaves. */
export function acknowledge(at: number, isShown: boolean): RowChange {
	return (row) => (isShown ? null : { ...row, state: { status: 'sent', at } });
}

/** Whether a row has waited so long that the user is asked first. */
export function isTooOld({ wantedAt }: OutboxRow, now: number): boolean {
	return now - wantedAt > MAX_AGE_MS;
}

/** Leaves a row that has waited too long to the user. */
export function expire(now: number): RowChange {
	return (row) =>
		row.state.status === 'waiting' && isTooOld(row, now) ? reject(row, { kind: 'too_old' }) : row;
}

/** Gives what has surely not happened other arguments, and has it sent. */
export function edit(args: Record<string, Value>, now: number): RowChange {
	return (row) => (canChange(row) && !row.mayHaveHappened ? { ...renew(row, now), args } : row);
}

/** Takes out what has surely not happened, or also what may have. */
export function discard({ evenIfSent }: { evenIfSent: boolean }): RowChange {
	return (row) => (canChange(row) && (evenIfSent || !row.mayHaveHappened) ? null : row);
}

/** Has a row sent again, however often it has failed and however old it is. */
export function retryAgain(now: number): RowChange {
	return (row) => (canChange(row) ? renew(row, now) : row);
}

function canChange({ state }: OutboxRow): boolean {
	return state.status !== 'sending' && state.status !== 'sent';
}

function renew(row: OutboxRow, now: number): OutboxRow {
	return { ...row, state: { status: 'waiting' }, failures: 0, wantedAt: now };
}

function reject(row: OutboxRow, reason: RejectionReason): OutboxRow {
	return { ...row, state: { status: 'rejected', reason } };
}
