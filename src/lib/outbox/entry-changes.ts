import type { StoredEntry } from './stored-entry.js';

/**
 * A change of an entry's state. It is applied to the entry as it is on the disk:
 *
 * ```
 *             claim               acknowledged
 *  waiting ----------> sending -----------------> sent ----> gone
 *   ^  ^ ^               | | |
 *   |  | '---------------' | |   not sent, no answer, failed, postponed
 *   |  '----- held <-------' |   held by a page: until another page delivers
 *   '----- rejected <--------'
 * ```
 *
 * A change that returns the same entry has no effect. `null` removes the entry.
 */
export type EntryChange = (entry: StoredEntry) => StoredEntry | null;

/** When the user has asked to send an entry. */
export type WantedAgain = Pick<StoredEntry, 'wantedAt' | 'heardAt'>;

/** Replaces the arguments of an entry that has certainly not happened, and lets it be sent. */
export function edit(
	changed: Pick<StoredEntry, 'args' | 'version'>,
	wanted: WantedAgain
): EntryChange {
	return (entry) =>
		canChange(entry) && !entry.mayHaveHappened ? { ...renew(entry, wanted), ...changed } : entry;
}

/** Removes an entry that has certainly not happened; with `evenIfSent`, also one that may have. */
export function discard({ evenIfSent }: { evenIfSent: boolean }): EntryChange {
	return (entry) => (canChange(entry) && (evenIfSent || !entry.mayHaveHappened) ? null : entry);
}

/** Lets an entry be sent again, however often it has failed and however old it is. */
export function retryAgain(wanted: WantedAgain): EntryChange {
	return (entry) => (canChange(entry) ? renew(entry, wanted) : entry);
}

function canChange({ state }: StoredEntry): boolean {
	return state.status !== 'sending' && state.status !== 'sent';
}

function renew(entry: StoredEntry, wanted: WantedAgain): StoredEntry {
	return { ...entry, state: { status: 'waiting' }, failures: 0, notBefore: undefined, ...wanted };
}
