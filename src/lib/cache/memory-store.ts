import { createStore, isIn, type Key, type KeyValueStore, type Rows } from './key-value-store.js';
import { StorageError } from './storage-error.js';

/** A store for browsers that keep nothing: private windows, storage that is full or broken. */
export function createMemoryStore(): KeyValueStore {
	let kept: ReadonlyMap<string, Row> = new Map();
	let last: Promise<unknown> = Promise.resolve();

	const store = createStore({
		durability: 'memory',
		transact: (mode, work) => {
			const done = last.then(async () => {
				const changed = new Map(kept);
				try {
					const result = await work(rowsOf(changed));
					if (mode !== 'read') kept = changed;
					return result;
				} catch (cause) {
					throw new StorageError('failed', 'Nothing was changed in memory.', { cause });
				}
			});
			last = done.catch(() => undefined);
			return done;
		},
		close: () => undefined
	});
	return {
		...store,
		// A copy now: by its turn the value may have become another.
		put: (key, value) => store.put(key, structuredClone(value))
	};
}

interface Row {
	key: Key;
	value: unknown;
}

function rowsOf(rows: Map<string, Row>): Rows {
	const under = (group: Key) =>
		[...rows.values()].filter(
			({ key }) => key.length > group.length && group.every((part, index) => key[index] === part)
		);
	const names = (group: Key) => [
		...new Set(under(group).map(({ key }) => key[group.length] ?? ''))
	];
	return {
		get: (key) => Promise.resolve(structuredClone(rows.get(JSON.stringify(key))?.value)),
		put: (key, value) => {
			if (value === undefined) rows.delete(JSON.stringify(key));
			else rows.set(JSON.stringify(key), { key, value: structuredClone(value) });
		},
		list: (group) =>
			Promise.resolve(
				new Map(
					under(group)
						.filter(({ key }) => isIn(group, key))
						.map(({ key, value }) => [key.at(-1) ?? '', structuredClone(value)] as const)
						.sort(([one], [two]) => (one < two ? -1 : 1))
				)
			),
		names: (group) => Promise.resolve(names(group)),
		lastName: (group) => Promise.resolve(names(group).sort().at(-1)),
		deleteAll: (group) => {
			for (const { key } of under(group)) rows.delete(JSON.stringify(key));
		}
	};
}
