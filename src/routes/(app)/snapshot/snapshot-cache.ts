/**
 * The storage of the snapshots of the last conversations. The page stores them, and the service worker
 * inserts them into the page that it answers with.
 */

/** The mark in the page at which the snapshot is inserted. */
export const SNAPSHOT_MARK = '<!-- snapshot -->';

/**
 * Bumped when the page no longer understands an older snapshot. Another version's is not found, and is
 * deleted with the oldest ones.
 */
const VERSION = 3;

/** The key in the cache of the snapshot for a path of the app. */
export function snapshotKey(path: string): string {
	return `${path}?snapshot=${VERSION}`;
}

/** The page's Cache Storage; `undefined` where the browser has none, or refuses it by throwing. */
export function cachesOf(window: Window): CacheStorage | undefined {
	try {
		return window.caches;
	} catch {
		return undefined;
	}
}

/** Inserts a snapshot into a page. */
export function placeSnapshot(page: string, snapshot: string): string {
	// A function, because `$&` and similar have a meaning in a replacement string.
	return page.replace(SNAPSHOT_MARK, () => snapshot);
}
