import type { OutboxEntry } from '$lib';
import { isCreation } from './entry-kinds';

/** The conversations that are not created yet, by their client id. */
export function beingMade(entries: readonly OutboxEntry[]) {
	return new Map(entries.filter(isCreation).map((entry) => [entry.id, entry]));
}
