import { expect, test, vi } from 'vitest';
import { useFakeTime } from '../fakes/fake-time.js';
import { deleteCaches, sizeOfCaches } from './snapshot-caches.js';

/** Cache Storage whose deletions the test controls. */
const storage = (remove: (name: string) => Promise<boolean>) =>
	({ delete: remove }) as unknown as CacheStorage;

const answerWith = (text: string) => new Response(text);

useFakeTime();

test('deletes all caches although one cannot be deleted', async () => {
	const deleted: string[] = [];
	const remove = (name: string) => {
		deleted.push(name);
		return name === 'a' ? Promise.reject(new Error('no')) : Promise.resolve(true);
	};
	await deleteCaches(storage(remove), ['a', 'b']);
	expect(deleted).toEqual(['a', 'b']);
});

test('does nothing in a browser without Cache Storage', async () => {
	await deleteCaches(undefined, ['a']);
});

test('waits at most two seconds for a storage that does not answer', async () => {
	let isOver = false;
	void deleteCaches(
		storage(() => new Promise(() => undefined)),
		['a']
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
	expect(await sizeOfCaches(caches, ['a', 'b'])).toBe(6);
	expect(opened).toEqual(['a']);
	expect(await sizeOfCaches(undefined, ['a'])).toBe(0);
	const failing = { has: () => Promise.reject(new Error('no')) } as unknown as CacheStorage;
	expect(await sizeOfCaches(failing, ['a'])).toBe(0);
});
