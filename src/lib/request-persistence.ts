import { SYNC_TAG } from './background-sync.js';
import { serviceWorkersOf } from './browser-features.js';

/** Background Sync. Not every browser has it, and TypeScript does not know it. */
interface WithSync {
	sync?: { register: (tag: string) => Promise<void> };
}

export interface PersistenceOptions {
	/** Whether the pending mutations are lost when the page goes. */
	isInMemory: boolean;
	/** Ends the question before the page goes. */
	signal: AbortSignal;
}

/**
 * Asks the browser to protect pending mutations: to keep this app's storage when the disk is full, and to
 * wake the service worker when there is a network again. The browser may refuse both. Where mutations are
 * in memory only, the browser asks its user before the page goes.
 */
export async function requestPersistence(
	window: Window,
	{ isInMemory, signal }: PersistenceOptions
): Promise<void> {
	if (signal.aborted) return;
	if (isInMemory) {
		const ask = (event: BeforeUnloadEvent) => event.preventDefault();
		window.addEventListener('beforeunload', ask, { signal });
	} else {
		await Promise.allSettled([persist(window), registerSync(serviceWorkersOf(window))]);
	}
}

async function persist({ navigator }: Window): Promise<void> {
	await navigator.storage?.persist?.();
}

async function registerSync(workers: ServiceWorkerContainer | undefined): Promise<void> {
	// `ready` would wait for ever in an app without a service worker.
	const registration = await workers?.getRegistration();
	await (registration as WithSync | undefined)?.sync?.register(SYNC_TAG);
}
