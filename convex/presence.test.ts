import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { MAX_SESSIONS, MAX_PRESENT, PRESENCE_HEARTBEAT_MS, PRESENCE_MS, TYPING_MS } from './limits';
import { backendWithClosed, grace } from './test.setup';

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

async function backend() {
	const found = await backendWithClosed();
	const { t, asAda, asGrace, closed } = found;
	return {
		...found,
		beat: (isTyping = false, placeId = 'phone') =>
			asGrace.mutation(api.presence.beat, { ...closed, isTyping, placeId }),
		leave: (placeId = 'phone') => asGrace.mutation(api.presence.leave, { ...closed, placeId }),
		here: () => asAda.query(api.presence.here, closed),
		rows: () => t.run((ctx) => ctx.db.query('presences').collect()),
		pass: async (ms: number) => {
			await vi.advanceTimersByTimeAsync(ms);
			await t.finishInProgressScheduledFunctions();
		}
	};
}

test('others see who is here and until when, and nobody sees themselves', async () => {
	const { asGrace, beat, here, closed } = await backend();
	const now = await beat();
	expect(now).toBe(Date.now());
	expect(await here()).toEqual([
		{ subject: grace.subject, name: grace.name, expiresAt: now + PRESENCE_MS }
	]);
	expect(await asGrace.query(api.presence.here, closed)).toEqual([]);
});

test('who types is said to for a short time, until they stop or it ends by itself', async () => {
	const { beat, here } = await backend();
	const now = await beat(true);
	expect(await here()).toMatchObject([{ typingUntil: now + TYPING_MS }]);
	await beat(false);
	expect((await here())[0]).not.toHaveProperty('typingUntil');
});

test('who stays is one row, who goes is none, and to go again changes nothing', async () => {
	const { beat, leave, here, rows, pass } = await backend();
	for (let n = 0; n < 5; n++) {
		await beat();
		await pass(PRESENCE_HEARTBEAT_MS);
	}
	expect(await rows()).toHaveLength(1);
	await leave();
	await leave();
	expect(await here()).toEqual([]);
});

test('who leaves one of their windows is here while they are in another', async () => {
	const { beat, leave, here, rows } = await backend();
	await beat(true, 'phone');
	const now = await beat(false, 'desktop');
	expect(await here()).toMatchObject([{ typingUntil: now + TYPING_MS }]);
	await leave('phone');
	expect(await here()).toEqual([
		{ subject: grace.subject, name: grace.name, expiresAt: now + PRESENCE_MS }
	]);
	await leave('phone');
	expect(await rows()).toHaveLength(1);
	await leave('desktop');
	expect(await rows()).toEqual([]);
});

test('a window that has gone without a word keeps nobody here', async () => {
	const { beat, leave, here, rows, pass } = await backend();
	await beat(true, 'phone');
	await pass(PRESENCE_HEARTBEAT_MS);
	const now = await beat(false, 'desktop');
	await pass(PRESENCE_MS - PRESENCE_HEARTBEAT_MS);
	expect(await here()).toMatchObject([{ expiresAt: now + PRESENCE_MS }]);
	await leave('desktop');
	expect(await rows()).toEqual([]);
});

test('a window of an older version does not say which it is, and is one of its own', async () => {
	const { asGrace, closed, beat, leave, rows } = await backend();
	await asGrace.mutation(api.presence.beat, { ...closed, isTyping: false });
	await beat();
	await leave();
	expect(await rows()).toHaveLength(1);
	await asGrace.mutation(api.presence.leave, closed);
	expect(await rows()).toEqual([]);
});

test('of many windows a bounded number is known, the latest', async () => {
	const { beat, rows } = await backend();
	for (let n = 0; n <= MAX_SESSIONS; n++) {
		await beat(false, `window ${n}`);
		vi.advanceTimersByTime(1);
	}
	const [row] = await rows();
	expect(row?.places).toHaveLength(MAX_SESSIONS);
	expect(row?.places?.[0]?.id).toBe(`window ${MAX_SESSIONS}`);
});

test('who has gone without a word is deleted when their time is over', async () => {
	const { beat, rows, pass } = await backend();
	await beat();
	await pass(PRESENCE_HEARTBEAT_MS);
	await beat();
	await pass(PRESENCE_MS - 1);
	expect(await rows()).toHaveLength(1);
	await pass(1);
	expect(await rows()).toEqual([]);
});

test('beats that say nothing new and come close together write nothing', async () => {
	const { beat, rows, pass } = await backend();
	await beat(true);
	const before = await rows();
	await pass(1_000);
	await beat(true);
	expect(await rows()).toEqual(before);
	await pass(3_000);
	await beat(true);
	expect(await rows()).not.toEqual(before);
});

test('of many who are here, a bounded number is told', async () => {
	const { t, closed, here } = await backend();
	await t.run(async (ctx) => {
		for (let n = 0; n <= MAX_PRESENT; n++) {
			const user = { subject: `u${n}`, tokenIdentifier: `x|${n}`, name: `${n}` };
			const userId = await ctx.db.insert('users', user);
			await ctx.db.insert('presences', { ...closed, userId, expiresAt: Date.now() + n });
		}
	});
	const present = await here();
	expect(present).toHaveLength(MAX_PRESENT);
	expect(present[0]).toMatchObject({ name: `${MAX_PRESENT}` });
});
