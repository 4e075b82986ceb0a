/**
 * Where snapshots of the last conversations lie: the page keeps them, and the service worker puts them
 * into the page that it answers with.
 */

/** The cache, in Cache Storage. */
export const SNAPSHOT_CACHE = 'snapshots';

/** The element that a snapshot is in. */
export const SNAPSHOT_ID = 'snapshot';

/** Stands in the page where a snapshot belongs. */
export const SNAPSHOT_MARK = '<!-- snapshot -->';

/** The header of a snapshot with the calendar day on which it was kept. */
export const SNAPSHOT_DAY = 'snapshot-day';

/** Hides what counts from today, "Today" and "yesterday", in a snapshot of another day. */
export const HIDE_DAYS = `<style>#${SNAPSHOT_ID} :is([role=log] h2, nav time) { visibility: hidden }</style>`;

/** Bumped when the page no longer understands an older snapshot; another version's is not found. */
const VERSION = 2;

/** The key in the cache of the snapshot for a path of the app. */
export function snapshotKey(path: string): string {
	return `${path}?snapshot=${VERSION}`;
}

/** Names the calendar day in local time. */
export function calendarDay(date = new Date()): string {
	return date.toDateString();
}

/** A page with a snapshot where it belongs. */
export function placeSnapshot(page: string, snapshot: string): string {
	// As a function: in a text, `$&` and its like would be instructions.
	return page.replace(SNAPSHOT_MARK, () => snapshot);
}
