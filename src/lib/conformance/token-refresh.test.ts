import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tokenOf } from '../fakes/fake-token.js';
import {
	HOUR,
	LAUNCH,
	MINUTE,
	SECOND,
	TimedBrowser,
	pass,
	secondsBetween,
	until
} from '../fakes/timed-browser.js';

let browser: TimedBrowser;

beforeEach(() => {
	browser = new TimedBrowser();
});
afterEach(() => {
	browser.close();
});

const never = () => new Promise<never>(() => undefined);
const failures: [string, () => Promise<string | null>][] = [
	['throws', () => Promise.reject(new TypeError('Failed to fetch'))],
	['gives null', () => Promise.resolve(null)],
	['never answers', never]
];

describe('a launch', () => {
	test('costs one token and one Authenticate, and runs each query once', async () => {
		const { states } = await browser.openAsAda();
		await pass(5 * SECOND);
		expect(browser.convex.wire).toEqual([
			'1 Connect',
			'1 Authenticate user_ada',
			'1 ModifyQuerySet +messages:list'
		]);
		expect(browser.clerkServer.asked).toEqual([{ skipCache: false }]);
		expect(browser.convex.queryRuns).toBe(1);
		expect(states).toEqual(LAUNCH);
	});

	test('sends nothing before it has a token, however long that takes', async () => {
		browser.clerkServer.addSession('Ada');
		browser.clerkServer.answers.push(...Array<() => Promise<never>>(6).fill(never));
		const { client, states } = await browser.open();
		await until(() => browser.clerkServer.asked.length === 1);
		await pass(50 * SECOND);
		expect(browser.convex.accepted).toBe(1);
		expect(browser.convex.wire).toEqual([]);
		expect(states.at(-1)).toBe('loading, awaits convex');
		expect(client.connection.current).toBe('offline');
	});

	test.each(failures)(
		'continues automatically when Clerk %s at the first request for a token',
		async (_case, answer) => {
			browser.clerkServer.addSession('Ada');
			browser.clerkServer.answers.push(answer);
			const { states, errorCode } = await browser.open();
			await until(() => browser.clerkServer.asked.length === 1);
			await pass(11 * SECOND);
			expect(states).toEqual(LAUNCH);
			expect(errorCode()).toBeUndefined();
			expect(browser.convex.wire).toEqual([
				'1 Connect',
				'1 Authenticate user_ada',
				'1 ModifyQuerySet +messages:list'
			]);
		}
	);

	test('replaces a token from Clerk’s cache when it expires, not a whole lifetime later', async () => {
		browser.convex.clientAheadMs = 0;
		const now = Date.now() - 30 * SECOND;
		const old = tokenOf('user_ada', { now, lifeSeconds: 60 });
		browser.clerkServer.answers.push(() => Promise.resolve(old));
		await browser.openAsAda();
		await pass(MINUTE);
		expect(secondsBetween(browser.convex.sent, 'Authenticate user_ada')[0]).toBe(20);
	});

	test.each([
		['ahead', HOUR],
		['behind', -HOUR]
	])('on a device whose clock is an hour %s costs no more tokens', async (_case, ms) => {
		browser.convex.clientAheadMs = ms;
		browser.clerkServer.clientAheadMs = ms;
		const { states } = await browser.openAsAda();
		await pass(2 * MINUTE);
		expect(secondsBetween(browser.convex.sent, 'Authenticate user_ada')).toEqual([50, 50]);
		expect(browser.clerkServer.asked).toHaveLength(3);
		expect(states).toEqual(LAUNCH);
	});
});

describe('a token', () => {
	test('is replaced ten seconds before it expires, on the same connection', async () => {
		const { states } = await browser.openAsAda();
		const wire = browser.listen();
		await pass(49 * SECOND);
		expect(wire()).toEqual([]);
		await pass(2 * SECOND);
		expect(wire()).toEqual(['1 Authenticate user_ada']);
		expect(browser.clerkServer.asked.at(-1)).toEqual({ skipCache: true });
		expect(states).toEqual(LAUNCH);
	});

	test('costs one fetch and one Authenticate in each lifetime, for an hour', async () => {
		const { states, errorCode } = await browser.openAsAda();
		await pass(HOUR);
		const between = secondsBetween(browser.convex.sent, 'Authenticate user_ada');
		expect(new Set(between)).toEqual(new Set([50]));
		// One more may be fetched at the end of the hour.
		expect(HOUR / (50 * SECOND) - between.length).toBeLessThanOrEqual(1);
		expect(browser.convex.sent).toHaveLength(3 + between.length);
		expect(browser.clerkServer.asked).toHaveLength(1 + between.length);
		expect(new Set(browser.convex.tokens).size).toBe(1 + between.length);
		expect(states).toEqual(LAUNCH);
		expect(errorCode()).toBeUndefined();
	});

	test.each([1, 2, 3, 5, 10, 11])(
		'with a lifetime of %d s is never fetched in a loop',
		async (seconds) => {
			browser.clerkServer.tokenLifeSeconds = seconds;
			await browser.openAsAda();
			await pass(MINUTE);
			expect(browser.clerkServer.asked.length).toBeLessThanOrEqual(61);
			expect(browser.convex.tokens.length).toBeLessThanOrEqual(61);
		}
	);

	test('with a lifetime of three seconds is replaced for two minutes without a change of state', async () => {
		browser.clerkServer.tokenLifeSeconds = 3;
		const { states, messages } = await browser.openAsAda();
		const { length } = messages.seen;
		await pass(2 * MINUTE);
		expect(states).toEqual(LAUNCH);
		expect(browser.convex.accepted).toBe(1);
		expect(messages.seen.slice(length)).toEqual([]);
	});

	test.each(failures)(
		'is fetched again, without a change of state, when Clerk %s',
		async (_case, answer) => {
			const { states, errorCode } = await browser.openAsAda();
			browser.clerkServer.answers.push(answer);
			const wire = browser.listen();
			await pass(2 * MINUTE);
			expect(new Set(wire())).toEqual(new Set(['1 Authenticate user_ada']));
			expect(states).toEqual(LAUNCH);
			expect(errorCode()).toBeUndefined();
		}
	);

	test('that Clerk returns a second time is replaced when Convex rejects it, and refreshing continues', async () => {
		const { states } = await browser.openAsAda();
		const [same = ''] = browser.convex.tokens;
		browser.clerkServer.answers.push(() => Promise.resolve(same));
		await pass(MINUTE);
		expect(browser.convex.tokens).toEqual([same]);
		browser.convex.refuseSessions();
		await until(() => browser.convex.tokens.length === 2);
		await pass(2 * MINUTE);
		expect(secondsBetween(browser.convex.sent, 'Authenticate user_ada').slice(1)).toEqual([50, 50]);
		expect(states.at(-1)).toBe('user_ada confirmed');
		expect(states).not.toContain('signed out');
	});
});
