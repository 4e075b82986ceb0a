import type { OutboxEntry } from '$lib';

/**
 * Which entry of the outbox each message shows, by client id: one that was rejected needs an answer, and
 * otherwise the last written tells how far it is.
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
