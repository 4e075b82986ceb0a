import { SYNC_TAG } from './background-sync.js';
import { serviceWorkersOf } from './browser-features.js';

/** Background Sync. Not every browser has it, and TypeScript does not know it. */
interface WithSync {
	sync?: { register: (tag: string) => Promise<void> };
}

/**
 * Asks the browser to protect pending mutations: to keep this app's storage when the disk is full, and to
 * wake the service worker when there is a network again. The browser may refuse both.
 */
export async function requestPersistence(window: Window): Promise<void> {
	await Promise.allSettled([persist(window), registerSync(serviceWorkersOf(window))]);
}

async function persist({ navigator }: Window): Promise<void> {
	await navigator.storage?.persist?.();
}

async function registerSync(workers: ServiceWorkerContainer | undefined): Promise<void> {
	// `ready` would wait for ever in an app without a service worker.
	const registration = await workers?.getRegistration();
	await (registration as WithSync | undefined)?.sync?.register(SYNC_TAG);
}
