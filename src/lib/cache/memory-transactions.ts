import { isIn, type Key, type Transact, type Transaction } from './key-value-store.js';
import { StorageError } from './storage-error.js';

/** Creates what runs transactions on values in memory. */
export function createMemoryTransactions(): Transact {
	let stored: ReadonlyMap<string, unknown> = new Map();
	let last: Promise<unknown> = Promise.resolve();

	return (mode, work) => {
		const done = last.then(async () => {
			const changed = new Map(stored);
			try {
				const result = await work(transactionOn(changed));
				if (mode !== 'read') stored = changed;
				return result;
			} catch (cause) {
				throw cause instanceof StorageError ? cause : new StorageError('failed', cause);
			}
		});
		// Whoever waits for this one hears of its failure; the next one only waits for its end.
		last = done.catch(() => undefined);
		return done;
	};
}

function transactionOn(values: Map<string, unknown>): Transaction {
	const get = (key: Key): unknown => structuredClone(values.get(JSON.stringify(key)));
	const put = (key: Key, value: unknown) => {
		if (value === undefined) values.delete(JSON.stringify(key));
		else values.set(JSON.stringify(key), structuredClone(value));
	};
	const under = (group: Key) =>
		[...values.keys()]
			.map((text) => JSON.parse(text) as Key)
			.filter((key) => key.length > group.length && group.every((part, at) => key[at] === part));
	const namesIn = (group: Key, keys: Key[]) => [
		...new Set(keys.map((key) => key[group.length] ?? '').sort())
	];
	return {
		get: (key) => Promise.resolve(get(key)),
		put,
		list: (group, { from = '', to } = {}) => {
			const direct = under(group).filter((key) => isIn(group, key));
			const names = namesIn(group, direct).filter(
				(name) => name >= from && (to === undefined || name <= to)
			);
			return Promise.resolve(new Map(names.map((name) => [name, get([...group, name])])));
		},
		names: (group) => Promise.resolve(namesIn(group, under(group))),
		lastName: (group, before) =>
			Promise.resolve(
				namesIn(group, under(group)).findLast((name) => before === undefined || name < before)
			),
		nextName: (group, after) =>
			Promise.resolve(namesIn(group, under(group)).find((name) => name > after)),
		values: (group) => Promise.resolve(under(group).map(get)),
		deleteAll: (group) => {
			for (const key of under(group)) put(key, undefined);
		}
	};
}
