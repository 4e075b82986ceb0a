import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Channel } from '../browser-features.js';
import { Watcher } from '../fakes/effects.svelte.js';
import { nextTask } from '../fakes/next-task.js';
import { openIdbStore } from './idb-store.js';
import type { KeyValueStore } from './key-value-store.js';
import { createMemoryStore } from './memory-store.js';
import { StorageError } from './storage-error.js';
import { UserData } from './user-data.js';
import { UserTexts } from './user-texts.svelte.js';
import { noReport } from '../fakes/no-report.js';
import { PATIENTLY } from '../fakes/patience.js';

beforeEach(() => {
	vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
	vi.unstubAllGlobals();
});

/** A device whose tabs share a disk and hear each other. A tab that is held back hears later. */
function aDevice(store: KeyValueStore = createMemoryStore()) {
	const tabs = new Set<(data: unknown) => void>();
	const open = async (
		subject = 'user_ada',
		{ hears = true, disk = store, isShared = true } = {}
	) => {
		const listeners = new Set<(event: MessageEvent<unknown>) => void>();
		const hear = (data: unknown) => {
			for (const listener of listeners) listener(new MessageEvent('message', { data }));
		};
		const channel: Channel = {
			postMessage: (data) => {
				for (const other of tabs) if (other !== hear) other(data);
			},
			addEventListener: (_type: string, listener: unknown) =>
				void listeners.add(listener as (event: MessageEvent<unknown>) => void),
			removeEventListener: () => undefined,
			close: () => tabs.delete(hear)
		};
		if (hears) tabs.add(hear);
		const texts = await UserTexts.open({
			store: disk,
			subject,
			report: noReport,
			openChannel: () => (hears ? channel : undefined)
		});
		if (isShared) await vi.dynamicImportSettled();
		return texts;
	};
	return { store, open, tabs };
}

/** A disk on which the next writes fail. */
function failing(store: KeyValueStore, ...errors: StorageError[]): KeyValueStore {
	return {
		...store,
		transact: async (mode, work) => {
			const error = errors.shift();
			if (error) throw error;
			return await store.transact(mode, work);
		}
	};
}

const FULL = new StorageError('quota_exceeded');

describe('a text', () => {
	test('is available at once; an empty text is not the same as none', async () => {
		const texts = await aDevice().open();
		expect(texts.text('draft')).toBeUndefined();
		texts.setText('draft', '');
		expect(texts.text('draft')).toBe('');
	});

	test('survives a restart, and is not another subject’s', async () => {
		const { open } = aDevice(await openIdbStore('app'));
		(await open()).setText('draft', 'Dear');
		expect((await open()).text('draft')).toBe('Dear');
		expect((await open('user_grace')).text('draft')).toBeUndefined();
	});

	test('is still gone after a restart when it was removed', async () => {
		const { open } = aDevice(await openIdbStore('app'));
		const texts = await open();
		texts.setText('draft', 'Dear');
		texts.setText('draft', undefined);
		expect((await open()).text('draft')).toBeUndefined();
	});

	test('keeps the value that was written last', async () => {
		const { open } = aDevice(await openIdbStore('app'));
		const texts = await open();
		for (const text of ['D', 'De', 'Dear']) texts.setText('draft', text);
		expect((await open()).text('draft')).toBe('Dear');
	});

	test('is not read when the stored value is no text', async () => {
		const { store, open } = aDevice();
		await store.put(['user', 'user_ada', 'text', 'draft'], { not: 'a text' });
		expect((await open()).text('draft')).toBeUndefined();
	});

	test('is on the disk also when the page ends before the code that shares texts is loaded', async () => {
		const { open } = aDevice();
		const texts = await open('user_ada', { isShared: false });
		texts.setText('draft', 'Dear');
		texts.close();
		expect((await open()).text('draft')).toBe('Dear');
	});

	test('is not written once the texts are closed', async () => {
		const { store, open } = aDevice();
		const texts = await open();
		texts.close();
		texts.setText('draft', 'too late');
		expect((await store.list(['user', 'user_ada', 'text'])).size).toBe(0);
	});

	test('that was wiped does not come back when the code that shares texts is loaded later', async () => {
		const { store, open } = aDevice();
		const texts = await open('user_ada', { isShared: false });
		texts.setText('draft', 'Dear');
		texts.close();
		await UserData.wipe(store, 'user_ada');
		await vi.dynamicImportSettled();
		expect((await store.list(['user', 'user_ada', 'text'])).size).toBe(0);
	});
});

