/** What it costs that people look at a conversation, counted by the local Convex. */
import { expect, test } from 'vitest';
import { api } from '../../convex/_generated/api.js';
import { PRESENCE_HEARTBEAT_MS, PRESENCE_MS } from '../../convex/limits.ts';
import { until } from '../../emulators/convex/testing/harness.ts';
import { startSeeded } from './seeded.ts';

const VIEWERS = 25;
const MINUTE_MS = 60_000;

/** The most calls of a minute, scheduled jobs and queries that run again among them. */
const MOST_CALLS = 75;

/** When a window that crashed is gone. */
const GONE_MS = 75_000;

test('25 idle viewers are at most 75 calls a minute, and one who crashed is gone in time', async () => {
	const { made, server, connect, functionsRun, settle } = await startSeeded(
		async (as) => await as('owner', 'conversations:create', { name: 'All' })
	);
	const here = { conversationId: made };
	const seen = new Map<number, number>();
	const viewers = Array.from({ length: VIEWERS }, (_, n) => {
		const client = connect(`viewer${n}`);
		client.onUpdate(api.presence.here, here, (people) => void seen.set(n, people.length));
		const beat = (isTyping = false) =>
			client.mutation(api.presence.beat, { ...here, isTyping, placeId: 'window' });
		return { client, beat };
	});
	const pass = (ms: number) => server.control('advance-clock', { ms });
	const allSee = (count: number) => until(() => [...seen.values()].every((one) => one === count));
	/** One interval, in which everybody has one heartbeat, one after the other. */
	const goOn = async (present: typeof viewers) => {
		for (const { beat } of present) {
			await beat();
			await pass(PRESENCE_HEARTBEAT_MS / present.length);
		}
	};

	await goOn(viewers);
	await allSee(VIEWERS - 1);
	await goOn(viewers);
	await goOn(viewers);
	await functionsRun();

	const minutes = 3;
	for (let n = 0; n < (minutes * MINUTE_MS) / PRESENCE_HEARTBEAT_MS; n++) await goOn(viewers);
	const idle = await functionsRun();
	expect(idle).not.toHaveProperty('presence:here');
	expect(idle).not.toHaveProperty('presence:sweep');
	expect(idle['presence:beat']).toBe((minutes * MINUTE_MS * VIEWERS) / PRESENCE_HEARTBEAT_MS);
	const calls = Object.values(idle).reduce((sum, one) => sum + one, 0);
	expect(calls / minutes).toBeLessThanOrEqual(MOST_CALLS);

	// Typing is told to the others, once at its beginning and once at its end.
	await viewers[0]?.beat(true);
	expect(await functionsRun()).toEqual({ 'presence:beat': 1, 'presence:here': VIEWERS });
	await viewers[0]?.beat(true);
	expect(await functionsRun()).toEqual({ 'presence:beat': 1 });
	await viewers[0]?.beat(false);
	expect(await functionsRun()).toEqual({ 'presence:beat': 1, 'presence:here': VIEWERS });

	// The last one's window crashes right after a heartbeat.
	const others = viewers.slice(0, -1);
	await viewers.at(-1)?.beat();
	for (let ms = 0; ms < GONE_MS; ms += PRESENCE_HEARTBEAT_MS / 2) {
		for (const { beat } of others) await beat();
		await pass(PRESENCE_HEARTBEAT_MS / 2);
	}
	expect(GONE_MS).toBeGreaterThan(PRESENCE_MS);
	await settle();
	await until(() => seen.get(0) === VIEWERS - 2);
});
