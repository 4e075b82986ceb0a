import type { EntryState, OutboxEntry } from '$lib';
import { isCreation, isMessage } from './entry-kinds';

/** The conversations that are not created yet, by their client id. */
export function beingMade(entries: readonly OutboxEntry[]) {
	return new Map(entries.filter(isCreation).map((entry) => [entry.id, entry]));
}

/**
 * How it stands with what was written in each conversation and has not gone out: with a rejected message, which
 * needs a decision, or else with the last one.
 */
export function unsentIn(entries: readonly OutboxEntry[]): Map<string, EntryState> {
	const unsent = new Map<string, EntryState>();
	for (const { args, state } of entries.filter(isMessage)) {
		const isRejected = unsent.get(args.conversationId)?.status === 'rejected';
		if (state.status !== 'sent' && !isRejected) unsent.set(args.conversationId, state);
	}
	return unsent;
}
