import { expect, test, vi } from 'vitest';
import { useFakeTime } from '../fakes/fake-time.js';
import { sizeOfCaches } from './size-of-caches.js';
import { deleteCaches } from './snapshot-caches.js';
import { noReport } from '../fakes/no-report.js';

/** Cache Storage whose deletions the test controls. */
const storage = (remove: (name: string) => Promise<boolean>, entries: string[] = []) =>
	({
		has: () => Promise.resolve(true),
		open: () =>
			Promise.resolve({
				keys: () => Promise.resolve([...entries]),
				delete: (entry: string) => Promise.resolve(entries.splice(entries.indexOf(entry), 1))
			}),
		delete: remove
	}) as unknown as CacheStorage;

const answerWith = (text: string) => new Response(text);

useFakeTime();

test('deletes all caches although one cannot be deleted', async () => {
	const deleted: string[] = [];
	const remove = (name: string) => {
		deleted.push(name);
		return name === 'a' ? Promise.reject(new Error('no')) : Promise.resolve(true);
	};
	expect(await deleteCaches(storage(remove), ['a', 'b'], noReport)).toBe(false);
	expect(deleted).toEqual(['a', 'b']);
});

test('deletes what is in a cache that a full disk does not let go', async () => {
	const entries = ['/c/1', '/c/2'];
	expect(
		await deleteCaches(
			storage(() => Promise.resolve(false), entries),
			['a'],
			noReport
		)
	).toBe(true);
	expect(entries).toEqual([]);
});

test('does nothing in a browser without Cache Storage', async () => {
	expect(await deleteCaches(undefined, ['a'], noReport)).toBe(true);
});

test('waits at most two seconds for a storage that does not answer', async () => {
	let isOver = false;
	void deleteCaches(
		storage(() => new Promise(() => undefined)),
		['a'],
		noReport
	).then(() => (isOver = true));
	await vi.advanceTimersByTimeAsync(1_999);
	expect(isOver).toBe(false);
	await vi.advanceTimersByTimeAsync(1);
	expect(isOver).toBe(true);
});

test('measures the responses in existing caches, and creates no cache', async () => {
	const opened: string[] = [];
	const caches = {
		has: (name: string) => Promise.resolve(name === 'a'),
		open: (name: string) => {
			opened.push(name);
			return Promise.resolve({ matchAll: () => Promise.resolve(['1234', 'ä'].map(answerWith)) });
		}
	} as unknown as CacheStorage;
	expect(await sizeOfCaches(caches, ['a', 'b'], noReport)).toBe(6);
	expect(opened).toEqual(['a']);
	expect(await sizeOfCaches(undefined, ['a'], noReport)).toBe(0);
	const failing = { has: () => Promise.reject(new Error('no')) } as unknown as CacheStorage;
	expect(await sizeOfCaches(failing, ['a'], noReport)).toBe(0);
});
