import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { backendWithGeneral, grace, refusalOf } from './test.setup';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['Date'] });
});

afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllEnvs();
	vi.restoreAllMocks();
});

async function backend() {
	const found = await backendWithGeneral();
	const { asAda, asGrace } = found;
	let count = 0;
	const make = (as = asAda) =>
		as.mutation(api.conversations.create, { name: 'Another', clientId: `c${++count}` });
	/** The number of calls before the first refusal, and the wait that the refusal names. */
	const makeAll = async () => {
		for (let made = 0; made < 100; made++) {
			const refusal = await refusalOf(make()).catch(() => undefined);
			if (refusal?.kind === 'RateLimited') return { made, waitMs: refusal.retryAfterMs };
		}
		throw new Error('Nothing was refused');
	};
	return { ...found, make, makeAll, asGrace };
}

test('a user over the limit is told how long to wait, and may continue after that', async () => {
	const { make, makeAll } = await backend();
	const { made, waitMs } = await makeAll();
	expect(made).toBe(20);
	expect(waitMs).toBe(15_000);
	// A transaction comes after the one before, so these were a millisecond later than a clock that stands.
	vi.setSystemTime(Date.now() + waitMs);
	expect(await refusalOf(make())).toEqual({ kind: 'RateLimited', retryAfterMs: 1 });
	vi.setSystemTime(Date.now() + 1);
	await make();
	expect(await refusalOf(make())).toMatchObject({ kind: 'RateLimited' });
});

test('the limit recovers completely after a while, and never exceeds its start', async () => {
	const { makeAll } = await backend();
	await makeAll();
	vi.setSystemTime(Date.now() + 24 * 3600_000);
	expect((await makeAll()).made).toBe(20);
});

test('each user and each kind has its own limit', async () => {
	const { make, makeAll, asGrace, asAda, conversationId } = await backend();
	await makeAll();
	await make(asGrace);
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'a1', body: 'Hello' });
});

test('a repeated call costs nothing, and is never refused', async () => {
	const { asAda, makeAll } = await backend();
	const again = () => asAda.mutation(api.conversations.create, { name: 'Once', clientId: 'once' });
	const direct = () => asAda.mutation(api.conversations.direct, { subject: grace.subject });
	const ids = [await again(), await direct()];
	for (let n = 0; n < 30; n++) await again();
	expect((await makeAll()).made).toBe(18);
	expect([await again(), await direct()]).toEqual(ids);
});

test('RATE_LIMIT_SCALE raises the limits of a deployment', async () => {
	vi.stubEnv('RATE_LIMIT_SCALE', '2');
	const { makeAll } = await backend();
	expect(await makeAll()).toEqual({ made: 40, waitMs: 7_500 });
});

test.each(['abc', '1,5', 'Infinity', '0', '-1'])(
	'a scale of %s leaves the limits as they are, and is logged once',
	async (scale) => {
		vi.stubEnv('RATE_LIMIT_SCALE', scale);
		const log = vi.spyOn(console, 'error').mockImplementation(() => {});
		const { makeAll } = await backend();
		expect(await makeAll()).toEqual({ made: 20, waitMs: 15_000 });
		expect(log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('RATE_LIMIT_SCALE'));
	}
);

test('the smallest scale still lets everybody do one of each', async () => {
	vi.stubEnv('RATE_LIMIT_SCALE', '0.01');
	const { makeAll } = await backend();
	const { made, waitMs = 0 } = await makeAll();
	expect(made).toBe(1);
	vi.setSystemTime(Date.now() + waitMs + 1);
	expect((await makeAll()).made).toBe(1);
});

test('messages, reactions, joining, inviting and names are limited', async () => {
	vi.stubEnv('RATE_LIMIT_SCALE', '0.05');
	const { asAda, asGrace, conversationId } = await backend();
	const general = { conversationId };
	const limited = { kind: 'RateLimited' };
	const clientIds = Array.from({ length: 20 }, (_, n) => `m${n}`);
	const each = async (call: (clientId: string) => Promise<unknown>) => {
		for (const clientId of clientIds) {
			const refusal = await refusalOf(call(clientId)).catch(() => undefined);
			if (refusal) return refusal;
		}
		return undefined;
	};
	const send = (clientId: string) =>
		asAda.mutation(api.messages.send, { ...general, clientId, body: 'Hello' });
	expect(await each(send)).toMatchObject(limited);
	const edit = (editId: string) =>
		asAda.mutation(api.messages.edit, { ...general, clientId: 'm0', editId, body: 'Hi' });
	expect(await each(edit)).toMatchObject(limited);
	const react = (clientId: string) =>
		asGrace.mutation(api.reactions.set, {
			...general,
			message: { authorId: 'user_ada', clientId },
			emoji: '👍',
			isOn: true
		});
	expect(await each(react)).toMatchObject(limited);
	const joinAndLeave = async () => {
		await asGrace.mutation(api.members.join, general);
		await asGrace.mutation(api.members.leave, general);
	};
	expect(await each(joinAndLeave)).toMatchObject(limited);
	const inviteAndDecline = async () => {
		await asAda.mutation(api.invitations.send, { ...general, subject: grace.subject });
		await asGrace.mutation(api.invitations.decline, general);
	};
	expect(await each(inviteAndDecline)).toMatchObject(limited);
	const setName = (name: string) => asAda.mutation(api.users.setName, { name });
	expect(await each(setName)).toMatchObject(limited);
});
