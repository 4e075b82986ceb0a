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
		presences: () => t.run((ctx) => ctx.db.query('presences').collect()),
		pass: async (ms: number) => {
			await vi.advanceTimersByTimeAsync(ms);
			await t.finishInProgressScheduledFunctions();
		}
	};
}

test('others see who is here and until when, and users do not see themselves', async () => {
	const { asGrace, beat, here, closed } = await backend();
	const now = await beat();
	expect(now).toBe(Date.now());
	expect(await here()).toEqual([
		{ subject: grace.subject, name: grace.name, expiresAt: now + PRESENCE_MS }
	]);
	expect(await asGrace.query(api.presence.here, closed)).toEqual([]);
});

test('typing shows until it stops, or until it expires', async () => {
	const { beat, here } = await backend();
	const now = await beat(true);
	expect(await here()).toMatchObject([{ typingUntil: now + TYPING_MS }]);
	await beat(false);
	expect((await here())[0]).not.toHaveProperty('typingUntil');
});

test('a present user has one document, which leaving deletes; leaving again changes nothing', async () => {
	const { beat, leave, here, presences, pass } = await backend();
	for (let n = 0; n < 5; n++) {
		await beat();
		await pass(PRESENCE_HEARTBEAT_MS);
	}
	expect(await presences()).toHaveLength(1);
	await leave();
	await leave();
	expect(await here()).toEqual([]);
});

test('a user who leaves one session is here while they have another', async () => {
	const { beat, leave, here, presences } = await backend();
	await beat(true, 'phone');
	const now = await beat(false, 'desktop');
	expect(await here()).toMatchObject([{ typingUntil: now + TYPING_MS }]);
	await leave('phone');
	expect(await here()).toEqual([
		{ subject: grace.subject, name: grace.name, expiresAt: now + PRESENCE_MS }
	]);
	await leave('phone');
	expect(await presences()).toHaveLength(1);
	await leave('desktop');
	expect(await presences()).toEqual([]);
});

test('a session that ended without a call expires', async () => {
	const { beat, leave, here, presences, pass } = await backend();
	await beat(true, 'phone');
	await pass(PRESENCE_HEARTBEAT_MS);
	const now = await beat(false, 'desktop');
	await pass(PRESENCE_MS - PRESENCE_HEARTBEAT_MS);
	expect(await here()).toMatchObject([{ expiresAt: now + PRESENCE_MS }]);
	await leave('desktop');
	expect(await presences()).toEqual([]);
});

test('a session of an older version, without an id, counts as one session', async () => {
	const { asGrace, closed, beat, leave, presences } = await backend();
	await asGrace.mutation(api.presence.beat, { ...closed, isTyping: false });
	await beat();
	await leave();
	expect(await presences()).toHaveLength(1);
	await asGrace.mutation(api.presence.leave, closed);
	expect(await presences()).toEqual([]);
});

test('a bounded number of sessions is stored, the latest ones', async () => {
	const { beat, presences } = await backend();
	for (let n = 0; n <= MAX_SESSIONS; n++) {
		await beat(false, `window ${n}`);
		vi.advanceTimersByTime(1);
	}
	const [presence] = await presences();
	expect(presence?.places).toHaveLength(MAX_SESSIONS);
	expect(presence?.places?.[0]?.id).toBe(`window ${MAX_SESSIONS}`);
});

test('an expired presence is deleted', async () => {
	const { beat, presences, pass } = await backend();
	await beat();
	await pass(PRESENCE_HEARTBEAT_MS);
	await beat();
	await pass(PRESENCE_MS - 1);
	expect(await presences()).toHaveLength(1);
	await pass(1);
	expect(await presences()).toEqual([]);
});

test('heartbeats close together write nothing unless something changes', async () => {
	const { beat, presences, pass } = await backend();
	await beat(true);
	const before = await presences();
	await pass(1_000);
	await beat(true);
	expect(await presences()).toEqual(before);
	await pass(3_000);
	await beat(true);
	expect(await presences()).not.toEqual(before);
});

test('a bounded number of present users is returned', async () => {
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
