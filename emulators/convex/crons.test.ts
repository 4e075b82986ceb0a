import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nextRun, type Cron } from './crons.ts';
import { api } from './testing/api.ts';
import { failureOf, FUNCTIONS, startServer, temporaryFolder, until } from './testing/harness.ts';

const cron = (text: string): Cron['schedule'] => ({ type: 'cron', cron: text });

test.each<[string, Cron['schedule'], string]>([
	['an interval', { type: 'interval', minutes: 90 }, '2026-02-26T12:00:30'],
	['hourly', { type: 'hourly', minuteUTC: 17 }, '2026-02-26T11:17:00'],
	['daily', { type: 'daily', hourUTC: 9, minuteUTC: 5 }, '2026-02-27T09:05:00'],
	['weekly', { type: 'weekly', dayOfWeek: 'monday', hourUTC: 8 }, '2026-03-02T08:00:00'],
	['monthly', { type: 'monthly', day: 30, hourUTC: 1 }, '2026-03-30T01:00:00'],
	['every 15 minutes', cron('*/15 * * * *'), '2026-02-26T10:45:00'],
	['on working days', cron('0 9 * * mon-fri'), '2026-02-27T09:00:00'],
	['on a leap day', cron('0 0 29 2 *'), '2028-02-29T00:00:00'],
	['on the 1st or a Sunday', cron('0 0 1 * 7'), '2026-03-01T00:00:00'],
	['in some months', cron('30 6,18 1 JAN,jun *'), '2026-06-01T06:30:00']
])('the next time of a job that is %s', (_what, schedule, next) => {
	const after = Date.parse('2026-02-26T10:30:30Z');
	expect(new Date(nextRun(schedule, after)).toISOString()).toBe(`${next}.000Z`);
});

test.each(['61 * * * *', '* * * *', 'a * * * *', '5-70 * * * *'])('%s is refused', (text) => {
	expect(() => nextRun(cron(text), 0)).toThrow('no field of a cron expression');
});

test('a job of crons.ts runs when it is due, and when a control says so', async () => {
	const functionsDir = await temporaryFolder();
	await cp(FUNCTIONS, functionsDir, { recursive: true });
	await writeFile(
		join(functionsDir, 'crons.ts'),
		`import { cronJobs, makeFunctionReference } from 'convex/server';
		const crons = cronJobs();
		const write = makeFunctionReference('later:write');
		crons.interval('tidy', { hours: 1 }, write, { body: 'tidied' });
		export default crons;`
	);
	const server = await startServer({ functionsDir });
	const written = () => server.http().query(api.notes.list, { channel: 'later' });
	await server.control('run-cron', { name: 'tidy' });
	await until(async () => (await written()).length === 1);
	await server.control('advance-clock', { ms: 60 * 60 * 1_000 });
	await until(async () => (await written()).length === 2);
	expect((await failureOf(server.control('run-cron', { name: 'other' }))).message).toContain(
		'There is no cron job'
	);
});
