import type { Step, Wait } from '../outbox/delivery-plan.js';
import type { OutboxParts } from '../outbox/outbox.svelte.js';
import type { StoredEntry } from '../outbox/stored-entry.js';

/** What is done with an entry now, or why nothing is. */
export type Fate = Step | Wait | 'no_connection' | 'not_our_turn';

export interface EntryLook {
	id: string;
	mutation: string;
	orderingKey: string;
	dependsOn: string | undefined;
	/** The names of its arguments. */
	args: string[];
	status: StoredEntry['state']['status'];
	fate: Fate;
	/** When it was written, in milliseconds since 1970. */
	writtenAt: number;
	/** How often the backend has failed to run it. */
	failures: number;
	/** Whether an earlier attempt had no answer, so that it may have happened. */
	mayHaveHappened: boolean;
}

/** Says of each entry why it is not sent, in the order of writing. */
export function lookAtOutbox({ stored, isConfirmed, loop }: OutboxParts): EntryLook[] {
	const decisions = isConfirmed ? loop?.explain() : undefined;
	return stored.map((entry) => ({
		id: entry.id,
		mutation: entry.mutation,
		orderingKey: entry.orderingKey,
		dependsOn: entry.dependsOn,
		args: Object.keys(entry.args),
		status: entry.state.status,
		fate: fateOf(entry, isConfirmed, decisions),
		writtenAt: entry.writtenAt,
		failures: entry.failures,
		mayHaveHappened: entry.mayHaveHappened
	}));
}

function fateOf(
	entry: StoredEntry,
	isConfirmed: boolean,
	decisions: ReadonlyMap<StoredEntry, Step | Wait> | undefined
): Fate {
	// That it is over, the disk says, whoever delivers.
	const { status } = entry.state;
	if (status === 'sent' || status === 'rejected') return status;
	if (!isConfirmed) return 'no_connection';
	return decisions?.get(entry) ?? 'not_our_turn';
}

const WORDS: Readonly<Record<Fate, string>> = {
	claim: 'It is being claimed on the disk.',
	send: 'It is about to be sent.',
	release: 'It is given back: it must wait longer.',
	expire: 'It has waited so long that its author is asked.',
	sent: 'It has happened. It leaves once a live result contains it.',
	rejected: 'It has not happened. Its author decides: Retry or Discard.',
	held_for_update: 'The backend has failed to run it. Another version of the app tries it again.',
	unknown_function:
		'This version of the app has no delivery for it, or cannot migrate its arguments.',
	dependency: 'It waits for the entry that it depends on.',
	settling: 'It was sent. Its answer is being stored.',
	busy: 'It is on its way.',
	not_accepted: 'The backend does not accept it from this session.',
	other_tab: 'Another tab has claimed it.',
	paused: 'Its ordering key waits after a failure. A retry trigger, or Retry, ends the wait.',
	behind: 'An earlier entry with the same ordering key goes first.',
	kept_back: 'It can still be undone: its time to be sent has not come.',
	suspect: 'The backend may have ended a session because of an entry, which goes alone first.',
	no_connection: 'There is no confirmed connection to Convex.',
	not_our_turn: 'Another tab delivers, or this one waits for its turn.'
};

/** Why an entry is not sent, in words. */
export const wordsForFate = (fate: Fate): string => WORDS[fate];
