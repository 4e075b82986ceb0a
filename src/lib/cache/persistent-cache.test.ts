import { expect, test } from 'vitest';
import { noReport } from '../fakes/no-report.js';
import { createMemoryStore } from './memory-store.js';
import { PersistentCache } from './persistent-cache.svelte.js';

test('a reading of the setting that began before a change does not undo it', async () => {
	let stored: unknown;
	const answers: (() => void)[] = [];
	const record = {
		read: async () => {
			const found = stored;
			await new Promise<void>((resolve) => answers.push(resolve));
			return found;
		},
		update: (change: () => unknown) => Promise.resolve(void (stored = change())),
		onChange: () => () => undefined
	};
	const snapshots = {
		delete: () => Promise.resolve(),
		caches: undefined,
		snapshotCaches: [],
		report: noReport
	};
	const cache = new PersistentCache();
	const options = { store: createMemoryStore(), record, snapshots };
	const opened = cache.open(options, new AbortController().signal);
	await cache.setPersistent(false);
	answers.shift()?.();
	await expect.poll(() => answers.length).toBe(1);
	answers.shift()?.();
	await opened;
	expect(cache.isPersistent).toBe(false);
});
