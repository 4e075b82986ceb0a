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

export const openChannel: OpenChannel = (name) => unlessRefused(() => new BroadcastChannel(name));

/** Web Locks; `undefined` where there are none. */
export function locksOf({ navigator }: Window): LockManager | undefined {
	return unlessRefused(() => navigator.locks);
}

/** Cache Storage; `undefined` where there is none. */
export function cachesOf(window: Window): CacheStorage | undefined {
	return unlessRefused(() => window.caches);
}

/** Local storage; `undefined` where the page may not use it. */
export function localStorageOf(window: Window): Storage | undefined {
	return unlessRefused(() => window.localStorage);
}

/** The page's service workers; `undefined` where it can have none. */
export function serviceWorkersOf({ navigator }: Window): ServiceWorkerContainer | undefined {
	return unlessRefused(() => navigator.serviceWorker);
}

function unlessRefused<Feature>(ask: () => Feature): Feature | undefined {
	try {
		return ask();
	} catch {
		return undefined;
	}
}
