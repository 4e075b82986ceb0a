/** When the jobs of `crons.ts` run. All times are UTC. */
import type { JSONObject } from './json.ts';

type Schedule =
	| { type: 'interval'; seconds?: number; minutes?: number; hours?: number }
	| { type: 'hourly' | 'daily'; hourUTC?: number; minuteUTC?: number }
	| { type: 'weekly'; dayOfWeek: string; hourUTC: number; minuteUTC?: number }
	| { type: 'monthly'; day: number; hourUTC: number; minuteUTC?: number }
	| { type: 'cron'; cron: string };

/** A job of `crons.ts`: `name` is its function's. */
export type Cron = { name: string; args: JSONObject[]; schedule: Schedule };

const MINUTE_MS = 60_000;
/** Four years have every date, and a job on 30 February never comes. */
const LAST_MINUTE = 4 * 366 * 24 * 60;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** When a job runs for the first time after a time; both in milliseconds. */
export function nextRun(schedule: Schedule, afterMs: number): number {
	if (schedule.type === 'interval') {
		const { seconds = 0, minutes = 0, hours = 0 } = schedule;
		return afterMs + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
	}
	const [minutes, hours, days, months, weekdays] = fieldsOf(schedule);
	let at = Math.floor(afterMs / MINUTE_MS) * MINUTE_MS;
	for (let i = 0; i < LAST_MINUTE; i++) {
		at += MINUTE_MS;
		const date = new Date(at);
		if (!minutes?.has(date.getUTCMinutes()) || !hours?.has(date.getUTCHours())) continue;
		if (!months?.has(date.getUTCMonth() + 1)) continue;
		const isDay = days?.has(date.getUTCDate()) ?? true;
		const isWeekday = weekdays?.has(date.getUTCDay()) ?? true;
		// As in every cron: when both kinds of day are given, one of them is enough.
		if (days && weekdays ? isDay || isWeekday : isDay && isWeekday) return at;
	}
	return Infinity;
}

/** The numbers of each field; of days, `undefined` for all. */
function fieldsOf(schedule: Exclude<Schedule, { type: 'interval' }>) {
	const [minute = '', hour = '', day = '', month = '', weekday = ''] = textOf(schedule)
		.trim()
		.toLowerCase()
		.split(/\s+/);
	const unlessAll = (text: string, numbers: Set<number>) => (text === '*' ? undefined : numbers);
	const weekdays = numbersIn(weekday, 0, 7, DAYS);
	if (weekdays.has(7)) weekdays.add(0);
	return [
		numbersIn(minute, 0, 59),
		numbersIn(hour, 0, 23),
		unlessAll(day, numbersIn(day, 1, 31)),
		numbersIn(month, 1, 12, ['', ...MONTHS]),
		unlessAll(weekday, weekdays)
	] as const;
}

function textOf(schedule: Exclude<Schedule, { type: 'interval' }>): string {
	if (schedule.type === 'cron') return schedule.cron;
	const time = `${schedule.minuteUTC ?? 0} ${schedule.hourUTC ?? '*'}`;
	if (schedule.type === 'weekly') return `${time} * * ${schedule.dayOfWeek.slice(0, 3)}`;
	return schedule.type === 'monthly' ? `${time} ${schedule.day} * *` : `${time} * * *`;
}

/** The numbers that a field like `1-5`, `1,3` or a star with `/15` stands for. Throws when it is none. */
function numbersIn(field: string, least: number, most: number, names: string[] = []): Set<number> {
	const toNumber = (text: string) => (names.includes(text) ? names.indexOf(text) : Number(text));
	const numbers = new Set<number>();
	for (const part of field.split(',')) {
		const [range = '', step = '1'] = part.split('/');
		const [from = '', to = step === '1' ? from : String(most)] = range.split('-');
		const [first, last] = range === '*' ? [least, most] : [toNumber(from), toNumber(to)];
		const isRange = part !== '' && first >= least && last <= most && Number(step) >= 1;
		if (!isRange) throw new Error(`"${field}" is no field of a cron expression.`);
		for (let i = first; i <= last; i += Number(step)) numbers.add(i);
	}
	return numbers;
}
