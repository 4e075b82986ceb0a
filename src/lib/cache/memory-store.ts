import type { Report } from '../diagnostics.js';
import { createStore, type KeyValueStore, type Transact } from './key-value-store.js';
import { StorageError } from './storage-error.js';

/**
 * Creates a store in memory, for browsers without working storage: private windows, or a full disk. Most
 * devices never need one, so its code is loaded when it is first used.
 */
export function createMemoryStore(report?: Report): KeyValueStore {
	let loading: Promise<Transact> | undefined;
	const load = () =>
		import('./memory-transactions.js').then(
			({ createMemoryTransactions }) => createMemoryTransactions(),
			(cause: unknown) => {
				// The next use tries again.
				loading = undefined;
				throw new StorageError('failed', cause);
			}
		);
	const transact: Transact = async (mode, work) => (await (loading ??= load()))(mode, work);
	const store = createStore({ durability: 'memory', transact, close: () => undefined }, report);
	return {
		...store,
		// Copy it now: the caller may change the value before its turn comes.
		put: (key, value) => store.put(key, structuredClone(value))
	};
}
