import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api, internal } from './_generated/api';
import { MAX_SESSIONS, MAX_PRESENT, PRESENCE_HEARTBEAT_MS, PRESENCE_MS, TYPING_MS } from './limits';
import { backendWithClosed, grace, refusalOf } from './test.setup';

/** A crashed window is gone after this time at the latest. */
const GONE_MS = 75_000;

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

async function backend() {
	const found = await backendWithClosed();
	const { t, asAda, asGrace, closed } = found;
	// The next transaction comes after those: with a clock that stands, it would be later than the clock.
	vi.advanceTimersByTime(1);
	return {
		...found,
		beat: (isTyping = false, placeId = 'phone') =>
			asGrace.mutation(api.presence.beat, { ...closed, isTyping, placeId }),
		leave: (placeId = 'phone') => asGrace.mutation(api.presence.leave, { ...closed, placeId }),
		here: () => asAda.query(api.presence.here, closed),
		presences: () => t.run((ctx) => ctx.db.query('presences').collect()),
		sessions: () => t.run((ctx) => ctx.db.query('presenceSessions').collect()),
		sweeps: () => t.run((ctx) => ctx.db.query('presenceSweeps').collect()),
		pass: async (ms: number) => {
			await vi.advanceTimersByTimeAsync(ms);
			await t.finishInProgressScheduledFunctions();
		}
	};
}

test('others see who is here, and users do not see themselves', async () => {
	const { asGrace, beat, here, closed } = await backend();
	const now = await beat();
	expect(now).toBe(Date.now());
	const [seen, ...others] = await here();
	expect(seen).toMatchObject({ subject: grace.subject, name: grace.name });
	expect(others).toEqual([]);
	expect(await asGrace.query(api.presence.here, closed)).toEqual([]);
});

test('typing shows until it stops, or until it expires', async () => {
	const { beat, here } = await backend();
	const now = await beat(true);
	expect(await here()).toMatchObject([{ typingUntil: now + TYPING_MS }]);
	await beat(false);
	expect((await here())[0]).not.toHaveProperty('typingUntil');
});

test('a heartbeat of somebody who is here changes nothing that viewers read', async () => {
	const { beat, presences, sessions, pass } = await backend();
	await beat();
	const before = await presences();
	const [first] = await sessions();
	for (let n = 0; n < 5; n++) {
		await pass(PRESENCE_HEARTBEAT_MS);
		await beat();
	}
	expect(await presences()).toEqual(before);
	const [last, ...others] = await sessions();
	expect(last?.expiresAt).toBe((first?.expiresAt ?? 0) + 5 * PRESENCE_HEARTBEAT_MS);
	expect(others).toEqual([]);
});

test('leaving again changes nothing', async () => {
	const { beat, leave, here, sessions } = await backend();
	await beat();
	await leave();
	await leave();
	expect(await here()).toEqual([]);
	expect(await sessions()).toEqual([]);
});

test('a user who leaves one session is here while they have another', async () => {
	const { beat, leave, here, presences } = await backend();
	const now = await beat(true, 'phone');
	await beat(false, 'desktop');
	expect(await here()).toMatchObject([{ typingUntil: now + TYPING_MS }]);
	await leave('phone');
	const [seen] = await here();
	expect(seen).toMatchObject({ name: grace.name });
	expect(seen).not.toHaveProperty('typingUntil');
	await leave('phone');
	expect(await presences()).toHaveLength(1);
	await leave('desktop');
	expect(await presences()).toEqual([]);
});

test('sessions that end without a call are gone in time, and nothing is left to do', async () => {
	const { beat, here, presences, sessions, sweeps, pass } = await backend();
	await beat(true, 'phone');
	await pass(PRESENCE_HEARTBEAT_MS);
	await beat(false, 'desktop');
	await pass(GONE_MS - PRESENCE_HEARTBEAT_MS);
	expect(await here()).toMatchObject([{ name: grace.name }]);
	expect(await sessions()).toMatchObject([{ key: 'desktop' }]);
	await pass(PRESENCE_HEARTBEAT_MS);
	expect(await presences()).toEqual([]);
	expect(await sessions()).toEqual([]);
	expect(await sweeps()).toEqual([]);
});

test('somebody who goes on is here, and their conversation has one sweep', async () => {
	const { beat, here, sweeps, leave, pass } = await backend();
	for (let n = 0; n < 10; n++) {
		await beat();
		await pass(PRESENCE_HEARTBEAT_MS);
		await leave();
		await beat();
	}
	expect(await here()).toHaveLength(1);
	expect(await sweeps()).toHaveLength(1);
});

