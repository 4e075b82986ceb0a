/** The name of the cache in Cache Storage that has the snapshots. */
export const SNAPSHOT_CACHE = 'snapshots';

/** The id of the element with the snapshot. */
export const SNAPSHOT_ID = 'snapshot';

/**
 * The names by which a snapshot knows parts of the app. A component marks its element with one of them in
 * `data-snapshot`; `snapshot-names.test.ts` compares the two. Classes and tags may change freely.
 *
 * What may be wrong at the next launch has `data-momentary` instead, and is left out. The text of a time
 * that says how long ago it is has the text for later in `data-snapshot-earlier`.
 */
export const SNAPSHOT_PARTS = [
	/** What a snapshot is made of. */
	'frame',
	/** Its scroll position is restored. */
	'scroller',
	/** The heading of a day in the list of messages, such as "Today". */
	'day',
	/** Another time that is right on its day only. */
	'dated',
	/** The messages of one author. */
	'group',
	/** The same, where only the line above the first unread message divides them from the group before. */
	'continued',
	'message',
	/** Older messages than the newest are on the screen: no snapshot is taken. */
	'away'
] as const;

export type SnapshotPart = (typeof SNAPSHOT_PARTS)[number];

/** The CSS selector of a part. */
export function part(name: SnapshotPart): string {
	return `[data-snapshot=${name}]`;
}
