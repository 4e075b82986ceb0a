import { expect, test, vi } from 'vitest';
import { SYNC_TAG } from './background-sync.js';
import { requestPersistence } from './request-persistence.js';
import { noReport } from './fakes/no-report.js';

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
		windowWith({ storage: { persist }, serviceWorker: workersWith({ sync: { register } }) }),
		noReport
	);
	expect(persist).toHaveBeenCalledOnce();
	expect(register).toHaveBeenCalledExactlyOnceWith(SYNC_TAG);
});

test.each<[string, object, number?]>([
	['has neither', {}],
	['has no Background Sync', { serviceWorker: workersWith({}) }],
	['has no service worker for the app', { serviceWorker: workersWith(undefined) }],
	[
		'fails where it is asked',
		{ storage: { persist: fail }, serviceWorker: { getRegistration: fail } },
		2
	],
	[
		'refuses both',
		{
			storage: { persist: () => Promise.reject(new Error('no')) },
			serviceWorker: workersWith({ sync: { register: () => Promise.reject(new Error('no')) } })
		},
		2
	]
])('nothing rejects in a browser that %s', async (_what, parts, refusals = 0) => {
	const report = vi.fn();
	await expect(requestPersistence(windowWith(parts), report)).resolves.toBeUndefined();
	expect(report).toHaveBeenCalledTimes(refusals);
});
