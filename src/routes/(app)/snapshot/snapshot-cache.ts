/**
 * The storage of the snapshots of the last conversations. The page stores them, and the service worker
 * inserts them into the page that it answers with.
 */

/** The name of the cache in Cache Storage. */
export const SNAPSHOT_CACHE = 'snapshots';

/** The id of the element with the snapshot. */
export const SNAPSHOT_ID = 'snapshot';

/** The mark in the page at which the snapshot is inserted. */
export const SNAPSHOT_MARK = '<!-- snapshot -->';

/** The headers of a stored snapshot that say when, and at what distance from UTC, it was taken. */
const SNAPSHOT_DAY = 'snapshot-day';
const SNAPSHOT_OFFSET = 'snapshot-offset';

const hide = (elements: string) =>
	`<style>#${SNAPSHOT_ID} :is(${elements}) { visibility: hidden }</style>`;

/** Hides relative days, such as "Today" and "yesterday". */
const HIDE_DAYS = hide('[role=log] h2, nav time');

/** Hides every day and time. */
const HIDE_TIMES = hide('[role=log] h2, time');

/** Bumped when the page no longer understands an older snapshot; another version's is not found. */
const VERSION = 2;

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

/** The headers of a snapshot that is taken now. */
export function takenAt(now = new Date()): Record<string, string> {
	return {
		[SNAPSHOT_DAY]: now.toDateString(),
		[SNAPSHOT_OFFSET]: String(now.getTimezoneOffset())
	};
}

/** The style that hides what is outdated in a snapshot: days on another day, times in another time zone. */
export function hideOutdated(headers: Headers, now = new Date()): string {
	const isSame = (header: string) => headers.get(header) === takenAt(now)[header];
	if (!isSame(SNAPSHOT_OFFSET)) return HIDE_TIMES;
	return isSame(SNAPSHOT_DAY) ? '' : HIDE_DAYS;
}

/** Inserts a snapshot into a page. */
export function placeSnapshot(page: string, snapshot: string): string {
	// A function, because `$&` and similar have a meaning in a replacement string.
	return page.replace(SNAPSHOT_MARK, () => snapshot);
}
