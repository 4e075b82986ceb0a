import type { OutboxEntry } from '$lib';

/** What is not known to have happened. */
export function unsentIn(entries: readonly OutboxEntry[]): OutboxEntry[] {
	return entries.filter(({ state }) => state.status !== 'sent');
}

/** What goes by itself as soon as it can; the rest waits for its author's word. */
export function onItsWay(entries: readonly OutboxEntry[]): OutboxEntry[] {
	return entries.filter(({ state }) => state.status === 'waiting' || state.status === 'sending');
}
