import { describe, expect, test } from 'vitest';
import { PERSISTENCE_RECORD } from './cache/persistent-cache.svelte.js';
import type { Key } from './cache/key-value-store.js';
import { createMemoryStore } from './cache/memory-store.js';
import { Device } from './device.svelte.js';
import { settle } from './fakes/fake-browser.js';
import { noReport } from './fakes/no-report.js';

/** A device whose disk has the setting that nothing is cached, and answers for it when it is told to. */
async function openSlowly() {
	const store = createMemoryStore();
	await store.put(PERSISTENCE_RECORD, false);
	let answer: () => void = () => undefined;
	const told = new Promise<void>((resolve) => (answer = resolve));
	const isSetting = (key: Key) => key.join() === PERSISTENCE_RECORD.join();
	const slow = {
		...store,
		get: async (key: Key) => {
			if (isSetting(key)) await told;
			return await store.get(key);
		}
	};
	const device = new Device();
	const opened = device.open(
		{
			name: 'app',
			snapshotCaches: [],
			caches: undefined,
			noteStorage: undefined,
			openChannel: () => undefined,
			report: noReport,
			openStore: () => Promise.resolve(slow)
		},
		new AbortController().signal
	);
	return { device, opened, answer };
}

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
