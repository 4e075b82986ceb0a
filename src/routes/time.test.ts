import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemZone, timesIn } from './time';

const times = timesIn(undefined, (day, clock) => `${day}, ${clock}`);

const at = (...parts: [number, number, number, number?, number?]) => new Date(...parts).getTime();
const NOW = at(2026, 2, 6, 15, 30);

/** The browser's name for a day relative to today, in the user's language. */
const relative = (days: number) =>
	new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(days, 'day');
const format = (ms: number, options: Intl.DateTimeFormatOptions) =>
	new Intl.DateTimeFormat(undefined, options).format(ms);

const { dayKey } = times;

describe('the key of a day', () => {
	test('is its date in local time', () => {
		expect(dayKey(at(2026, 2, 6, 0, 0))).toBe('2026-03-06');
		expect(dayKey(at(2026, 2, 6, 23, 59))).toBe('2026-03-06');
		expect(dayKey(at(2026, 2, 7, 0, 0))).toBe('2026-03-07');
	});

	test('sorts as the days do', () => {
		const days = [at(2025, 11, 31), at(2026, 0, 9), at(2026, 1, 10), at(2026, 9, 1)].map(dayKey);
		expect([...days].sort()).toEqual(days);
	});
});

describe('a day is called', () => {
	test('today until midnight', () => {
		expect(times.day(at(2026, 2, 6, 0, 0), NOW)).toBe(relative(0));
		expect(times.day(NOW, NOW)).toBe(relative(0));
	});

	test('yesterday, although it is only minutes ago', () => {
		expect(times.day(at(2026, 2, 5, 23, 59), at(2026, 2, 6, 0, 1))).toBe(relative(-1));
	});

	test('yesterday across the end of a month and of a year', () => {
		expect(times.day(at(2026, 1, 28, 12), at(2026, 2, 1, 12))).toBe(relative(-1));
		expect(times.day(at(2025, 11, 31, 12), at(2026, 0, 1, 12))).toBe(relative(-1));
	});

	describe('yesterday, where clocks change,', () => {
		const HOUR_MS = 60 * 60 * 1000;
		beforeEach(() => {
			vi.stubEnv('TZ', 'America/New_York');
		});
		afterEach(() => {
			vi.unstubAllEnvs();
		});

		test('just after a day of 23 hours', () => {
			expect(at(2026, 2, 9) - at(2026, 2, 8)).toBe(23 * HOUR_MS);
			expect(times.day(at(2026, 2, 8, 12), at(2026, 2, 9, 0, 30))).toBe(relative(-1));
			expect(times.day(at(2026, 2, 7, 12), at(2026, 2, 9, 0, 30))).not.toBe(relative(-1));
		});

		test('at the end of a day of 25 hours', () => {
			expect(at(2026, 10, 2) - at(2026, 10, 1)).toBe(25 * HOUR_MS);
			expect(times.day(at(2026, 9, 31, 12), at(2026, 10, 1, 23, 30))).toBe(relative(-1));
			expect(times.day(at(2026, 10, 1, 0), at(2026, 10, 1, 23, 30))).toBe(relative(0));
		});
	});

	test('by weekday and date when it is earlier this year', () => {
		const day = at(2026, 2, 4, 12);
		const name = format(day, { weekday: 'long', day: 'numeric', month: 'long' });
		expect(times.day(day, NOW)).toBe(name);
		expect(name).not.toContain('2026');
	});

	test('with the year when it is another one', () => {
		expect(times.day(at(2024, 2, 4, 12), NOW)).toContain('2024');
	});
});

