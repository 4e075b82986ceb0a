import { nameIn, type Key, type KeyValueStore } from './key-value-store.ts';

/** A store for browsers that keep nothing: private windows, storage that is full or broken. */
export function createMemoryStore(): KeyValueStore {
	const rows = new Map<string, { key: Key; value: unknown }>();
	const inGroup = (group: Key) =>
		[...rows.values()].filter(
			({ key }) => key.length > group.length && group.every((part, index) => key[index] === part)
		);
	const write = (key: Key, value: unknown) => {
		if (value === undefined) rows.delete(JSON.stringify(key));
		// A copy, as storage would make one: later changes to the value are not the store's.
		else rows.set(JSON.stringify(key), { key, value: structuredClone(value) });
	};
	const read = (key: Key): unknown => structuredClone(rows.get(JSON.stringify(key))?.value);

	return {
		durability: 'memory',
		get: (key) => Promise.resolve(read(key)),
		put: (key, value) => Promise.resolve(write(key, value)),
		update: (key, change) => {
			write(key, change(read(key)));
			return Promise.resolve();
		},
		list: (group) =>
			Promise.resolve(
				new Map(inGroup(group).map(({ key }) => [nameIn(group, key), read(key)] as const))
			),
		deleteAll: (group) => {
			for (const { key } of inGroup(group)) write(key, undefined);
			return Promise.resolve();
		},
		close: () => undefined
	};
}