test('no sweep runs while somebody goes on, and the next one is in time', async () => {
	const { t, beat, here, sweeps, pass } = await backend();
	const swept = () =>
		t.run(async (ctx) => {
			const jobs = await ctx.db.system.query('_scheduled_functions').collect();
			return jobs.filter(
				({ name, state }) => /presence.*sweep/.test(name) && state.kind === 'success'
			);
		});
	for (let n = 0; n < 10; n++) {
		await beat();
		await pass(PRESENCE_HEARTBEAT_MS);
	}
	expect(await swept()).toEqual([]);
	await beat();
	await pass(GONE_MS);
	expect(await here()).toEqual([]);
	expect(await sweeps()).toEqual([]);
});

test('a sweep that has failed is made up for by the next who arrives', async () => {
	const { t, beat, here, sweeps, pass } = await backend();
	await beat();
	await t.run(async (ctx) => {
		const [sweep] = await ctx.db.query('presenceSweeps').collect();
		await ctx.db.patch('presenceSweeps', sweep!._id, { at: Date.now() - 2 * PRESENCE_MS });
		const jobs = await ctx.db.system.query('_scheduled_functions').collect();
		for (const { _id } of jobs) await ctx.scheduler.cancel(_id);
	});
	await beat(false, 'desktop');
	await pass(GONE_MS);
	expect(await here()).toEqual([]);
	expect(await sweeps()).toEqual([]);
});

test('a removed member is out of it at once', async () => {
	const { asAda, closed, beat, here, sessions } = await backend();
	await beat();
	await asAda.mutation(api.members.remove, { ...closed, subject: grace.subject });
	expect(await here()).toEqual([]);
	expect(await sessions()).toEqual([]);
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

test('a presence that an older version has written ends with its job, or goes on', async () => {
	const { t, asAda, closed, beat, here } = await backend();
	const write = async () =>
		await t.run(async (ctx) => {
			const users = await ctx.db.query('users').collect();
			const { _id: userId } = users.find(({ subject }) => subject === grace.subject)!;
			const expiresAt = Date.now() + 45_000;
			const places = [{ id: 'phone', expiresAt }];
			return await ctx.db.insert('presences', { ...closed, userId, expiresAt, places });
		});
	const over = await write();
	expect(await asAda.query(api.presence.here, closed)).toHaveLength(1);
	await t.mutation(internal.presence.expire, { presenceId: over });
	expect(await here()).toEqual([]);
	const goesOn = await write();
	await beat();
	await t.mutation(internal.presence.expire, { presenceId: goesOn });
	expect(await here()).toHaveLength(1);
});

test('a bounded number of sessions is stored, the latest ones', async () => {
	const { beat, sessions } = await backend();
	for (let n = 0; n <= MAX_SESSIONS; n++) {
		await beat(false, `window ${n}`);
		vi.advanceTimersByTime(1);
	}
	const keys = (await sessions()).map(({ key }) => key);
	expect(keys).toHaveLength(MAX_SESSIONS);
	expect(keys).not.toContain('window 0');
	expect(keys).toContain(`window ${MAX_SESSIONS}`);
});

test('heartbeats close together write nothing unless something changes', async () => {
	const { beat, sessions, pass } = await backend();
	await beat(true);
	const before = await sessions();
	await pass(1_000);
	await beat(true);
	expect(await sessions()).toEqual(before);
	await pass(8_000);
	await beat(true);
	expect(await sessions()).not.toEqual(before);
});

test('arriving and typing are limited, so that nobody wakes all viewers without end', async () => {
	const { beat } = await backend();
	const turns = async () => {
		for (let n = 0; ; n++) await beat(n % 2 === 0);
	};
	expect(await refusalOf(turns())).toMatchObject({ kind: 'RateLimited' });
	await refusalOf(beat(true, 'another window'));
});

test('a bounded number of present users is returned', async () => {
	const { t, closed, here } = await backend();
	await t.run(async (ctx) => {
		for (let n = 0; n <= MAX_PRESENT; n++) {
			const user = { subject: `u${n}`, tokenIdentifier: `x|${n}`, name: `${n}` };
			const userId = await ctx.db.insert('users', user);
			await ctx.db.insert('presences', { ...closed, userId });
		}
	});
	const present = await here();
	expect(present).toHaveLength(MAX_PRESENT);
	expect(present[0]).toMatchObject({ name: `${MAX_PRESENT}` });
});
