import { expect, test, vi } from 'vitest';
import { SYNC_TAG } from './background-sync.js';
import { requestPersistence } from './request-persistence.js';

const register = vi.fn(() => Promise.resolve());
const persist = vi.fn(() => Promise.resolve(true));

function fail(): never {
	throw new DOMException('The operation is insecure.', 'SecurityError');
}

/** A page whose navigator has these parts. */
const windowWith = (navigator: object) => ({ navigator }) as unknown as Window;
const workersWith = (registration: object | undefined) => ({
	getRegistration: () => Promise.resolve(registration)
});

test('the browser is asked to keep the storage, and to wake the service worker', async () => {
	await requestPersistence(
		windowWith({ storage: { persist }, serviceWorker: workersWith({ sync: { register } }) })
	);
	expect(persist).toHaveBeenCalledOnce();
	expect(register).toHaveBeenCalledExactlyOnceWith(SYNC_TAG);
});

test.each<[string, object]>([
	['has neither', {}],
	['has no Background Sync', { serviceWorker: workersWith({}) }],
	['has no service worker for the app', { serviceWorker: workersWith(undefined) }],
	[
		'fails where it is asked',
		{ storage: { persist: fail }, serviceWorker: { getRegistration: fail } }
	],
	[
		'refuses both',
		{
			storage: { persist: () => Promise.reject(new Error('no')) },
			serviceWorker: workersWith({ sync: { register: () => Promise.reject(new Error('no')) } })
		}
	]
])('nothing rejects in a browser that %s', async (_what, parts) => {
	await expect(requestPersistence(windowWith(parts))).resolves.toBeUndefined();
});
