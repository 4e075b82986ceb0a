import type { Value } from 'convex/values';
import type { EntryChange } from './entry-changes.js';
import type { Times } from './entry-age.js';
import { isTooOld } from './is-too-old.js';
import type { StoredEntry, RejectionReason } from './stored-entry.js';

/** After this many failures of the backend itself, a mutation is retried only when the user asks. */
export const MAX_FAILURES = 6;

/** Claims an entry: this tab is going to send it. */
export function claim(by: string): EntryChange {
	return (entry) =>
		entry.state.status === 'waiting' ? { ...entry, state: { status: 'sending', by } } : entry;
}

/**
 * Lets an entry wait again at the beginning of a turn: it was held, or the tab that was sending it is
 * closed or frozen. Without Web Locks that tab may still be sending; the backend recognises a second
 * attempt. What this tab holds for another version of the app stays held.
 */
export function release(tab: string): EntryChange {
	return (entry) => {
		const { state } = entry;
		if (state.status === 'held' && state.by === undefined) return again(entry);
		if (state.status === 'held' && state.by !== tab) {
			return { ...entry, state: { status: 'waiting' }, failures: 0 };
		}
		return state.status === 'sending' ? unanswered(entry) : entry;
	};
}

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
 * Holds what would be rejected because the backend has failed, until another page of the app delivers.
 * Convex does not tell clients why a function has failed. Where a newer version of the app is there, the
 * likely reason is that the backend is newer too, and knows the function or its arguments no more.
 */
export function holdOutdated(by: string, change: EntryChange): EntryChange {
	return (entry) => {
		const changed = change(entry);
		return changed && hasFailed(changed) ? { ...changed, state: { status: 'held', by } } : changed;
	};
}

/** Whether an entry is rejected because the backend has failed too often, or could not read it. */
export function hasFailed({ state }: StoredEntry): boolean {
	if (state.status !== 'rejected') return false;
	return state.reason.kind === 'server_error' || state.reason.kind === 'not_understood';
}

/**
 * Rejects an entry that the function has refused. An earlier attempt has not happened: the function
 * checks that first.
 */
export function refuse(data: Value): EntryChange {
	return (entry) => ({ ...reject(entry, { kind: 'refused', data }), mayHaveHappened: false });
}

/** Rejects an entry that the backend cannot read. It could not read an earlier attempt either. */
export const misread: EntryChange = (entry) => ({
	...reject(entry, { kind: 'not_understood' }),
	mayHaveHappened: false
});

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

/** Rejects an entry that has waited too long. */
export function expire(times: Times): EntryChange {
	return (entry) =>
		entry.state.status === 'waiting' && isTooOld(entry, times)
			? reject(entry, { kind: 'too_old' })
			: entry;
}

function reject(entry: StoredEntry, reason: RejectionReason): StoredEntry {
	return { ...entry, state: { status: 'rejected', reason } };
}
