import type { OutboxEntry } from '$lib';
import { isReadMark } from './read-marks';

/** What is not known to have happened, of what somebody would miss. */
export function pendingIn(entries: readonly OutboxEntry[]): OutboxEntry[] {
	return entries.filter((entry) => entry.state.status !== 'sent' && !isReadMark(entry));
}

/** The mutations by which somebody says something. */
const MESSAGES = ['messages:send', 'messages:edit'];

/** How many messages, and changes of messages, are among what waits, by the mutations' names. */
export function countMessages(pending: ReadonlyMap<string, number>): number {
	return MESSAGES.reduce((sum, mutation) => sum + (pending.get(mutation) ?? 0), 0);
}

/** What goes by itself as soon as it can; the rest waits for its author's word. */
export function onItsWay(entries: readonly OutboxEntry[]): OutboxEntry[] {
	return entries.filter(({ state }) => state.status === 'waiting' || state.status === 'sending');
}

/** The conversations that are not made yet, by the id that their maker gave them. */
export function beingMade(entries: readonly OutboxEntry[]): Map<string, OutboxEntry> {
	const creations = entries.filter(({ mutation }) => mutation === 'conversations:create');
	return new Map(creations.map((entry) => [entry.id, entry]));
}
