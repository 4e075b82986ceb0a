import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LAUNCH, MINUTE, SECOND, TimedBrowser, pass, send, until } from '../fakes/timed-browser.js';

let browser: TimedBrowser;

beforeEach(() => {
	browser = new TimedBrowser();
});
afterEach(() => {
	browser.close();
});

const RECONNECTED = ['2 Connect', '2 Authenticate user_ada', '2 ModifyQuerySet +messages:list'];

describe('a token that Convex rejects in the middle of a session', () => {
	test('is replaced on a new connection, with isRefreshing meanwhile', async () => {
		const { states, client } = await browser.openAsAda();
		const before = states.length;
		await pass(30 * SECOND);
		const wire = browser.listen();
		browser.convex.refuseSessions();
		await pass(SECOND);
		expect(wire()).toEqual(RECONNECTED);
		expect(browser.clerkServer.asked).toEqual([{ skipCache: false }, { skipCache: true }]);
		expect(states.slice(before)).toEqual([
			'user_ada confirmed refreshing',
			'user_ada remembered refreshing',
			'user_ada confirmed'
		]);
		expect(client.connection.current).toBe('online');
	});

	test('leaves the results on the screen', async () => {
		const { messages } = await browser.openAsAda();
		const before = messages.seen.length;
		browser.convex.refuseSessions();
		await pass(SECOND);
		const shown = messages.seen.slice(before);
		expect(shown.map(([source]) => source)).toContain('cached');
		expect(new Set(shown.map(([, data]) => String(data)))).toEqual(new Set(['hello']));
		expect(messages.current).toEqual(['live', ['hello']]);
	});

	test('is replaced every time, and its successor ten seconds before it expires', async () => {
		const { states } = await browser.openAsAda();
		for (let count = 0; count < 3; count += 1) {
			await pass(20 * SECOND);
			browser.convex.refuseSessions();
			await pass(SECOND);
			expect(states.at(-1)).toBe('user_ada confirmed');
		}
		const wire = browser.listen();
		await pass(50 * SECOND);
		expect(wire()).toEqual(['4 Authenticate user_ada']);
	});

	test('costs only the token that is being fetched already', async () => {
		const { states, errorCode } = await browser.openAsAda();
		browser.clerkServer.isReachable = false;
		await pass(MINUTE);
		browser.convex.refuseSessions();
		const wire = browser.listen();
		await pass(5 * MINUTE);
		expect(states.at(-1)).toBe('user_ada remembered refreshing');
		expect(errorCode()).toBe('token_retrieval_failed');
		expect(wire()).toEqual([]);

		browser.clerkServer.isReachable = true;
		const asked = browser.clerkServer.asked.length;
		await pass(30 * SECOND);
		expect(browser.clerkServer.asked).toHaveLength(asked + 1);
		expect(states.at(-1)).toBe('user_ada confirmed');
		expect(states).not.toContain('signed out');
		expect(errorCode()).toBeUndefined();
	});

	test('is replaced before the mutation that it was too old for runs, once', async () => {
		const { client } = await browser.openAsAda();
		browser.clerkServer.isReachable = false;
		await pass(MINUTE);
		const wire = browser.listen();
		const sent = client.mutation(send, { body: 'hi' });
		await pass(SECOND);
		expect(wire()).toEqual(['1 Mutation messages:send']);
		browser.clerkServer.isReachable = true;
		await pass(30 * SECOND);
		expect(await sent).toBeNull();
		expect(wire().slice(1)).toEqual([...RECONNECTED, '2 Mutation messages:send']);
		expect(browser.convex.mutations).toEqual([{ body: 'hi' }]);
	});
});

describe('rejected tokens', () => {
	test.each([1, 2, 3])(
		'are replaced: after %d the session is confirmed, without an error',
		async (count) => {
			browser.convex.rejections = count;
			browser.clerkServer.addSession('Ada');
			const { states, errorCode } = await browser.open();
			await pass(10 * SECOND);
			expect(browser.clerkServer.asked).toEqual([
				{ skipCache: false },
				...Array<object>(count).fill({ skipCache: true })
			]);
			expect(states).toEqual(LAUNCH);
			expect(errorCode()).toBeUndefined();
		}
	);

	test('are an error after the fourth, and never a sign-out', async () => {
		browser.convex.acceptsTokens = false;
		browser.clerkServer.addSession('Ada');
		const { states, errorCode } = await browser.open();
		await until(() => errorCode() !== undefined);
		expect(errorCode()).toBe('rejected_by_convex');
		expect(browser.convex.tokens).toHaveLength(4);
		expect(states).toEqual(LAUNCH.slice(0, -1));
		expect(browser.convex.sockets.size).toBe(0);
	});

	test('are retried at longer and longer intervals, and leave no connection', async () => {
		browser.convex.acceptsTokens = false;
		browser.clerkServer.addSession('Ada');
		const { window, states, errorCode } = await browser.open();
		const listeners = window.listenedTo.length;
		// Node warns about many listeners on a signal.
		const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
		await pass(10 * MINUTE);
		const tokens = browser.convex.tokens.length;
		await pass(10 * MINUTE);
		// Four tokens in each attempt, and an attempt every 15 s.
		expect(browser.convex.tokens.length - tokens).toBeLessThanOrEqual(4 * 41);
		expect(window.listenedTo.length).toBeLessThanOrEqual(listeners + 2);
		expect(warn).not.toHaveBeenCalled();
		expect(states).toEqual(LAUNCH.slice(0, -1));
		expect(errorCode()).toBe('rejected_by_convex');
	});

	test('are accepted automatically when Convex is configured correctly', async () => {
		browser.convex.acceptsTokens = false;
		browser.clerkServer.addSession('Ada');
		const { states, errorCode } = await browser.open();
		await pass(10 * MINUTE);
		browser.convex.acceptsTokens = true;
		await pass(16 * SECOND);
		expect(states).toEqual(LAUNCH);
		expect(errorCode()).toBeUndefined();
		expect(browser.convex.sockets.size).toBe(1);
	});

	test('in the middle of a session leave the user remembered, with cached messages', async () => {
		const { states, messages, errorCode } = await browser.openAsAda();
		const before = states.length;
		browser.convex.acceptsTokens = false;
		browser.convex.refuseSessions();
		await until(() => errorCode() !== undefined);
		expect(errorCode()).toBe('rejected_by_convex');
		expect(states.at(-1)).toBe('user_ada remembered');
		expect(new Set(states.slice(before))).not.toContain('signed out');
		expect(messages.current).toEqual(['cached', ['hello']]);
		browser.convex.acceptsTokens = true;
		await pass(10 * SECOND);
		expect(states.at(-1)).toBe('user_ada confirmed');
		expect(messages.current).toEqual(['live', ['hello']]);
	});
});
