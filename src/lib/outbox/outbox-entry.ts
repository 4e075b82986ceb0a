import type { Value } from 'convex/values';
import type { StoredEntry, RejectionReason, StoredState } from './stored-entry.js';

/** Where a mutation of the outbox stands, as a person is told. */
export type EntryState =
	/**
	 * Saved on this device, and sent as soon as there is a connection; if the backend has asked for it, not
	 * before `until`, in milliseconds since 1970.
	 */
	| { status: 'waiting'; until?: number }
	| { status: 'sending' }
	/** It has happened; the screen is about to show it as such. */
	| { status: 'sent' }
	/** `not_accepted`: the backend wants another session. `unknown_function`: this version of the app does not know it. */
	| { status: 'held'; why: 'not_accepted' | 'unknown_function' }
	/** It has not happened, and the user decides. */
	| { status: 'rejected'; reason: RejectionReason };

/** A mutation of the outbox. */
export interface OutboxEntry {
	/** The client id: the same before and after delivery. */
	readonly id: string;
	/** Whose it is. */
	readonly subject: string;
	/** The function's name. */
	readonly mutation: string;
	readonly args: Readonly<Record<string, Value>>;
	/** What must arrive in the order of writing has the same lane. */
	readonly orderingKey: string;
	/** When it was written, in milliseconds since 1970. */
	readonly writtenAt: number;
	readonly state: EntryState;
}

/** A row as it is shown. Without a connection nothing is being sent, whatever was begun. */
export function toEntry(
	entry: StoredEntry,
	{ subject, isConfirmed, isKnown }: { subject: string; isConfirmed: boolean; isKnown: boolean }
): OutboxEntry {
	return { ...entry, subject, state: entryState(entry.state, isConfirmed, isKnown) };
}

function entryState(state: StoredState, isConfirmed: boolean, isKnown: boolean): EntryState {
	const { status } = state;
	if (status === 'rejected' || status === 'sent') return state;
	if (!isKnown) return { status: 'held', why: 'unknown_function' };
	if (status === 'held') return { status, why: 'not_accepted' };
	if (status === 'waiting') return state;
	return { status: isConfirmed ? status : 'waiting' };
}
