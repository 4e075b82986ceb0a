/** How points in time are shown: in the user's language and time zone, as short as is clear. */

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });
const relativeDay = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** The time of day: "09:14". */
export function formatClock(ms: number): string {
	return clock.format(ms);
}

/** Date and time in full, for a tooltip. */
export function formatExact(ms: number): string {
	return exact.format(ms);
}

/** A calendar day in local time, as a key that sorts and compares. */
export function dayKey(ms: number): string {
	const date = new Date(ms);
	const two = (part: number) => String(part).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A day as people say it: "today", "yesterday", "Friday, March 6", with the year when it is not this one. */
export function formatDay(ms: number, now = Date.now()): string {
	const today = new Date(now);
	for (const daysAgo of [0, 1]) {
		// By the calendar: twice a year a day does not have 24 hours.
		const then = new Date(today.getFullYear(), today.getMonth(), today.getDate() - daysAgo);
		if (dayKey(ms) === dayKey(then.getTime())) return relativeDay.format(-daysAgo, 'day');
	}
	const isThisYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
	return (isThisYear ? day : dayOfYear).format(ms);
}

/** A moment in the past: the time of day when it was today, and otherwise the day too. */
export function formatMoment(ms: number, now = Date.now()): string {
	if (dayKey(ms) === dayKey(now)) return formatClock(ms);
	return `${formatDay(ms, now)}, ${formatClock(ms)}`;
}
