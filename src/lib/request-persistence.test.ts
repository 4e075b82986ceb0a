import { expect, test, vi } from 'vitest';
import { SYNC_TAG } from './background-sync.js';
import { requestPersistence } from './request-persistence.js';

const register = vi.fn(() => Promise.resolve());
const persist = vi.fn(() => Promise.resolve(true));

/** A browser's navigator with this much of what is asked for. */
const navigatorWith = (parts: object) => parts as unknown as Navigator;
const workersWith = (registration: object | undefined) => ({
	getRegistration: () => Promise.resolve(registration)
});

test('the browser is asked to keep the storage, and to wake the service worker', async () => {
	await requestPersistence(
		navigatorWith({ storage: { persist }, serviceWorker: workersWith({ sync: { register } }) })
	);
	expect(persist).toHaveBeenCalledOnce();
	expect(register).toHaveBeenCalledExactlyOnceWith(SYNC_TAG);
});

test.each<[string, object]>([
	['has neither', {}],
	['has no Background Sync', { serviceWorker: workersWith({}) }],
	['has no service worker for the app', { serviceWorker: workersWith(undefined) }],
	[
		'refuses both',
		{
			storage: { persist: () => Promise.reject(new Error('no')) },
			serviceWorker: workersWith({ sync: { register: () => Promise.reject(new Error('no')) } })
		}
	]
])('nothing rejects in a browser that %s', async (_what, parts) => {
	await expect(requestPersistence(navigatorWith(parts))).resolves.toBeUndefined();
});
