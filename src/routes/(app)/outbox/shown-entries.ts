import type { OutboxEntry } from '$lib';
import { isEdit, isMessage, isRemoval } from './entry-kinds';

/**
 * The outbox entry that each message shows, by client id: a rejected entry, because it needs a decision,
 * otherwise the last one.
 */
export function shownEntries(entries: readonly OutboxEntry[]): Map<string, OutboxEntry> {
	const shown = new Map<string, OutboxEntry>();
	for (const entry of entries) {
		if (!isMessage(entry) && !isEdit(entry) && !isRemoval(entry)) continue;
		const { clientId } = entry.args;
		if (shown.get(clientId)?.state.status !== 'rejected') shown.set(clientId, entry);
	}
	return shown;
}
