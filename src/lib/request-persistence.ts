import { SYNC_TAG } from './background-sync.js';

/** Background Sync, which not every browser has, and TypeScript does not know. */
interface WithSync {
	sync?: { register: (tag: string) => Promise<void> };
}

/**
 * Asks the browser for what helps something unsent: not to clear this app's storage when room is short,
 * and to wake its service worker when there is a network. It may refuse either.
 */
export async function requestPersistence({ storage, serviceWorker }: Navigator): Promise<void> {
	await Promise.allSettled([storage?.persist?.(), registerSync(serviceWorker)]);
}

async function registerSync(workers: ServiceWorkerContainer | undefined): Promise<void> {
	// `ready` would wait for a service worker that an app need not have.
	const registration = await workers?.getRegistration();
	await (registration as WithSync | undefined)?.sync?.register(SYNC_TAG);
}
