import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeStorage, ForbiddenStorage } from '../testing/fake-storage.ts';
import { DeviceData } from './device-data.ts';

beforeEach(() => {
	vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
	vi.unstubAllGlobals();
});

const NAMESPACE = 'app:deployment';
const result = { value: ['kept'], asOf: 1 };

/** A device on which these subjects have been signed in and have seen a result. */
async function deviceWith(...subjects: string[]) {
	const storage = new FakeStorage();
	const data = new DeviceData(storage, NAMESPACE);
	for (const subject of subjects) {
		const cache = await data.openCache(subject);
		await cache.put('one', result);
		data.storageOf(subject).set('draft', subject);
	}
	return { storage, data };
}

const databases = async () => (await indexedDB.databases()).map(({ name }) => name);

describe('the subjects of a device', () => {
	test('are those whose data was ever opened, also after a restart', async () => {
		const { storage } = await deviceWith('user_ada', 'user_grace');
		expect(new DeviceData(storage, NAMESPACE).subjects().sort()).toEqual([
			'user_ada',
			'user_grace'
		]);
	});

	test('are known before there is any data, so that none is left behind', async () => {
		const data = new DeviceData(new FakeStorage(), NAMESPACE);
		const opening = data.openCache('user_ada');
		expect(data.subjects()).toEqual(['user_ada']);
		await opening;
	});

	test('are each deployment’s own', async () => {
		const { storage } = await deviceWith('user_ada');
		expect(new DeviceData(storage, 'app:other').subjects()).toEqual([]);
	});
});

describe('a subject’s data', () => {
	test('is there after a restart', async () => {
		const { storage } = await deviceWith('user_ada');
		const data = new DeviceData(storage, NAMESPACE);
		expect(await (await data.openCache('user_ada')).get('one')).toEqual(result);
		expect(data.storageOf('user_ada').get('draft')).toBe('user_ada');
	});

	test('is not another subject’s', async () => {
		const { data } = await deviceWith('user_ada');
		expect(await (await data.openCache('user_grace')).get('one')).toBeUndefined();
		expect(data.storageOf('user_grace').get('draft')).toBeUndefined();
	});

	test('is in memory where there is no IndexedDB', async () => {
		vi.stubGlobal('indexedDB', undefined);
		const cache = await new DeviceData(undefined, NAMESPACE).openCache('user_ada');
		expect(cache.durability).toBe('memory');
		await cache.put('one', result);
		expect(await cache.get('one')).toEqual(result);
	});

	test('is kept in IndexedDB where there is no localStorage', async () => {
		const cache = await new DeviceData(new ForbiddenStorage(), NAMESPACE).openCache('user_ada');
		expect(cache.durability).toBe('device');
	});
});

describe('wiping a subject', () => {
	test('leaves nothing of them on the device', async () => {
		const { storage, data } = await deviceWith('user_ada');
		await data.wipe('user_ada');
		expect(await databases()).toEqual([]);
		expect(storage.length).toBe(0);
		expect(data.subjects()).toEqual([]);
	});

	test('leaves the others as they are', async () => {
		const { data } = await deviceWith('user_1', 'user_12');
		await data.wipe('user_1');
		expect(data.subjects()).toEqual(['user_12']);
		expect(data.storageOf('user_12').get('draft')).toBe('user_12');
		expect(await (await data.openCache('user_12')).get('one')).toEqual(result);
	});

	test('works while their cache is open, and what is written to it afterwards is lost', async () => {
		const { data } = await deviceWith();
		const open = await data.openCache('user_ada');
		await data.wipe('user_ada');
		await open.put('one', result);
		expect(await open.get('one')).toBeUndefined();
		expect(await databases()).toEqual([]);
	});

	test('is known to be undone until the database is deleted, so that a crash repeats it', async () => {
		const { data } = await deviceWith('user_ada');
		const wiping = data.wipe('user_ada');
		expect(data.subjects()).toEqual(['user_ada']);
		await wiping;
		expect(data.subjects()).toEqual([]);
	});

	test('of somebody who was never here does nothing', async () => {
		const { data } = await deviceWith('user_ada');
		await data.wipe('user_grace');
		expect(data.subjects()).toEqual(['user_ada']);
	});

	test('removes their texts where there is no IndexedDB', async () => {
		vi.stubGlobal('indexedDB', undefined);
		const { storage, data } = await deviceWith('user_ada');
		await data.wipe('user_ada');
		expect(storage.length).toBe(0);
	});
});
