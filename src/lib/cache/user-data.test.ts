import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openIdbStore } from './idb-store.js';
import type { KeyValueStore } from './key-value-store.js';
import { createMemoryStore } from './memory-store.js';
import { UserData } from './user-data.js';
import { PATIENTLY } from '../fakes/patience.js';

beforeEach(() => {
	vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
	vi.unstubAllGlobals();
});

const result = { value: ['kept'], asOf: 1 };

/** A device with a cached result and a text of each of these subjects. */
async function deviceOf(...subjects: string[]): Promise<KeyValueStore> {
	const store = await openIdbStore('app:deployment');
	for (const subject of subjects) {
		const data = new UserData(store, subject);
		await data.putResult('messages:list({})', result);
		await store.put(['user', subject, 'text', 'draft'], subject);
	}
	return store;
}

describe('a subject’s data', () => {
	test('survives a restart', async () => {
		(await deviceOf('user_ada')).close();
		const data = new UserData(await deviceOf(), 'user_ada');
		expect(await data.result('messages:list({})')).toEqual(result);
	});

	test('is not visible to another subject', async () => {
		const data = new UserData(await deviceOf('user_ada'), 'user_grace');
		expect(await data.result('messages:list({})')).toBeUndefined();
	});

	test('has the durability of its store', async () => {
		expect(new UserData(await deviceOf(), 'user_ada').durability).toBe('device');
		expect(new UserData(createMemoryStore(), 'user_ada').durability).toBe('memory');
	});

	test('is not written once it is closed', async () => {
		const store = await deviceOf('user_ada');
		const data = new UserData(store, 'user_ada');
		data.close();
		await UserData.wipe(store, 'user_ada');
		await data.putResult('messages:list({})', result);
		expect(await store.names(['user', 'user_ada'])).toEqual([]);
	});
});

describe('a result', () => {
	test.each([
		[{ value: 1, asOf: 1 }, true],
		[{ value: null, asOf: 0 }, true],
		[{ value: 1 }, false],
		[{ asOf: 1 }, false],
		[{ value: 1, asOf: '1' }, false],
		[{ value: 1, asOf: NaN }, false],
		[{ value: 1, asOf: 1e300 }, false],
		['text', false],
		[null, false]
	])('that is stored as %o counts: %s', async (stored, counts) => {
		const store = createMemoryStore();
		await store.put(['user', 'user_ada', 'result', 'one'], stored);
		const data = new UserData(store, 'user_ada');
		expect(await data.result('one')).toEqual(counts ? stored : undefined);
	});
});

describe('a result of a version', () => {
	const stored = { value: ['kept'], asOf: 1 };
	const kept = { ...stored, version: 2 };

	test.each<[string, object, number, boolean]>([
		['is read for that version', kept, 2, true],
		['is not read for a later one', kept, 3, false],
		['is not read for an earlier one', kept, 1, false],
		['is the first, where none is noted', stored, 1, true],
		['is not another, where none is noted', stored, 2, false],
		['is none, where something else is noted', { ...stored, version: '1' }, 1, false]
	])('%s', async (_case, value, wanted, isRead) => {
		const store = createMemoryStore();
		const key = ['user', 'user_ada', 'result', 'one'] as const;
		await store.put(key, value);
		const data = new UserData(store, 'user_ada');
		expect(await data.result('one', wanted)).toEqual(isRead ? stored : undefined);
		// What cannot be read again goes.
		await vi.waitFor(
			async () => expect(await store.get(key)).toEqual(isRead ? value : undefined),
			PATIENTLY
		);
	});

	test('is read after a restart', async () => {
		const store = createMemoryStore();
		await new UserData(store, 'user_ada').putResult('one', stored, 2);
		const next = new UserData(store, 'user_ada');
		expect(await next.result('one', 2)).toEqual(stored);
	});

	test('stays when another tab has kept it since another version of it was read', async () => {
		const store = createMemoryStore();
		const data = new UserData(store, 'user_ada');
		await data.putResult('one', stored, 1);
		const other = new UserData(store, 'user_ada');
		const reading = data.result('one', 2);
		await Promise.all([reading, other.putResult('one', { value: ['new'], asOf: 2 }, 2)]);
		expect(await data.result('one', 2)).toEqual({ value: ['new'], asOf: 2 });
	});
});

describe('the subjects of a device', () => {
	test('are all subjects with data, also after a restart', async () => {
		(await deviceOf('user_ada', 'user_grace')).close();
		expect(await UserData.listSubjects(await deviceOf())).toEqual(['user_ada', 'user_grace']);
	});

	test('are listed by their ids, whatever characters these have', async () => {
		const subjects = ['', 'idp|ada:1', 'user ada'];
		expect(await UserData.listSubjects(await deviceOf(...subjects))).toEqual(subjects);
	});
});

describe('wiping a subject', () => {
	test('deletes all their data from the device', async () => {
		const store = await deviceOf('user_ada');
		await UserData.wipe(store, 'user_ada');
		expect(await store.list(['user'])).toEqual(new Map());
		expect(await UserData.listSubjects(store)).toEqual([]);
	});

	test.each([
		['user_1', 'user_12'],
		['idp', 'idp:ada'],
		['', 'user_ada']
	])('does not touch the data of others: %o and not %o', async (wiped, other) => {
		const store = await deviceOf(wiped, other);
		await UserData.wipe(store, wiped);
		expect(await UserData.listSubjects(store)).toEqual([other]);
		const data = new UserData(store, other);
		expect(await store.get(['user', other, 'text', 'draft'])).toBe(other);
		expect(await data.result('messages:list({})')).toEqual(result);
	});

	test('keeps them in the list until everything is deleted, so that a crash repeats it', async () => {
		const store = await deviceOf('user_ada');
		const crashing: KeyValueStore = {
			...store,
			transact: () => Promise.reject(new Error('the browser is killed'))
		};
		await expect(UserData.wipe(crashing, 'user_ada')).rejects.toThrow('killed');
		expect(await UserData.listSubjects(store)).toEqual(['user_ada']);
	});

	test('leaves everything, and keeps them in the list, when the disk fails', async () => {
		const store = await deviceOf('user_ada');
		const broken = vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => {
			throw new DOMException('The disk is broken', 'UnknownError');
		});
		await expect(UserData.wipe(store, 'user_ada')).rejects.toThrow();
		broken.mockRestore();
		expect(await UserData.listSubjects(store)).toEqual(['user_ada']);
		expect(await UserData.wipe(store, 'user_ada')).toBe(true);
		expect(await UserData.listSubjects(store)).toEqual([]);
	});

	test('keeps them in the list when something is written during it or after it', async () => {
		const store = await deviceOf('user_ada');
		const wiping = UserData.wipe(store, 'user_ada');
		const data = new UserData(store, 'user_ada');
		await wiping;
		expect(await UserData.listSubjects(store)).toEqual([]);
		await data.putResult('messages:list({})', result);
		expect(await UserData.listSubjects(store)).toEqual(['user_ada']);
	});

	test('does nothing for an unknown subject', async () => {
		const store = await deviceOf('user_ada');
		await UserData.wipe(store, 'user_grace');
		expect(await UserData.listSubjects(store)).toEqual(['user_ada']);
	});
});
