import type { KeyValueStore } from '../cache/key-value-store.js';
import { readEntries, ROOT } from './outbox-store.js';

/** Counts the pending mutations of all owners, by the mutation's name. */
export async function countPending(store: KeyValueStore): Promise<Map<string, number>> {
	const counts = new Map<string, number>();
	for (const subject of await store.names([ROOT])) {
		for (const organization of await store.names([ROOT, subject])) {
			const { entries } = await readEntries(store, { subject, organization });
			for (const { mutation, state } of entries) {
				if (state.status !== 'sent') counts.set(mutation, (counts.get(mutation) ?? 0) + 1);
			}
		}
	}
	return counts;
}
