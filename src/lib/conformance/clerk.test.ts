import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadClerk } from '../fakes/fake-clerk.js';
import {
	HOUR,
	LAUNCH,
	MINUTE,
	SECOND,
	TimedBrowser,
	pass,
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

const never = () => new Promise<never>(() => undefined);

describe('an event of Clerk’s', () => {
	test('with equal but new objects, a hundred times, costs no token and no Authenticate', async () => {
		const { clerk, states, messages } = await browser.openAsAda();
		const wire = browser.listen();
		const shown = messages.seen.length;
		for (let count = 0; count < 100; count += 1) {
			clerk.emit();
			await pass(10);
		}
		expect(wire()).toEqual([]);
		expect(browser.clerkServer.asked).toHaveLength(1);
		expect(states).toEqual(LAUNCH);
		expect(messages.seen).toHaveLength(shown);
	});

	test('with a new name of the user is published, and costs no token and no Authenticate', async () => {
		const { clerk, state } = await browser.openAsAda();
		const wire = browser.listen();
		for (const { user } of browser.clerkServer.sessions) user.fullName = 'Countess';
		clerk.emit();
		await pass(SECOND);
		expect(state()).toMatchObject({ confirmed: true, profile: { name: 'Countess' } });
		expect(wire()).toEqual([]);
		expect(browser.clerkServer.asked).toHaveLength(1);
	});

	test('at each of its tokens causes no other token', async () => {
		const { clerk } = await browser.openAsAda();
		let emissions = 0;
		clerk.addListener(() => (emissions += 1));
		// Clerk tells a new listener what is.
		emissions = 0;
		await pass(51 * SECOND);
		expect(emissions).toBe(1);
		expect(browser.clerkServer.asked).toHaveLength(2);
		await pass(40 * SECOND);
		expect(browser.clerkServer.asked).toHaveLength(2);
	});

	test('between two sessions is no sign-out', async () => {
		const { clerk, states } = await browser.openAsAda();
		clerk.emitNothingYet();
		await pass(SECOND);
		expect(states.at(-1)).toBe('user_ada remembered');
		clerk.emit();
		await pass(SECOND);
		expect(states.at(-1)).toBe('user_ada confirmed');
		expect(states).not.toContain('signed out');
	});

	test('before the first session is loading', async () => {
		const { clerk, states } = await browser.open();
		await until(() => states.at(-1) === 'signed out');
		clerk.emitNothingYet();
		await pass(SECOND);
		expect(states.at(-1)).toBe('loading, awaits clerk');
	});

	test('with a pending session signs nobody in, and costs no token', async () => {
		browser.clerkServer.addSession('Ada', 'pending');
		const { states } = await browser.open();
		await until(() => states.at(-1) === 'signed out');
		await pass(MINUTE);
		expect(browser.clerkServer.asked).toEqual([]);
		expect(browser.convex.accepted).toBe(0);
	});

	test('when the session’s tasks are done signs in automatically', async () => {
		const session = browser.clerkServer.addSession('Ada', 'pending');
		const { clerk, states } = await browser.open();
		await until(() => states.at(-1) === 'signed out');
		session.status = 'active';
		clerk.emit();
		await pass(SECOND);
		expect(states.slice(-2)).toEqual(['loading, awaits convex', 'user_ada confirmed']);
	});

	test('that a session was revoked elsewhere ends the connection', async () => {
		const { clerk, states } = await browser.openAsAda();
		browser.clerkServer.sessions = [];
		await soon(clerk.client.reload());
		expect(states.at(-1)).toBe('signed out');
		expect(browser.convex.sockets.size).toBe(0);
	});
});

describe('a session whose own tokens are not for Convex', () => {
	test('gets tokens of the template, and no more of them in an hour', async () => {
		browser.clerkServer.isIntegrated = false;
		browser.clerkServer.hasTemplate = true;
		const { states } = await browser.openAsAda();
		await pass(HOUR);
		const templates = browser.clerkServer.asked.map(({ template }) => template);
		expect(templates.filter((one) => one === undefined).length).toBeLessThanOrEqual(1);
		expect(templates.length).toBeLessThanOrEqual(74);
		expect(states).toEqual(LAUNCH);
	});

	test('and without a template is an error that says what to do, and no sign-out', async () => {
		browser.clerkServer.isIntegrated = false;
		browser.clerkServer.addSession('Ada');
		const { states, errorCode } = await browser.open();
		await until(() => errorCode() === 'no_convex_audience');
		await pass(HOUR);
		expect(errorCode()).toBe('no_convex_audience');
		expect(states).toEqual(LAUNCH.slice(0, -1));
	});

	test('is confirmed without a reload when either is turned on', async () => {
		browser.clerkServer.isIntegrated = false;
		browser.clerkServer.addSession('Ada');
		const { clerk, states, errorCode } = await browser.open();
		await until(() => errorCode() === 'no_convex_audience');
		browser.clerkServer.hasTemplate = true;
		await pass(MINUTE);
		expect(states).toEqual(LAUNCH);
		expect(errorCode()).toBeUndefined();
		browser.clerkServer.isIntegrated = true;
		await soon(clerk.session?.getToken({}) ?? never());
		const before = browser.clerkServer.asked.length;
		await pass(MINUTE);
		expect(browser.clerkServer.asked.slice(before)).toEqual([{ skipCache: true }]);
	});
});

describe('Clerk’s own retries', () => {
	test('for three minutes do not delay the session', async () => {
		browser.clerkServer.addSession('Ada');
		const slow = () =>
			new Promise<never>((_, reject) => {
				setTimeout(() => reject(new TypeError('Failed to fetch')), 161.8 * SECOND);
			});
		browser.clerkServer.answers.push(slow, slow);
		const { states, errorCode } = await browser.open();
		await until(() => browser.clerkServer.asked.length === 1);
		await pass(11 * SECOND);
		expect(errorCode()).toBe('token_retrieval_failed');
		await pass(12 * SECOND);
		expect(states).toEqual(LAUNCH);
		expect(errorCode()).toBeUndefined();
	});

	test('that end offline after 15 s are no sign-out, however often', async () => {
		const { window, states, errorCode } = await browser.openAsAda();
		const offline = () =>
			new Promise<never>((_, reject) => {
				const error = Object.assign(new Error('offline'), { code: 'clerk_offline' });
				setTimeout(() => reject(error), 14.86 * SECOND);
			});
		browser.clerkServer.answers.push(...Array<typeof offline>(1_000).fill(offline));
		browser.convex.state = 'down';
		window.setOnline(false);
		browser.convex.drop();
		await pass(HOUR);
		expect(states.at(-1)).toBe('user_ada remembered');
		browser.clerkServer.answers.length = 0;
		browser.convex.state = 'up';
		window.setOnline(true);
		await pass(11 * SECOND);
		expect(states.at(-1)).toBe('user_ada confirmed');
		expect(states).not.toContain('signed out');
		expect(errorCode()).toBeUndefined();
	});
});

describe('Clerk that is down', () => {
	test('at a launch leaves the last user remembered, and loads when it is up', async () => {
		const first = await browser.openAsAda();
		await first.leave();
		first.stop();
		browser.clerkServer.isReachable = false;
		const { window, states, errorCode } = await browser.open();
		await pass(5 * MINUTE);
		expect(errorCode()).toBe('clerk_not_loaded');
		expect(states).toEqual(['loading, awaits device', 'user_ada remembered']);
		browser.clerkServer.isReachable = true;
		loadClerk(window, browser.clerkServer);
		await pass(30 * SECOND);
		expect(states.slice(2)).toEqual(['user_ada confirmed']);
		expect(errorCode()).toBeUndefined();
	});
});
