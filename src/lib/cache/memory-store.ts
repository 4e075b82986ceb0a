import { createStore, type KeyValueStore } from './key-value-store.js';
import { StorageError } from './storage-error.js';

/**
 * Creates a store in memory, for browsers without working storage: private windows, or a full disk. What
 * reads and writes it is loaded on first use. While that cannot be loaded, a transaction fails and the next
 * one tries again.
 */
export function createMemoryStore(): KeyValueStore {
	let stored: ReadonlyMap<string, unknown> = new Map();
	let last: Promise<unknown> = Promise.resolve();

	const store = createStore({
		durability: 'memory',
		transact: (mode, work) => {
			const done = last.then(async () => {
				const changed = new Map(stored);
				try {
					const { transactionOn } = await import('./memory-transaction.js');
					const result = await work(transactionOn(changed));
					if (mode !== 'read') stored = changed;
					return result;
				} catch (cause) {
					throw new StorageError('failed', cause);
				}
			});
			last = done.catch(() => undefined);
			return done;
		},
		close: () => undefined
	});
	return {
		...store,
		// Copy it now: the caller may change the value before its turn comes.
		put: (key, value) => store.put(key, structuredClone(value))
	};
}
