import type { OutboxEntry } from '$lib';

/**
 * The outbox entry that each message shows, by client id: a rejected entry, because it needs a decision,
 * otherwise the last one.
 */
export function shownEntries(entries: readonly OutboxEntry[]): Map<string, OutboxEntry> {
	const shown = new Map<string, OutboxEntry>();
	for (const entry of entries) {
		const { clientId } = entry.args;
		if (typeof clientId !== 'string') continue;
		if (shown.get(clientId)?.state.status !== 'rejected') shown.set(clientId, entry);
	}
	return shown;
}
