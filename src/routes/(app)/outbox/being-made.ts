import type { OutboxEntry } from '$lib';
import { isCreation, isMessage } from './entry-kinds';

/** The conversations that are not created yet, by their client id. */
export function beingMade(entries: readonly OutboxEntry[]) {
	return new Map(entries.filter(isCreation).map((entry) => [entry.id, entry]));
}

/**
 * What has not gone out of each conversation: its creation, by its client id; or else, by its id, a rejected
 * message, which needs a decision, or the last one.
 */
export function unsentIn(entries: readonly OutboxEntry[]): Map<string, OutboxEntry> {
	const unsent: Map<string, OutboxEntry> = beingMade(entries);
	for (const entry of entries) {
		if (!isMessage(entry) || entry.state.status === 'sent') continue;
		const { conversationId } = entry.args;
		if (unsent.get(conversationId)?.state.status !== 'rejected') unsent.set(conversationId, entry);
	}
	return unsent;
}
