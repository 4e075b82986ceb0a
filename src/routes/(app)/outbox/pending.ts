import { getFunctionName } from 'convex/server';
import { isEntryOf, type OutboxEntry } from '$lib';
import { api } from '$convex/_generated/api';
import { isReadMark } from './entry-kinds';

const isArrangement = isEntryOf(api.inbox.arrange);

/**
 * The entries that are not known to have happened, without read marks and pins, of which nobody would say that
 * they are unsent.
 */
export function pendingIn(entries: readonly OutboxEntry[]): OutboxEntry[] {
	return entries.filter(
		(entry) => entry.state.status !== 'sent' && !isReadMark(entry) && !isArrangement(entry)
	);
}

/** The mutations that contain a text. */
const MESSAGES = [api.messages.send, api.messages.edit].map(getFunctionName);

/** Counts pending messages and edits, from counts by the mutation's name. */
export function countMessages(pending: ReadonlyMap<string, number>): number {
	return MESSAGES.reduce((sum, mutation) => sum + (pending.get(mutation) ?? 0), 0);
}

/** The entries that are sent automatically; the others wait for a decision of their author. */
export function onItsWay(entries: readonly OutboxEntry[]): OutboxEntry[] {
	return entries.filter(({ state }) => state.status === 'waiting' || state.status === 'sending');
}
