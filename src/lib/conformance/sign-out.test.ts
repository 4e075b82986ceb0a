import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
	HOUR,
	MINUTE,
	SECOND,
	TimedBrowser,
	left,
	pass,
	send,
	soon,
	until
} from '../fakes/timed-browser.js';

let browser: TimedBrowser;

beforeEach(() => {
	browser = new TimedBrowser();
});
afterEach(() => {
	browser.close();
});

/** The only messages that may still be sent. */
const ENDED = left(1);

describe('a sign-out', () => {
	test('closes the user’s connection before the new state is published', async () => {
		const { client } = await browser.openAsAda();
		expect(browser.convex.identities).toEqual(['user_ada']);
		void client.logout();
		await pass(0);
		expect(browser.convex.identities).toEqual([]);
	});

	test('sends nothing more as the user, and opens no connection', async () => {
		const { client, states } = await browser.openAsAda();
		const wire = browser.listen();
		const asked = browser.clerkServer.asked.length;
		await soon(client.logout());
		await pass(HOUR);
		expect(wire()).toEqual(ENDED);
		expect(browser.clerkServer.asked).toHaveLength(asked);
		expect(states.at(-1)).toBe('signed out');
	});

	test('stops replacing tokens, also while one is being fetched', async () => {
		const { client } = await browser.openAsAda();
		browser.clerkServer.isReachable = false;
		await pass(52 * SECOND);
		const wire = browser.listen();
		const out = client.logout();
		browser.clerkServer.isReachable = true;
		await soon(out);
		const asked = browser.clerkServer.asked.length;
		await pass(HOUR);
		expect(browser.clerkServer.asked).toHaveLength(asked);
		expect(wire()).toEqual(ENDED);
	});

	test('in a tab without channels is followed in seconds, and no timer stays at the end', async () => {
		vi.stubGlobal('BroadcastChannel', undefined);
		const tab = await browser.openAsAda();
		const other = browser.launch();
		await until(() => other.client.account !== undefined);
		await soon(other.client.logout());
		await pass(2 * SECOND);
		expect(tab.client.account).toBeUndefined();
		await tab.leave();
		for (const { stop } of [tab, other]) stop();
		await pass(MINUTE);
		expect(vi.getTimerCount()).toBe(0);
	});

	test('while connecting leaves no connection', async () => {
		const { client, states } = await browser.openAsAda();
		browser.convex.drop();
		await pass(SECOND / 2);
		const wire = browser.listen();
		await soon(client.logout());
		await pass(MINUTE);
		expect(wire()).toEqual([]);
		expect(browser.convex.sockets.size).toBe(0);
		expect(states.at(-1)).toBe('signed out');
	});

	test('lets no mutation through from the call on', async () => {
		const { client } = await browser.openAsAda();
		const wire = browser.listen();
		void client.logout();
		await expect(client.mutation(send, { body: 'late' })).rejects.toMatchObject({
			code: 'not_connected'
		});
		await pass(MINUTE);
		expect(wire()).toEqual(ENDED);
	});

	test('rejects a mutation without an answer as unknown, and never sends it again', async () => {
		const { client, clerk, states } = await browser.openAsAda();
		browser.convex.state = 'mute';
		const outcome = expect(client.mutation(send, { body: 'hi' })).rejects.toMatchObject({
			code: 'outcome_unknown'
		});
		await soon(client.logout());
		await outcome;
		browser.convex.state = 'up';
		const wire = browser.listen();
		clerk.signIn('Ada', '_again');
		await until(() => states.at(-1) === 'user_ada confirmed');
		await pass(MINUTE);
		expect(wire()).not.toContainEqual(expect.stringContaining('Mutation'));
		expect(browser.convex.mutations).toEqual([]);
	});

	test('without a network happens at once, and remains when the network and Clerk are back', async () => {
		const { client, window, states } = await browser.openAsAda();
		const before = states.length;
		browser.clerkServer.isReachable = false;
		browser.convex.state = 'down';
		window.setOnline(false);
		browser.convex.drop();
		await soon(client.logout());
		await pass(MINUTE);
		const wire = browser.listen();
		browser.clerkServer.isReachable = true;
		browser.convex.state = 'up';
		window.setOnline(true);
		await pass(MINUTE);
		expect(wire()).toEqual([]);
		expect(states.slice(before)).toEqual(['signed out, Clerk is to be told', 'signed out']);
		expect(browser.clerkServer.sessions).toEqual([]);
	});

	test('by Clerk’s own function also ends the connection, and nothing more is sent', async () => {
		const { clerk, states } = await browser.openAsAda();
		const wire = browser.listen();
		await soon(clerk.signOut({ sessionId: 'sess_ada' }));
		await pass(HOUR);
		expect(wire()).toEqual(ENDED);
		expect(browser.convex.sockets.size).toBe(0);
		expect(states.at(-1)).toBe('signed out');
	});
});
