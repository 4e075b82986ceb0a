import type { Report } from './diagnostics.js';

/**
 * What not every browser has, or lets a page use. The library asks for it here and nowhere else;
 * docs/browser-features.md says what becomes of the app without each. A browser refuses a feature by
 * throwing: in a private window, with cookies blocked, in a frame of another site.
 */

/** What a `BroadcastChannel` does, as far as the library needs it. */
export type Channel = Pick<
	BroadcastChannel,
	'postMessage' | 'addEventListener' | 'removeEventListener' | 'close'
>;

/** Opens a channel to the other tabs of the app; `undefined` where they cannot be heard. */
export type OpenChannel = (name: string) => Channel | undefined;

/** What a page may have, or not. */
export interface BrowserFeatures {
	/** Cache Storage. */
	caches: CacheStorage | undefined;
	/** Local storage. */
	noteStorage: Storage | undefined;
	/** Web Locks. */
	locks: LockManager | undefined;
	/** The page's service workers. */
	workers: ServiceWorkerContainer | undefined;
	openChannel: OpenChannel;
}

/** Asks for all of them; what is missing or refused is `undefined`. */
export function browserFeatures(window: Window, report: Report): BrowserFeatures {
	const unlessRefused = <Feature>(ask: () => Feature): Feature | undefined => {
		try {
			return ask();
		} catch (error) {
			report('browser_refused', error);
			return undefined;
		}
	};
	return {
		caches: unlessRefused(() => window.caches),
		noteStorage: unlessRefused(() => window.localStorage),
		locks: unlessRefused(() => window.navigator.locks),
		workers: unlessRefused(() => window.navigator.serviceWorker),
		openChannel: (name) => unlessRefused(() => new BroadcastChannel(name))
	};
}
