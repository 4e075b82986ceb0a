import { SNAPSHOT_ID, part } from './snapshot-names';

/** The headers of a stored snapshot that say when, and at what distance from UTC, it was taken. */
const SNAPSHOT_DAY = 'snapshot-day';
const SNAPSHOT_OFFSET = 'snapshot-offset';

const hide = (elements: string) =>
	`<style>#${SNAPSHOT_ID} :is(${elements}) { visibility: hidden }</style>`;

/** Hides relative days, such as "Today" and "yesterday". */
const HIDE_DAYS = hide(`${part('day')}, ${part('dated')}`);

/** Hides every day and time. */
const HIDE_TIMES = hide(`${part('day')}, time`);

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
