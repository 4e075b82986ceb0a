import { isIn, type Key, type KeyValueStore } from './key-value-store.js';

/** A store for browsers that keep nothing: private windows, storage that is full or broken. */
export function createMemoryStore(): KeyValueStore {
	const rows = new Map<string, { key: Key; value: unknown }>();
	const under = (group: Key) =>
		[...rows.values()].filter(
			({ key }) => key.length > group.length && group.every((part, index) => key[index] === part)
		);
	const write = (key: Key, value: unknown) => {
		if (value === undefined) rows.delete(JSON.stringify(key));
		// A copy, as storage would make one: later changes to the value are not the store's.
		else rows.set(JSON.stringify(key), { key, value: structuredClone(value) });
		return Promise.resolve();
	};
	const read = (key: Key): unknown => structuredClone(rows.get(JSON.stringify(key))?.value);

	return {
		durability: 'memory',
		get: (key) => Promise.resolve(read(key)),
		put: write,
		update: (key, change) => write(key, change(read(key))),
		list: (group) => {
			const direct = under(group).filter(({ key }) => isIn(group, key));
			return Promise.resolve(new Map(direct.map(({ key }) => [key.at(-1) ?? '', read(key)])));
		},
		names: (group) =>
			Promise.resolve([...new Set(under(group).map(({ key }) => key[group.length] ?? ''))]),
		deleteAll: (group) => {
			for (const { key } of under(group)) void write(key, undefined);
			return Promise.resolve();
		},
		close: () => undefined
	};
}
