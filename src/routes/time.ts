/** How points in time are shown: in the user's language and time zone, as short as is clear. */
export interface Times {
	/** The time of day: "09:14". */
	clock: (ms: number) => string;
	/** Date and time in full, for a tooltip. */
	exact: (ms: number) => string;
	/** A day as people say it: "today", "yesterday", "Friday, March 6", with the year when it is not this one. */
	day: (ms: number, now?: number) => string;
	/** A moment in the past for a narrow place: the time of day when it was today, and otherwise the date. */
	brief: (ms: number, now?: number) => string;
	/** A moment in the past: the time of day when it was today, and otherwise the day too. */
	moment: (ms: number, now?: number) => string;
}

/**
 * Writes points in time as is usual in a locale.
 *
 * @param dayAndClock puts a day and a time of it together
 */
export function timesIn(
	locale: string | undefined,
	dayAndClock: (day: string, clock: string) => string
): Times {
	const format = (options: Intl.DateTimeFormatOptions) => {
		const formatter = new Intl.DateTimeFormat(locale, options);
		return (ms: number) => formatter.format(ms);
	};
	const clock = format({ hour: '2-digit', minute: '2-digit' });
	const date = format({ dateStyle: 'short' });
	const exact = format({ dateStyle: 'full', timeStyle: 'short' });
	const dayOfThisYear = format({ weekday: 'long', day: 'numeric', month: 'long' });
	const dayOfAnyYear = format({ dateStyle: 'long' });
	const relativeDay = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

	function day(ms: number, now = Date.now()): string {
		const today = new Date(now);
		for (const daysAgo of [0, 1]) {
			// By the calendar: twice a year a day does not have 24 hours.
			const then = new Date(today.getFullYear(), today.getMonth(), today.getDate() - daysAgo);
			if (dayKey(ms) === dayKey(then.getTime())) return relativeDay.format(-daysAgo, 'day');
		}
		const isThisYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
		return (isThisYear ? dayOfThisYear : dayOfAnyYear)(ms);
	}

	function moment(ms: number, now = Date.now()): string {
		return dayKey(ms) === dayKey(now) ? clock(ms) : dayAndClock(day(ms, now), clock(ms));
	}

	function brief(ms: number, now = Date.now()): string {
		return dayKey(ms) === dayKey(now) ? clock(ms) : date(ms);
	}

	return { clock, exact, day, brief, moment };
}

/** A calendar day in local time, as a key that sorts and compares. */
export function dayKey(ms: number): string {
	const date = new Date(ms);
	const two = (part: number) => String(part).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