describe('a text that another tab has changed', () => {
	test('arrives, and so does its removal', async () => {
		const { open } = aDevice();
		const [one, other] = [await open(), await open()];
		const seen = new Watcher(() => other.text('draft'));
		one.setText('draft', 'Dear');
		await vi.waitFor(() => expect(seen.current).toBe('Dear'), PATIENTLY);
		one.setText('draft', undefined);
		await vi.waitFor(() => expect(seen.current).toBeUndefined(), PATIENTLY);
		await seen.stop();
	});

	test('replaces nothing where one types just now, and arrives a moment later', async () => {
		const { open } = aDevice();
		const [one, other] = [await open(), await open()];
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		onTestFinished(() => void vi.useRealTimers());
		const texts = () => [one.text('draft'), other.text('draft')];
		one.setText('draft', 'Dear');
		other.setText('draft', 'Sir');
		await vi.advanceTimersByTimeAsync(500);
		expect(texts()).toEqual(['Dear', 'Sir']);
		one.setText('draft', 'Dear Sir');
		await vi.advanceTimersByTimeAsync(999);
		expect(texts()).toEqual(['Dear Sir', 'Dear Sir']);
		other.setText('draft', undefined);
		expect(texts()).toEqual(['Dear Sir', undefined]);
		await vi.advanceTimersByTimeAsync(1);
		expect(texts()).toEqual([undefined, undefined]);
	});

	test.each([
		['this tab listened', 'ready'],
		['the other tab told of changes', 'early']
	])('arrives though it was set before %s', async (_case, writer) => {
		const { open } = aDevice();
		const ready = await open();
		const early = await open('user_ada', { isShared: false });
		const [one, other] = writer === 'ready' ? [ready, early] : [early, ready];
		one.setText('draft', 'Dear');
		expect(other.text('draft')).toBeUndefined();
		await vi.waitFor(() => expect(other.text('draft')).toBe('Dear'), PATIENTLY);
	});

	test('does not replace what was set here while the disk was slow to answer', async () => {
		const { store, open } = aDevice();
		let answer: () => void = () => undefined;
		const held = new Promise<void>((resolve) => (answer = resolve));
		const slow: KeyValueStore = {
			...store,
			get: async (key) => {
				const stored = await store.get(key);
				await held;
				return stored;
			}
		};
		const [one, other] = [await open(), await open('user_ada', { disk: slow })];
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		onTestFinished(() => void vi.useRealTimers());
		one.setText('draft', 'Dear');
		await vi.advanceTimersByTimeAsync(0);
		other.setText('draft', 'Sir');
		await vi.advanceTimersByTimeAsync(1_000);
		answer();
		await vi.advanceTimersByTimeAsync(0);
		expect(other.text('draft')).toBe('Sir');
	});

	test('arrives when a tab that has not heard of it reads again', async () => {
		const { open } = aDevice();
		const [one, deaf] = [await open(), await open('user_ada', { hears: false })];
		one.setText('draft', 'Dear');
		one.setText('other', 'x');
		expect(deaf.text('draft')).toBeUndefined();
		await deaf.refresh();
		expect(deaf.text('draft')).toBe('Dear');
		one.setText('draft', undefined);
		await deaf.refresh();
		expect([deaf.text('draft'), deaf.text('other')]).toEqual([undefined, 'x']);
	});

	test('does not arrive in a tab that is closed', async () => {
		const { open, tabs } = aDevice();
		const [one, closed] = [await open(), await open()];
		closed.close();
		expect(tabs.size).toBe(1);
		one.setText('draft', 'Dear');
		expect(closed.text('draft')).toBeUndefined();
	});
});

describe('a text that the device cannot store', () => {
	test('is kept after cached data was deleted, if the disk is full', async () => {
		const { store, open } = aDevice();
		await store.put(['user', 'user_ada', 'result', 'messages:list({})'], { value: 1, asOf: 1 });
		const texts = await open('user_ada', { disk: failing(store, FULL) });
		texts.setText('draft', 'Dear');
		await vi.waitFor(async () => expect((await open()).text('draft')).toBe('Dear'), PATIENTLY);
		expect(await store.names(['user', 'user_ada', 'result'])).toEqual([]);
		expect(texts.isKept('draft')).toBe(true);
	});

	test.each([
		['a disk that stays full', [FULL, FULL]],
		['storage that fails', [new StorageError('failed')]]
	])('says so on %s, until it is stored', async (_what, errors) => {
		const { store, open } = aDevice();
		const texts = await open('user_ada', { disk: failing(store, ...errors) });
		const kept = new Watcher(() => texts.isKept('draft'));
		texts.setText('draft', 'Dear');
		await vi.waitFor(() => expect(kept.current).toBe(false), PATIENTLY);
		expect(texts.text('draft')).toBe('Dear');
		expect(texts.isKept('other')).toBe(true);
		texts.setText('draft', 'Dear Sir');
		await vi.waitFor(() => expect(kept.current).toBe(true), PATIENTLY);
		await kept.stop();
	});

	test('is not replaced by what is on the disk, which is older, however long ago it was typed', async () => {
		const { store, open } = aDevice();
		await store.put(['user', 'user_ada', 'text', 'draft'], 'D');
		const disk = failing(store, new StorageError('failed'));
		const texts = await open('user_ada', { disk });
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		onTestFinished(() => void vi.useRealTimers());
		texts.setText('draft', 'Dear');
		await vi.advanceTimersByTimeAsync(1_000);
		expect(texts.isKept('draft')).toBe(false);
		await texts.refresh();
		expect(texts.text('draft')).toBe('Dear');
	});

	test('is stored when a later write has stored it, though an earlier one fails after that', async () => {
		const { store, open } = aDevice();
		const ends: (() => void)[] = [];
		const disk: KeyValueStore = {
			...store,
			transact: (mode, work) =>
				new Promise((resolve, reject) => {
					const isFirst = ends.length === 0;
					ends.push(() =>
						isFirst ? reject(new StorageError('failed')) : resolve(store.transact(mode, work))
					);
				})
		};
		const texts = await open('user_ada', { disk });
		texts.setText('draft', 'D');
		texts.setText('draft', 'De');
		for (const end of ends.reverse()) {
			end();
			await nextTask();
		}
		expect(texts.isKept('draft')).toBe(true);
	});

	test('is not stored any more when room was made too late: it may be wiped by then', async () => {
		const { store, open } = aDevice();
		const texts = await open('user_ada', { disk: failing(store, FULL) });
		texts.setText('draft', 'Dear');
		texts.close();
		await nextTask();
		expect((await store.list(['user', 'user_ada', 'text'])).size).toBe(0);
	});
});
