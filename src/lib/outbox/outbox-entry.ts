import { getFunctionName, type FunctionArgs, type FunctionReference } from 'convex/server';
import type { Value } from 'convex/values';
import type { StoredEntry, RejectionReason, StoredState } from './stored-entry.js';

/** The state of an outbox entry, as it is shown to its author. */
export type EntryState =
	/**
	 * Saved on this device, and sent as soon as there is a connection. With `until` (milliseconds since
	 * 1970) the backend has asked to wait until then.
	 */
	| { status: 'waiting'; until?: number }
	| { status: 'sending' }
	/** The backend has acknowledged it; a live result is about to contain it. */
	| { status: 'sent' }
	/**
	 * `not_accepted`: the backend requires another session. `unknown_function`: this version of the app
	 * does not know the mutation.
	 */
	| { status: 'held'; why: 'not_accepted' | 'unknown_function' }
	/** It has not happened. The user decides what to do. */
	| { status: 'rejected'; reason: RejectionReason };

/** A mutation in the outbox. */
export interface OutboxEntry {
	/** The client id: the same before and after delivery. */
	readonly id: string;
	/** The user who wrote it. */
	readonly subject: string;
	/** The function's name. */
	readonly mutation: string;
	readonly args: Readonly<Record<string, Value>>;
	/** Entries with the same ordering key arrive in the order of writing. */
	readonly orderingKey: string;
	/** When it was written, in milliseconds since 1970. */
	readonly writtenAt: number;
	readonly state: EntryState;
}

/** An entry of one mutation, with the types of its arguments. */
export type EntryOf<Mutation extends FunctionReference<'mutation'>> = Omit<OutboxEntry, 'args'> & {
	readonly args: Readonly<FunctionArgs<Mutation>>;
};

/**
 * Returns a type guard for the entries of a mutation.
 *
 * ```ts
 * const pins = client.outbox?.entries.filter(isEntryOf(api.messages.pin));
 * ```
 *
 * The types are those of the function as it is now. An entry that an older version of the app has written
 * may lack an argument that was added since.
 */
export function isEntryOf<Mutation extends FunctionReference<'mutation'>>(
	mutation: Mutation
): (entry: OutboxEntry) => entry is EntryOf<Mutation> {
	const name = getFunctionName(mutation);
	return (entry): entry is EntryOf<Mutation> => entry.mutation === name;
}

/**
 * A stored entry as it is shown. Without a connection nothing is being sent, so `sending` shows as
 * `waiting`.
 */
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
