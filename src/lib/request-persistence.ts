import { SYNC_TAG } from './background-sync.js';
import { browserFeatures } from './browser-features.js';
import type { Report } from './diagnostics.js';

/** Background Sync. Not every browser has it, and TypeScript does not know it. */
interface WithSync {
	sync?: { register: (tag: string) => Promise<void> };
}

/**
 * Asks the browser to protect pending mutations: to keep this app's storage when the disk is full, and to
 * wake the service worker when there is a network again. The browser may refuse both.
 */
export async function requestPersistence(window: Window, report: Report): Promise<void> {
	const requests = [persist(window), registerSync(browserFeatures(window, report).workers)];
	for (const outcome of await Promise.allSettled(requests)) {
		if (outcome.status === 'rejected') report('persistence_refused', outcome.reason);
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
