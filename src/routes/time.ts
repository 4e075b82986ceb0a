/** Formats times in the user's language and time zone, as short as possible. */
export interface Times {
	/** The time of day: "09:14". */
	clock: (ms: number) => string;
	/** Date and time in full, for a tooltip. */
	exact: (ms: number) => string;
	/** A day: "today", "yesterday", "Friday, March 6", with the year if it is not the current one. */
	day: (ms: number, now?: number) => string;
	/** How long ago a time in the last hour was: "now", "5 min"; `undefined` for any other time. */
	recent: (ms: number, now?: number) => string | undefined;
	/**
	 * A past time for a narrow space: the time of day when it was today, "yesterday", the weekday
	 * when it was in the week before, and otherwise the date.
	 */
	brief: (ms: number, now?: number) => string;
	/** A past time: the time of day when it was today, otherwise the day too. */
	moment: (ms: number, now?: number) => string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Creates the formats of a locale.
 *
 * @param dayAndClock joins a day and a time of day
 * @param readClock returns the time
 */
export function timesIn(
	locale: string | undefined,
	dayAndClock: (day: string, clock: string) => string,
	readClock: () => number = Date.now
): Times {
	const format = (options: Intl.DateTimeFormatOptions) => {
		const formatter = once(() => new Intl.DateTimeFormat(locale, options));
		return (ms: number) => formatter().format(ms);
	};
	const clock = format({ timeStyle: 'short' });
	const date = format({ dateStyle: 'short' });
	const weekday = format({ weekday: 'short' });
	const exact = format({ dateStyle: 'full', timeStyle: 'short' });
	const dayOfThisYear = format({ weekday: 'long', day: 'numeric', month: 'long' });
	const dayOfAnyYear = format({ dateStyle: 'long' });
	const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
	const minutes = once(
		() => new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'short' })
	);

	function day(ms: number, now = readClock()): string {
		const ago = daysAgo(ms, now);
		if (ago === 0 || ago === 1) return relative().format(-ago, 'day');
		const isThisYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
		return (isThisYear ? dayOfThisYear : dayOfAnyYear)(ms);
	}

	function moment(ms: number, now = readClock()): string {
		return daysAgo(ms, now) === 0 ? clock(ms) : dayAndClock(day(ms, now), clock(ms));
	}

	function recent(ms: number, now = readClock()): string | undefined {
		const ago = Math.floor((now - ms) / MINUTE_MS);
		if (Math.abs(ago) >= 60) return undefined;
		// The clocks of a device and a server always differ a little.
		return ago < 1 ? relative().format(0, 'second') : minutes().format(ago);
	}

	function brief(ms: number, now = readClock()): string {
		const ago = daysAgo(ms, now);
		if (ago === 0) return clock(ms);
		if (ago === 1) return relative().format(-1, 'day');
		return ago > 1 && ago < 7 ? weekday(ms) : date(ms);
	}

	return { clock, exact, day, recent, brief, moment };
}

/** Counts calendar days in local time: twice a year a day does not have 24 hours. */
function daysAgo(ms: number, now: number): number {
	const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
	return Math.round((midnight(now) - midnight(ms)) / DAY_MS);
}

function once<Value>(make: () => Value): () => Value {
	let made: Value | undefined;
	return () => (made ??= make());
}

/** A calendar day in local time, as a key that sorts and compares. */
export function dayKey(ms: number): string {
	const date = new Date(ms);
	const two = (part: number) => String(part).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
