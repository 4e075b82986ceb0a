import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { send as sendById } from '../fakes/fake-browser.js';
import {
	HOUR,
	LAUNCH,
	MINUTE,
	SECOND,
	TimedBrowser,
	pass,
	send,
	sleep,
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

const connected = (socket: number) => [
	`${socket} Connect`,
	`${socket} Authenticate user_ada`,
	`${socket} ModifyQuerySet +messages:list`
];

describe('a lost connection', () => {
	test('comes back automatically with the same token', async () => {
		const { states } = await browser.openAsAda();
		const before = states.length;
		const wire = browser.listen();
		browser.convex.drop();
		await pass(2 * SECOND);
		expect(wire()).toEqual(connected(2));
		expect(browser.clerkServer.asked).toHaveLength(1);
		expect(states.slice(before)).toEqual(['user_ada remembered', 'user_ada confirmed']);
	});

	test.each([
		['InternalServerError', 1],
		['SubscriptionsWorkerFullError', 3],
		['TooManyConcurrentRequests', 3],
		['of another kind', 1]
	])('with the reason %s comes back after %d s', async (reason, seconds) => {
		const { states } = await browser.openAsAda();
		browser.convex.drop(reason);
		await pass((seconds - 0.1) * SECOND);
		expect(browser.convex.accepted).toBe(1);
		await pass(0.2 * SECOND);
		expect(browser.convex.accepted).toBe(2);
		expect(states.at(-1)).toBe('user_ada confirmed');
	});

	test('comes back at once when the browser is online', async () => {
		const { window, states } = await browser.openAsAda();
		browser.convex.state = 'down';
		browser.convex.drop();
		await pass(MINUTE);
		browser.convex.state = 'up';
		window.setOnline(true);
		await pass(1);
		expect(states.at(-1)).toBe('user_ada confirmed');
	});

	test('is retried at least every half minute, without end', async () => {
		const { client, states } = await browser.openAsAda();
		browser.convex.state = 'down';
		browser.convex.drop();
		await pass(HOUR);
		expect(states.at(-1)).toBe('user_ada remembered');
		expect(client.connection.current).toBe('offline');
		browser.convex.state = 'up';
		await pass(30 * SECOND);
		expect(states.at(-1)).toBe('user_ada confirmed');
		expect(client.connection.current).toBe('online');
		expect(states).not.toContain('signed out');
	});

	test('to a mute server is closed after a minute, and opened again', async () => {
		const { states, client } = await browser.openAsAda();
		browser.convex.state = 'mute';
		await pass(59 * SECOND);
		expect(browser.convex.accepted).toBe(1);
		await pass(2 * SECOND);
		expect(browser.convex.accepted).toBe(2);
		expect(states.at(-1)).toBe('user_ada remembered');
		expect(client.connection.current).not.toBe('online');
		browser.convex.state = 'up';
		browser.convex.drop();
		await pass(2 * SECOND);
		expect(states.at(-1)).toBe('user_ada confirmed');
	});

	test('sends a mutation without an answer again, and its promise resolves', async () => {
		const { client } = await browser.openAsAda();
		const wire = browser.listen();
		browser.convex.lostAnswers = 1;
		const sent = client.mutation(send, { body: 'hi' });
		await pass(2 * SECOND);
		expect(await sent).toBeNull();
		expect(wire()).toEqual([
			'1 Mutation messages:send',
			...connected(2),
			'2 Mutation messages:send'
		]);
	});
});

describe('a call while the connection is connecting', () => {
	/** A page of Ada's that has lost its connection, and what it calls now. */
	async function callWhileConnecting() {
		const app = await browser.openAsAda();
		browser.convex.state = 'hanging';
		browser.convex.drop();
		await until(() => app.client.connection.current === 'connecting');
		const wire = browser.listen();
		const sent = app.client.mutation(send, { body: 'hi' });
		const asked = app.client.account?.mutation(send, { body: 'ho' });
		const outcome = Promise.allSettled([sent, asked]);
		await vi.dynamicImportSettled();
		return { ...app, wire, outcome };
	}

	const notConnected = { reason: { code: 'not_connected' } };

	test('is sent once it is live', async () => {
		const { wire, outcome, window } = await callWhileConnecting();
		await pass(SECOND);
		browser.convex.state = 'up';
		browser.convex.drop();
		window.setOnline(true);
		await pass(SECOND);
		expect(await soon(outcome)).toMatchObject([{ value: null }, { value: null }]);
		expect(wire().filter((what) => what.includes('Mutation'))).toHaveLength(2);
	});

	test('is refused once it is offline', async () => {
		const { client, wire, outcome } = await callWhileConnecting();
		await pass(6 * SECOND);
		expect(client.connection.current).toBe('offline');
		expect(await soon(outcome)).toMatchObject([notConnected, notConnected]);
		expect(wire()).toEqual([]);
		await expect(client.mutation(send, { body: 'hi' })).rejects.toMatchObject(notConnected.reason);
	});

	test('is refused when another user takes over, and is never sent as theirs', async () => {
		const { clerk, wire, outcome, states } = await callWhileConnecting();
		clerk.signIn('Grace');
		expect(await soon(outcome)).toMatchObject([notConnected, notConnected]);
		browser.convex.state = 'up';
		browser.convex.drop();
		await until(() => states.at(-1) === 'user_grace confirmed');
		expect(wire().filter((what) => what.includes('Mutation'))).toEqual([]);
	});

	test('is refused when the client stops', async () => {
		const { stop, outcome } = await callWhileConnecting();
		stop();
		expect(await soon(outcome)).toMatchObject([notConnected, notConnected]);
	});
});

describe('servers that are back, which no event reports', () => {
	/** Servers that have been gone for an hour, in a page in view or not. */
	async function anHourAway({
		isVisible = true,
		state = 'down'
	}: { isVisible?: boolean; state?: 'down' | 'hanging' } = {}) {
		const app = await browser.openAsAda();
		browser.convex.state = state;
		browser.clerkServer.isReachable = false;
		browser.convex.drop();
		await pass(MINUTE);
		app.window.setVisible(isVisible);
		await pass(HOUR);
		expect(app.client.connection.current).toBe('offline');
		return app;
	}

	function comeBack(): void {
		browser.convex.state = 'up';
		browser.clerkServer.isReachable = true;
	}

	test.each(['down', 'hanging'] as const)(
		'are noticed within five seconds by a page in view: %s',
		async (state) => {
			const { states, client } = await anHourAway({ state });
			comeBack();
			await pass(5 * SECOND);
			expect(states.at(-1)).toBe('user_ada confirmed');
			expect(client.connection.current).toBe('online');
		}
	);

	test('end the waits of what is retried', async () => {
		browser.convex.state = 'down';
		const { window } = browser.launch();
		const { appended } = window.document;
		await pass(HOUR);
		const before = appended.length;
		while (appended.length === before) await pass(SECOND / 10);
		// Clerk's script, for example: another attempt would begin in a quarter of a minute.
		appended.at(-1)?.dispatchEvent(new Event('error'));
		await pass(1);
		comeBack();
		await pass(5 * SECOND);
		expect(appended).toHaveLength(before + 2);
	});

	test('are not asked for by a hidden page, and noticed when it is in view', async () => {
		const { states, window } = await anHourAway({ isVisible: false });
		const { asked } = browser.convex;
		await pass(HOUR);
		expect(browser.convex.asked).toBe(asked);
		comeBack();
		window.setVisible(true);
		await pass(5 * SECOND);
		expect(states.at(-1)).toBe('user_ada confirmed');
	});

	test('are not asked for while they answer', async () => {
		await browser.openAsAda();
		await pass(HOUR);
		expect(browser.convex.asked).toBe(0);
	});

	test('are not hurried when only the socket has broken', async () => {
		await browser.openAsAda();
		browser.convex.drop('TooManyConcurrentRequests');
		await pass(2.9 * SECOND);
		expect(browser.convex.accepted).toBe(1);
	});
});

describe('a browser that says wrongly that there is no network', () => {
	test('is online, and delivers, when the backend answers', async () => {
		const { client, window } = await browser.openAsAda();
		window.setOnline(false);
		expect(client.connection.current).toBe('offline');
		await soon(client.outbox!.enqueue(sendById, { clientId: '1', body: 'hi' }));
		await pass(SECOND);
		expect(client.connection.current).toBe('online');
		expect(browser.convex.mutations).toMatchObject([{ clientId: '1' }]);
	});

	test('is online when the backend has only sent a ping', async () => {
		const { client, window } = await browser.openAsAda();
		window.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
		window.setOnline(false);
		await pass(14 * SECOND);
		expect(client.connection.current).toBe('offline');
		await pass(2 * SECOND);
		expect(client.connection.current).toBe('online');
	});

	test('is right when the connection has frozen, and is asked no more often than in four seconds', async () => {
		const { client, window } = await browser.openAsAda();
		browser.convex.freeze();
		browser.convex.state = 'mute';
		window.setOnline(false);
		await pass(20 * SECOND);
		expect(client.connection.current).toBe('offline');
		expect(browser.convex.asked).toBeLessThanOrEqual(6);
	});
});

describe('a browser with navigator.onLine while nothing can be reached', () => {
	test('is offline after five seconds, with cached messages and the remembered user', async () => {
		const first = await browser.openAsAda();
		await first.leave();
		first.stop();
		browser.convex.state = 'down';
		browser.clerkServer.isReachable = false;
		const { client, states, messages } = await browser.open();
		await pass(6 * SECOND);
		expect(client.connection.current).toBe('offline');
		expect(states).toEqual(['loading, awaits device', 'user_ada remembered']);
		expect(messages.current).toEqual(['cached', ['hello']]);
	});
});

describe('a machine that slept for an hour', () => {
	test('continues with a new token when its connection was cut', async () => {
		const { window, states, errorCode } = await browser.openAsAda();
		await pass(20 * SECOND);
		const wire = browser.listen();
		window.setVisible(false);
		sleep(HOUR);
		browser.convex.drop();
		window.setVisible(true);
		await pass(5 * SECOND);
		// The old token goes first: Convex's client does not look at its age.
		expect(wire()).toEqual([...connected(2), ...connected(3)]);
		expect(states.at(-1)).toBe('user_ada confirmed');
		expect(states).not.toContain('signed out');
		expect(errorCode()).toBeUndefined();
		await pass(MINUTE);
		expect(wire().slice(6)).toEqual(['3 Authenticate user_ada']);
	});

	test('continues when Convex rejects the expired token on an open connection', async () => {
		const { states } = await browser.openAsAda();
		sleep(HOUR);
		browser.convex.refuseSessions();
		await pass(SECOND);
		expect(states.at(-1)).toBe('user_ada confirmed');
		expect(browser.convex.accepted).toBe(2);
	});

	test('notices within a minute that its connection is dead', async () => {
		const { states } = await browser.openAsAda();
		browser.convex.freeze();
		sleep(HOUR);
		await pass(65 * SECOND);
		expect(states.at(-1)).toBe('user_ada confirmed');
		expect(browser.convex.accepted).toBeGreaterThan(1);
	});
});

describe('a launch while Convex is down', () => {
	test('is confirmed when Convex is up, with the first token', async () => {
		browser.convex.state = 'down';
		browser.clerkServer.addSession('Ada');
		const { states } = await browser.open();
		await pass(30 * SECOND);
		expect(states).toEqual(LAUNCH.slice(0, -1));
		browser.convex.state = 'up';
		await pass(30 * SECOND);
		expect(states).toEqual(LAUNCH);
		expect(browser.clerkServer.asked.length).toBeLessThanOrEqual(2);
	});
});
