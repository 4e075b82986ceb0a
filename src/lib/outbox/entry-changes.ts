import type { Value } from 'convex/values';
import type { StoredEntry, RejectionReason } from './stored-entry.js';

/**
 * A change of an entry's state. It is applied to the entry as it is on the disk:
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
 * A change that returns the same entry has no effect. `null` removes the entry.
 */
export type EntryChange = (entry: StoredEntry) => StoredEntry | null;

/** After this many failures of the backend itself, a mutation is retried only when the user asks. */
export const MAX_FAILURES = 6;

/** A mutation that has waited longer than this is sent only when the user asks: 14 days. */
export const MAX_AGE_MS = 14 * 24 * 60 * 60 * 1_000;

/** Claims an entry: this tab is going to send it. */
export function claim(by: string): EntryChange {
	return (entry) =>
		entry.state.status === 'waiting' ? { ...entry, state: { status: 'sending', by } } : entry;
}

/**
 * Lets an entry wait again at the beginning of a turn: it was held, or the tab that was sending it is
 * closed or frozen. Without Web Locks that tab may still be sending; the backend recognises a second
 * attempt.
 */
export const release: EntryChange = (entry) => {
	const { status } = entry.state;
	if (status === 'held') return again(entry);
	return status === 'sending' ? unanswered(entry) : entry;
};

/** Lets an entry be sent, or sent again. */
export const again: EntryChange = (entry) => ({ ...entry, state: { status: 'waiting' } });

/** Lets an entry be sent again at the time that the backend has named. */
export function postpone(until: number): EntryChange {
	return (entry) => ({ ...entry, state: { status: 'waiting', until } });
}

/** Lets an entry be sent again that had no answer. */
export const unanswered: EntryChange = (entry) => ({
	...entry,
	state: { status: 'waiting' },
	mayHaveHappened: true
});

/** Holds an entry until the session is confirmed again. */
export const hold: EntryChange = (entry) => ({ ...entry, state: { status: 'held' } });

/**
 * Rejects an entry that the function has refused. An earlier attempt has not happened: the function
 * checks that first.
 */
export function refuse(data: Value): EntryChange {
	return (entry) => ({ ...reject(entry, { kind: 'refused', data }), mayHaveHappened: false });
}

/** Lets an entry be sent again after a failure of the backend, up to {@link MAX_FAILURES} times. */
export function fail(message: string): EntryChange {
	return (entry) => {
		const failures = entry.failures + 1;
		return failures < MAX_FAILURES
			? { ...entry, failures, state: { status: 'waiting' } }
			: { ...reject(entry, { kind: 'server_error', message }), failures };
	};
}

/** Applies a change only while this tab is sending the entry: answers to other tabs do not count. */
export function ifSentBy(by: string, change: EntryChange): EntryChange {
	return (entry) =>
		entry.state.status === 'sending' && entry.state.by === by ? change(entry) : entry;
}

/** Notes that the backend has acknowledged an entry. It is removed if a live result contains it already. */
export function acknowledge(at: number, isShown: boolean): EntryChange {
	return (entry) => (isShown ? null : { ...entry, state: { status: 'sent', at } });
}

/** Whether an entry has waited so long that the user must be asked. */
export function isTooOld({ wantedAt }: StoredEntry, now: number): boolean {
	return now - wantedAt > MAX_AGE_MS;
}

/** Rejects an entry that has waited too long. */
export function expire(now: number): EntryChange {
	return (entry) =>
		entry.state.status === 'waiting' && isTooOld(entry, now)
			? reject(entry, { kind: 'too_old' })
			: entry;
}

/** Replaces the arguments of an entry that has certainly not happened, and lets it be sent. */
export function edit(args: Record<string, Value>, now: number): EntryChange {
	return (entry) =>
		canChange(entry) && !entry.mayHaveHappened ? { ...renew(entry, now), args } : entry;
}

/** Removes an entry that has certainly not happened; with `evenIfSent`, also one that may have. */
export function discard({ evenIfSent }: { evenIfSent: boolean }): EntryChange {
	return (entry) => (canChange(entry) && (evenIfSent || !entry.mayHaveHappened) ? null : entry);
}

/** Lets an entry be sent again, however often it has failed and however old it is. */
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
