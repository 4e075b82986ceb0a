import { join } from 'node:path';
import Database from 'libsql';
import { expect, onTestFinished, test, vi } from 'vitest';
import { api } from './testing/api.ts';
import { failureOf, startServer, temporaryFolder, until, type Server } from './testing/harness.ts';

const { later, notes } = api;
const listed = { channel: 'later' };

test('a mutation that took too long is tried again', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
	onTestFinished(() => void vi.useRealTimers());
	const server = await startServer();
	const id = await server.http().mutation(api.later.remindSlowly, {});
	await until(async () => (await server.runs())['later:hangOnce'] === 1);
	await vi.advanceTimersByTimeAsync(3_000);
	await until(() => server.reports.some((line) => line.includes('timed out')));
	await vi.advanceTimersByTimeAsync(1_000);
	await until(async () => (await server.http().query(api.later.state, { id })) === 'success');
	expect((await server.runs())['later:hangOnce']).toBe(2);
});

test('a job that cancels itself is cancelled, and has not succeeded', async () => {
	const http = (await startServer()).http();
	const id = await http.mutation(api.later.cancelItself, {});
	const state = () => http.query(api.later.state, { id });
	await until(async () => (await state()) !== 'pending');
	expect(await state()).toBe('canceled');
});

test('a scheduled mutation runs when it is due, and its writes are pushed', async () => {
	const server = await startServer();
	const client = server.client();
	const states: (string | null)[] = [];
	let bodies: string[] = [];
	client.onUpdate(notes.list, listed, (list) => (bodies = list));
	const id = await client.mutation(later.remind, { body: 'soon', inMs: 1000, to: 'write' });
	client.onUpdate(later.state, { id }, (state) => states.push(state));
	await until(() => states.length > 0);
	expect(bodies).toEqual([]);
	await server.control('advance-clock', { ms: 1000 });
	await until(() => bodies.length > 0);
	await until(() => states.at(-1) === 'success');
	expect(bodies).toEqual(['soon']);
	expect(states[0]).toBe('pending');
});

test('scheduled functions run in the order they are due', async () => {
	const server = await startServer();
	const client = server.client();
	await client.mutation(later.remindOfPast, { ago: [20, 60, 40, 0] });
	await until(async () => (await client.query(notes.list, listed)).length === 4);
	expect(await client.query(notes.list, listed)).toEqual(['60', '40', '20', '0']);
});

test('scheduled actions run, and actions schedule', async () => {
	const server = await startServer();
	const client = server.client();
	const id = await client.mutation(later.remind, { body: 'acted', inMs: 0, to: 'act' });
	await client.action(later.remindFromAction, { body: 'from an action' });
	await until(async () => (await client.query(notes.list, listed)).length === 2);
	await until(async () => (await client.query(later.state, { id })) === 'success');
	expect((await client.query(notes.list, listed)).sort()).toEqual(['acted', 'from an action']);
});

test('what is due while nothing can be written has not failed, and runs as soon as it can', async () => {
	const stateDir = await temporaryFolder();
	const server = await startServer({ stateDir });
	const client = server.client();
	const id = await client.mutation(later.remind, { body: 'in time', inMs: 500, to: 'write' });
	const holder = new Database(join(stateDir, 'data.sqlite'));
	holder.exec('BEGIN IMMEDIATE');
	await until(() => server.reports.some((line) => line.includes('another process uses it')));
	expect(await client.query(later.state, { id })).toBe('pending');
	expect(await client.query(notes.list, listed)).toEqual([]);
	holder.exec('ROLLBACK');
	await until(async () => (await client.query(later.state, { id })) === 'success');
	expect(await client.query(notes.list, listed)).toEqual(['in time']);
	holder.close();
});

test('what a failed mutation has scheduled does not run', async () => {
	const server = await startServer();
	const client = server.client();
	await failureOf(client.mutation(later.remindAndFail, {}));
	await client.mutation(later.remind, { body: 'after', inMs: 30, to: 'write' });
	await until(async () => (await client.query(notes.list, listed)).length > 0);
	expect(await client.query(notes.list, listed)).toEqual(['after']);
});

test('a scheduled mutation that fails has written nothing, and is not tried again', async () => {
	const server = await startServer();
	const client = server.client();
	const id = await client.mutation(later.remind, { body: 'bad', inMs: 0, to: 'fail' });
	await until(async () => (await client.query(later.state, { id })) === 'failed');
	expect(await client.query(notes.list, listed)).toEqual([]);
	expect(await server.runs()).toMatchObject({ 'later:fail': 1 });
	expect(server.reports.join()).toContain('Scheduled later:fail failed');
});

test('a cancelled function does not run', async () => {
	const server = await startServer();
	const client = server.client();
	const id = await client.mutation(later.remind, { body: 'no', inMs: 1000, to: 'write' });
	await client.mutation(later.cancel, { id });
	await client.mutation(later.remind, { body: 'yes', inMs: 1050, to: 'write' });
	await server.control('advance-clock', { ms: 1100 });
	await until(async () => (await client.query(notes.list, listed)).length > 0);
	expect(await client.query(notes.list, listed)).toEqual(['yes']);
	expect(await client.query(later.state, { id })).toBe('canceled');
});

test('what is scheduled outlives a restart', async () => {
	const stateDir = await temporaryFolder();
	const first = await startServer({ stateDir });
	await first.client().mutation(later.remind, { body: 'kept', inMs: 300, to: 'write' });
	await first.close();
	const second = await startServer({ stateDir });
	const client = second.client();
	await until(async () => (await client.query(notes.list, listed)).length > 0);
	expect(await client.query(notes.list, listed)).toEqual(['kept']);
});

test('what became of a function is known for seven days, and not for longer', async () => {
	vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: Date.now() });
	onTestFinished(() => void vi.useRealTimers());
	const stateDir = await temporaryFolder();
	const first = await startServer({ stateDir });
	const client = first.client();
	const day = 24 * 60 * 60 * 1000;
	const done = await client.mutation(later.remind, { body: 'done', inMs: 0, to: 'write' });
	const bad = await client.mutation(later.remind, { body: 'bad', inMs: 0, to: 'fail' });
	const ahead = await client.mutation(later.remind, { body: 'far', inMs: 9 * day, to: 'write' });
	const off = await client.mutation(later.remind, { body: 'no', inMs: 9 * day, to: 'write' });
	await client.mutation(later.cancel, { id: off });
	const statesIn = async (server: Server) => {
		const states = [done, bad, off, ahead].map((id) => server.http().query(later.state, { id }));
		return (await Promise.all(states)).map(String).join();
	};
	const kept = 'success,failed,canceled,pending';
	await until(async () => (await statesIn(first)) === kept);

	vi.advanceTimersByTime(7 * day - 60_000);
	// A mutation after it waits for its turn.
	await client.mutation(notes.add, { channel: 'a', body: 'later' });
	expect(await statesIn(first)).toBe(kept);
	vi.advanceTimersByTime(2 * 60 * 60_000);
	await until(async () => (await statesIn(first)) === 'null,null,null,pending');

	const again = await first.http().mutation(later.remind, { body: 'again', inMs: 0, to: 'write' });
	await until(async () => (await first.http().query(later.state, { id: again })) === 'success');
	await first.close();
	vi.setSystemTime(Date.now() + 7 * day + 1);
	const second = await startServer({ stateDir });
	expect(await second.http().query(later.state, { id: again })).toBeNull();
});
