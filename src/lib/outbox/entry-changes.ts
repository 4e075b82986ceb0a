import type { Value } from 'convex/values';
import type { StoredEntry, RejectionReason } from './stored-entry.js';

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
export type EntryChange = (entry: StoredEntry) => StoredEntry | null;

/** A mutation at which the backend itself fails this often is not tried again without asking. */
export const MAX_FAILURES = 6;

/** What has waited longer than this is not sent without asking: 14 days. */
export const MAX_AGE_MS = 14 * 24 * 60 * 60 * 1_000;

/** Takes a row for this tab to send. */
export function claim(by: string): EntryChange {
	return (entry) =>
		entry.state.status === 'waiting' ? { ...entry, state: { status: 'sending', by } } : entry;
}

/**
 * What no tab sends any more waits again, at the beginning of a turn to deliver: what was held for want of
 * a session, and what a tab had begun to send that is gone, or frozen. Where there are no locks that tab may
 * go on; the backend knows a second attempt.
 */
export const release: EntryChange = (entry) => {
	const { status } = entry.state;
	if (status === 'held') return again(entry);
	return status === 'sending' ? unanswered(entry) : entry;
};

/** Has a row sent, or sent again. */
export const again: EntryChange = (entry) => ({ ...entry, state: { status: 'waiting' } });

/** Has a row sent again, at the time that the backend has named. */
export function postpone(until: number): EntryChange {
	return (entry) => ({ ...entry, state: { status: 'waiting', until } });
}

/** Has a row sent again that nobody has answered for. */
export const unanswered: EntryChange = (entry) => ({
	...entry,
	state: { status: 'waiting' },
	mayHaveHappened: true
});

/** Keeps a row until the session is confirmed anew. */
export const hold: EntryChange = (entry) => ({ ...entry, state: { status: 'held' } });

/** Leaves to the user what the function has refused. It has looked for an earlier attempt first. */
export function refuse(data: Value): EntryChange {
	return (entry) => ({ ...reject(entry, { kind: 'refused', data }), mayHaveHappened: false });
}

/** Has a row sent again at which the backend has failed, but not for ever. */
export function fail(message: string): EntryChange {
	return (entry) => {
		const failures = entry.failures + 1;
		return failures < MAX_FAILURES
			? { ...entry, failures, state: { status: 'waiting' } }
			: { ...reject(entry, { kind: 'server_error', message }), failures };
	};
}

/** Of all answers but an acknowledgement, only those to the tab that is sending the row count. */
export function ifSentBy(by: string, change: EntryChange): EntryChange {
	return (entry) =>
		entry.state.status === 'sending' && entry.state.by === by ? change(entry) : entry;
}

/** Notes that a row has happened; what is shown already leaves. */
export function acknowledge(at: number, isShown: boolean): EntryChange {
	return (entry) => (isShown ? null : { ...entry, state: { status: 'sent', at } });
}

/** Whether a row has waited so long that the user is asked first. */
export function isTooOld({ wantedAt }: StoredEntry, now: number): boolean {
	return now - wantedAt > MAX_AGE_MS;
}

/** Leaves a row that has waited too long to the user. */
export function expire(now: number): EntryChange {
	return (entry) =>
		entry.state.status === 'waiting' && isTooOld(entry, now)
			? reject(entry, { kind: 'too_old' })
			: entry;
}

/** Gives what has surely not happened other arguments, and has it sent. */
export function edit(args: Record<string, Value>, now: number): EntryChange {
	return (entry) =>
		canChange(entry) && !entry.mayHaveHappened ? { ...renew(entry, now), args } : entry;
}

/** Takes out what has surely not happened, or also what may have. */
export function discard({ evenIfSent }: { evenIfSent: boolean }): EntryChange {
	return (entry) => (canChange(entry) && (evenIfSent || !entry.mayHaveHappened) ? null : entry);
}

/** Has a row sent again, however often it has failed and however old it is. */
export function retryAgain(now: number): EntryChange {
	return (entry) => (canChange(entry) ? renew(entry, now) : entry);
}

function canChange({ state }: StoredEntry): boolean {
	return state.status !== 'sending' && state.status !== 'sent';
}

function renew(entry: StoredEntry, now: number): StoredEntry {
	return { ...entry, state: { status: 'waiting' }, failures: 0, wantedAt: now };
}

function reject(entry: StoredEntry, reason: RejectionReason): StoredEntry {
	return { ...entry, state: { status: 'rejected', reason } };
}
