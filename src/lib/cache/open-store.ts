import { openIdbStore } from './idb-store.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { createMemoryStore } from './memory-store.ts';

/** Opens what the device keeps under this name; in memory where storage does not work. */
export async function openStore(name: string): Promise<KeyValueStore> {
	try {
		return await openIdbStore(name);
	} catch {
		return createMemoryStore();
	}
}
