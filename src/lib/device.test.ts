import { describe, expect, test } from 'vitest';
import { PERSISTENCE_RECORD } from './cache/persistent-cache.svelte.js';
import type { Key, KeyValueStore, Transact } from './cache/key-value-store.js';
import { createMemoryStore } from './cache/memory-store.js';
import { StorageError } from './cache/storage-error.js';
import { Device } from './device.svelte.js';
import { settle } from './fakes/fake-browser.js';
import { noReport } from './fakes/no-report.js';

const RECORD: Key = ['device', 'record'];
const identity = {
	subject: 'user_ada',
	sessionId: 'sess_1',
	profile: { name: 'Ada', email: undefined, imageUrl: undefined }
};

/** Opens a device on a disk, of which `read` may hold up the reading of one value. */
function openOn(
	disk: KeyValueStore,
	read: (key: Key) => Promise<void>,
	hasClerkAnswered = () => false
) {
	const transact: Transact = (mode, work) =>
		disk.transact(mode, async (transaction) => {
			const get = async (key: Key) => {
				await read(key);
				return await transaction.get(key);
			};
			return await work({ ...transaction, get });
		});
	const device = new Device();
	const opened = device.open(
		{
			name: 'app',
			snapshotCaches: [],
			caches: undefined,
			noteStorage: undefined,
			openChannel: () => undefined,
			report: noReport,
			hasClerkAnswered,
			openStore: () => Promise.resolve({ ...disk, transact })
		},
		new AbortController().signal
	);
	return { device, opened };
}

/** A device whose disk has the setting that nothing is cached, and answers for it when it is told to. */
async function openSlowly() {
	const disk = createMemoryStore();
	await disk.put(PERSISTENCE_RECORD, false);
	let answer: () => void = () => undefined;
	const told = new Promise<void>((resolve) => (answer = resolve));
	const isSetting = (key: Key) => key.join() === PERSISTENCE_RECORD.join();
	return { ...openOn(disk, (key) => (isSetting(key) ? told : Promise.resolve())), answer };
}

/** A device that remembers Ada. Its disk times out as often as it is said, and Clerk answers after `answersAfter`. */
async function openWithTimeouts(times: number, answersAfter: number) {
	const disk = createMemoryStore();
	await disk.put(RECORD, { version: 1, identity, signOuts: [] });
	let failures = 0;
	const read = (key: Key) => {
		if (key.join() !== RECORD.join() || failures === times) return Promise.resolve();
		failures += 1;
		return Promise.reject(new StorageError('timed_out'));
	};
	const { device, opened } = openOn(disk, read, () => failures >= answersAfter);
	await opened;
	return device.sessionRecord;
}

describe('a device that is slow to say who is signed in', () => {
	test('is asked again while nobody else knows it', async () => {
		expect((await openWithTimeouts(3, Infinity)).identity).toEqual(identity);
	});

	test('is not waited for once Clerk has said it', async () => {
		const record = await openWithTimeouts(Infinity, 2);
		expect(record.isOpen).toBe(true);
		expect(record.identity).toBeUndefined();
	});
});

describe('a device that caches nothing', () => {
	test('does not say who is signed in before that setting is read, so no cache is read', async () => {
		const { device, opened, answer } = await openSlowly();
		await settle();
		await settle();
		expect(device.sessionRecord.isOpen).toBe(false);
		answer();
		await opened;
		expect(device.sessionRecord.isOpen).toBe(true);
		expect(device.cache.isPersistent).toBe(false);
	});
});
