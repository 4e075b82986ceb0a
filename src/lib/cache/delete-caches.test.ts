import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deleteCaches } from './delete-caches.js';

/** Cache Storage that deletes as it is told. */
const storage = (remove: (name: string) => Promise<boolean>) =>
	({ delete: remove }) as unknown as CacheStorage;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('deletes all of them, though one cannot be', async () => {
	const deleted: string[] = [];
	const remove = (name: string) => {
		deleted.push(name);
		return name === 'a' ? Promise.reject(new Error('no')) : Promise.resolve(true);
	};
	await deleteCaches(storage(remove), ['a', 'b']);
	expect(deleted).toEqual(['a', 'b']);
});

test('does nothing where a browser has no caches', async () => {
	await deleteCaches(undefined, ['a']);
});

test('waits no longer than two seconds for a storage that does not answer', async () => {
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
