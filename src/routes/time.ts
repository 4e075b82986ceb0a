/** What formatted times depend on. */
export interface TimeSource {
	/** The time in milliseconds since 1970. */
	readonly now: number;
	/** The IANA name of the time zone, such as "Europe/London". */
	readonly zone: string;
}

/** The time zone that the system has now. */
export function systemZone(): string {
	const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
	// Chromium says so where the system names none. It uses UTC then, and takes only that name back.
	return timeZone === 'Etc/Unknown' ? 'UTC' : timeZone;
}

/** The system's time in the system's zone. */
const SYSTEM: TimeSource = {
	get now() {
		return Date.now();
	},
	get zone() {
		return systemZone();
	}
};

/** Formats times in the user's language and time zone, as short as possible. */
export interface Times {
	/** A calendar day, as a key that sorts and compares: "2026-03-06". */
	dayKey: (ms: number) => string;
	/** The time of day: "09:14". */
	clock: (ms: number) => string;
	/** Date and time in full, for a tooltip. */
	exact: (ms: number) => string;
	/** A day with its year, for a text that is read later: "March 6, 2026". */
	date: (ms: number) => string;
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
 * Creates the formats of a locale. All of them are in the zone that the source has when they are called,
 * so that every time on the screen changes its zone at once.
 *
 * @param withClock adds a time of day to a text
 */
export function timesIn(
	locale: string | undefined,
	withClock: (what: string, clock: string) => string,
	source: TimeSource = SYSTEM
): Times {
	/** A formatter keeps the zone in which it was made. */
	const format = (options: Intl.DateTimeFormatOptions, language = locale) => {
		let made: { timeZone: string; formatter: Intl.DateTimeFormat } | undefined;
		return (ms: number) => {
			const timeZone = source.zone;
			if (made?.timeZone !== timeZone) {
				made = {
					timeZone,
					formatter: new Intl.DateTimeFormat(language, { ...options, timeZone })
				};
			}
			return made.formatter.format(ms);
		};
	};
	// Sweden writes dates in the order of ISO 8601.
	const dayKey = format({ dateStyle: 'short' }, 'sv');
	const clock = format({ timeStyle: 'short' });
	const shortDate = format({ dateStyle: 'short' });
	const weekday = format({ weekday: 'short' });
	const exact = format({ dateStyle: 'full', timeStyle: 'short' });
	const dayOfThisYear = format({ weekday: 'long', day: 'numeric', month: 'long' });
	const date = format({ dateStyle: 'long' });
	const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
	const minutes = once(
		() => new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'short' })
	);

	/** Counts calendar days: twice a year a day does not have 24 hours. */
	function daysAgo(ms: number, now: number): number {
		return (Date.parse(dayKey(now)) - Date.parse(dayKey(ms))) / DAY_MS;
	}

	function day(ms: number, now = source.now): string {
		const ago = daysAgo(ms, now);
		if (ago === 0 || ago === 1) return relative().format(-ago, 'day');
		const yearOf = (time: number) => dayKey(time).slice(0, 4);
		return (yearOf(ms) === yearOf(now) ? dayOfThisYear : date)(ms);
	}

	function moment(ms: number, now = source.now): string {
		return daysAgo(ms, now) === 0 ? clock(ms) : withClock(day(ms, now), clock(ms));
	}

	function recent(ms: number, now = source.now): string | undefined {
		const ago = Math.floor((now - ms) / MINUTE_MS);
		if (Math.abs(ago) >= 60) return undefined;
		// The clocks of a device and a server always differ a little.
		return ago < 1 ? relative().format(0, 'second') : minutes().format(ago);
	}

	function brief(ms: number, now = source.now): string {
		const ago = daysAgo(ms, now);
		if (ago === 0) return clock(ms);
		if (ago === 1) return relative().format(-1, 'day');
		return ago > 1 && ago < 7 ? weekday(ms) : shortDate(ms);
	}

	return { dayKey, clock, exact, date, day, recent, brief, moment };
}

function once<Value>(make: () => Value): () => Value {
	let made: Value | undefined;
	return () => (made ??= make());
}
