import type { Value } from 'convex/values';
import type { OutboxRow, RejectionReason } from './outbox-row.js';
import type { Outcome } from './verdict.js';

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

/** A tab that has been sending this long is taken for gone, where there are no locks to tell. */
export const LEASE_MS = 30_000;

/** Who is about to send. */
export interface Sender {
	/** The tab. */
	by: string;
	now: number;
	/** Whether no other tab can be sending: what says so on the disk is a dead one's. */
	isAlone: boolean;
}

/** Whether this tab may send a row, which another may have taken before. */
export function mayClaim({ state }: OutboxRow, { by, now, isAlone }: Sender): boolean {
	if (state.status === 'waiting') return true;
	if (state.status !== 'sending') return false;
	// A time to come was written before the clock was set back.
	const isOver = now - state.since >= LEASE_MS || state.since > now;
	return isAlone || isOver || state.by === by;
}

/** Takes a row for this tab to send. */
export function claim(sender: Sender): RowChange {
	return (row) =>
		mayClaim(row, sender)
			? {
					...row,
					state: { status: 'sending', by: sender.by, since: sender.now },
					mayHaveHappened: row.mayHaveHappened || row.state.status === 'sending'
				}
			: row;
}

/** What the answer makes of a row. Any tab's acknowledgement counts, other answers only the sender's. */
export function settle(
	outcome: Outcome,
	{ by, now, isShown }: { by: string; now: number; isShown: boolean }
): RowChange {
	return (row) => {
		if (outcome.kind === 'acknowledged') {
			return isShown ? null : { ...row, state: { status: 'sent', at: now } };
		}
		if (row.state.status !== 'sending' || row.state.by !== by) return row;
		const waiting: OutboxRow = { ...row, state: { status: 'waiting' } };
		switch (outcome.kind) {
			case 'not_sent':
			case 'postponed':
				return waiting;
			case 'unknown':
				return { ...waiting, mayHaveHappened: true };
			case 'held':
				return { ...row, state: { status: 'held' } };
			case 'rejected':
				// The function has looked for an earlier attempt first, and found none.
				return { ...reject(row, outcome.reason), mayHaveHappened: false };
			case 'failed': {
				const failures = row.failures + 1;
				const { message } = outcome;
				return failures < MAX_FAILURES
					? { ...waiting, failures }
					: { ...reject(row, { kind: 'server_error', message }), failures };
			}
		}
	};
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

/** Lets what was held for want of a session be sent again. */
export const release: RowChange = (row) =>
	row.state.status === 'held' ? { ...row, state: { status: 'waiting' } } : row;

/** Gives what has surely not happened other arguments, and has it sent. */
export function edit(args: Record<string, Value>, now: number): RowChange {
	return (row) => (canChange(row) && !row.mayHaveHappened ? { ...again(row, now), args } : row);
}

/** Takes out what has surely not happened, or also what may have. */
export function discard({ evenIfSent }: { evenIfSent: boolean }): RowChange {
	return (row) => (canChange(row) && (evenIfSent || !row.mayHaveHappened) ? null : row);
}

/** Has a row sent again, however often it has failed and however old it is. */
export function retryAgain(now: number): RowChange {
	return (row) => (canChange(row) ? again(row, now) : row);
}

function canChange({ state }: OutboxRow): boolean {
	return state.status !== 'sending' && state.status !== 'sent';
}

function again(row: OutboxRow, now: number): OutboxRow {
	return { ...row, state: { status: 'waiting' }, failures: 0, wantedAt: now };
}

function reject(row: OutboxRow, reason: RejectionReason): OutboxRow {
	return { ...row, state: { status: 'rejected', reason } };
}
