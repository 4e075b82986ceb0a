import type { Report } from '../diagnostics.js';
import { openIdbStore } from './idb-store.js';
import type { KeyValueStore } from './key-value-store.js';
import { createMemoryStore } from './memory-store.js';

/**
 * Opens the device's store of this name, or a store in memory when storage does not work.
 *
 * @param canGoOn whether the app can do without what is stored: until then a slow device is waited for
 */
export async function openStore(
	name: string,
	report: Report,
	canGoOn?: () => boolean
): Promise<KeyValueStore> {
	try {
		return await openIdbStore(name, report, canGoOn);
	} catch (error) {
		report('open_failed', error);
		return createMemoryStore(report);
	}
}