describe('how long ago a moment was', () => {
	const ago = (ms: number) => times.recent(NOW - ms, NOW);
	const minutes = (count: number) =>
		new Intl.NumberFormat(undefined, {
			style: 'unit',
			unit: 'minute',
			unitDisplay: 'short'
		}).format(count);
	const now = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(0, 'second');

	test('is in minutes for an hour, and undefined after that', () => {
		expect([0, 59_999, 60_000, 5 * 60_000, 3_599_999].map(ago)).toEqual([
			now,
			now,
			minutes(1),
			minutes(5),
			minutes(59)
		]);
		expect(ago(3_600_000)).toBeUndefined();
	});

	test('is now when the server’s clock is a little ahead, and undefined when a clock is wrong', () => {
		expect(ago(-90_000)).toBe(now);
		expect(ago(-2 * 3_600_000)).toBeUndefined();
	});

	test('counts across midnight too', () => {
		expect(times.recent(at(2026, 2, 5, 23, 58), at(2026, 2, 6, 0, 1))).toBe(minutes(3));
	});
});

describe('in a narrow place a moment is', () => {
	const brief = (...parts: Parameters<typeof at>) => times.brief(at(...parts), NOW);

	test('the time of day when it was today', () => {
		expect(brief(2026, 2, 6, 9, 14)).toBe(times.clock(at(2026, 2, 6, 9, 14)));
	});

	test('yesterday, and before that the weekday for as long as there is only one', () => {
		expect(brief(2026, 2, 5, 9)).toBe(relative(-1));
		for (const day of [4, 3, 2, 1]) {
			expect(brief(2026, 2, day, 9)).toBe(format(at(2026, 2, day), { weekday: 'short' }));
		}
		expect(brief(2026, 1, 28)).toBe(format(at(2026, 1, 28), { weekday: 'short' }));
		expect(brief(2026, 1, 27)).toBe(format(at(2026, 1, 27), { dateStyle: 'short' }));
	});

	test('the date when it is in the future', () => {
		expect(brief(2026, 2, 7, 9)).toBe(format(at(2026, 2, 7), { dateStyle: 'short' }));
	});
});

test('the app’s clock gives the time', () => {
	const clock = { now: NOW, zone: systemZone() };
	const { recent, day } = timesIn(undefined, () => '', clock);
	expect(recent(NOW)).toBeDefined();
	clock.now = at(2026, 2, 7, 15, 30);
	expect(recent(NOW)).toBeUndefined();
	expect(day(NOW)).toBe(relative(-1));
});

test('when the app’s clock moves to another zone, all formats do', () => {
	const now = Date.UTC(2026, 2, 7, 2);
	const clock = { now, zone: 'Europe/London' };
	const { dayKey, ...formats } = timesIn('en-GB', (day, clock) => `${day}, ${clock}`, clock);
	// Near midnight: each format shows a day or a time of day.
	const ms = Date.UTC(2026, 2, 6, 23, 40);
	const all = () =>
		Object.entries({ ...formats, recent: () => dayKey(ms) }).map(([name, format]) => [
			name,
			String(format(ms))
		]);
	const before = new Map(all().map(([name, text]) => [name, text]));
	expect(before.get('moment')).toBe('yesterday, 23:40');
	clock.zone = 'Asia/Tokyo';
	expect(formats.moment(ms)).toBe('08:40');
	expect(dayKey(ms)).toBe('2026-03-07');
	for (const [name = '', text] of all()) expect(text, name).not.toBe(before.get(name));
	clock.zone = 'Europe/London';
	expect(new Map(all().map(([name, text]) => [name, text]))).toEqual(before);
});

describe('a moment is shown', () => {
	test('as the time of day when it was today', () => {
		const moment = at(2026, 2, 6, 9, 14);
		expect(times.moment(moment, NOW)).toBe(times.clock(moment));
		expect(times.clock(moment)).toContain('14');
	});

	test('with the day when it was before', () => {
		const moment = at(2026, 2, 5, 9, 14);
		expect(times.moment(moment, NOW)).toBe(`${relative(-1)}, ${times.clock(moment)}`);
	});

	test('in full where there is space', () => {
		const moment = at(2026, 2, 6, 9, 14);
		expect(times.exact(moment)).toContain('2026');
		expect(times.exact(moment)).toContain(format(moment, { month: 'long' }));
		expect(times.exact(moment)).toContain('14');
	});
});
