import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, SECOND, TimedBrowser, left, pass, send, until } from '../fakes/timed-browser.js';

let browser: TimedBrowser;

beforeEach(() => {
	browser = new TimedBrowser();
});
afterEach(() => {
	browser.close();
});

const connected = (socket: number, identity: string) => [
	`${socket} Connect`,
	`${socket} Authenticate ${identity}`,
	`${socket} ModifyQuerySet +messages:list`
];

describe('another user', () => {
	test('is loading first, then gets a connection of their own with their token first', async () => {
		const { clerk, states } = await browser.openAsAda();
		const before = states.length;
		const wire = browser.listen();
		clerk.signIn('Grace');
		await pass(SECOND);
		expect(wire()).toEqual([...left(1), ...connected(2, 'user_grace')]);
		expect(states.slice(before)).toEqual(['loading, awaits convex', 'user_grace confirmed']);
		expect(browser.convex.identities).toEqual(['user_grace']);
	});

	test('never sees a message of the last user’s', async () => {
		const { clerk, messages } = await browser.openAsAda();
		const before = messages.seen.length;
		browser.convex.result = ['of Grace'];
		clerk.signIn('Grace');
		await pass(SECOND);
		const shown = messages.seen.slice(before).map(([, data]) => data);
		expect(shown).not.toContainEqual(['hello']);
		expect(shown.at(-1)).toEqual(['of Grace']);
	});

	test('costs one token, and no more tokens of the last user’s are fetched', async () => {
		const { clerk } = await browser.openAsAda();
		await pass(30 * SECOND);
		const asked = browser.clerkServer.asked.length;
		const wire = browser.listen();
		clerk.signIn('Grace');
		await pass(49 * SECOND);
		expect(browser.clerkServer.asked).toHaveLength(asked + 1);
		await pass(HOUR);
		expect(wire()).not.toContainEqual(expect.stringContaining('user_ada'));
	});

	test('does not send a mutation that the last user had not sent', async () => {
		const { client, clerk, states } = await browser.openAsAda();
		browser.clerkServer.isReachable = false;
		const wire = browser.listen();
		browser.convex.refuseSessions();
		const outcome = expect(client.mutation(send, { body: 'as Ada' })).rejects.toMatchObject({
			code: 'not_connected'
		});
		await pass(SECOND);
		expect(wire()).toEqual([]);
		browser.clerkServer.isReachable = true;
		clerk.signIn('Grace');
		await outcome;
		await pass(HOUR);
		expect(states.at(-1)).toBe('user_grace confirmed');
		expect(wire()).not.toContainEqual(expect.stringContaining('Mutation'));
	});

	test('does not send a mutation again to which the last user had no answer', async () => {
		const { client, clerk, states } = await browser.openAsAda();
		browser.convex.state = 'mute';
		const outcome = expect(client.mutation(send, { body: 'as Ada' })).rejects.toMatchObject({
			code: 'outcome_unknown'
		});
		await pass(SECOND);
		browser.convex.state = 'up';
		const wire = browser.listen();
		clerk.signIn('Grace');
		await outcome;
		await pass(HOUR);
		expect(states.at(-1)).toBe('user_grace confirmed');
		expect(wire()).not.toContainEqual(expect.stringContaining('Mutation'));
	});

	test('never uses a token of the last user’s that is being fetched', async () => {
		const { clerk, states } = await browser.openAsAda();
		let give!: (token: string | null) => void;
		browser.clerkServer.answers.push(() => new Promise((resolve) => (give = resolve)));
		await pass(51 * SECOND);
		const wire = browser.listen();
		const [last = null] = browser.convex.tokens;
		clerk.signIn('Grace');
		give(last);
		await pass(SECOND);
		expect(wire()).toEqual([...left(1), ...connected(2, 'user_grace')]);
		expect(states.at(-1)).toBe('user_grace confirmed');
	});

	test('and back again at once leaves one connection, of the last of them', async () => {
		const { clerk, states } = await browser.openAsAda();
		clerk.signIn('Grace');
		clerk.signIn('Ada', '_again');
		clerk.signIn('Grace', '_again');
		await pass(5 * SECOND);
		expect(states.at(-1)).toBe('user_grace confirmed');
		expect(browser.convex.identities).toEqual(['user_grace']);
	});
});

describe.each([
	['session of the same user', 'user_ada', (clerk: Clerk) => clerk.signIn('Ada', '_again')],
	['organisation', 'user_ada@org_army', (clerk: Clerk) => clerk.switchTo('org_army', 'org:admin')],
	['role', 'user_ada@org_navy', (clerk: Clerk) => clerk.switchTo('org_navy', 'org:member')]
])('another %s', (_what, identity, change) => {
	test('is loading first, then gets another connection, for one new token', async () => {
		const { clerk, states } = await browser.openAsAda();
		clerk.switchTo('org_navy', 'org:admin');
		await until(() => states.at(-1) === 'user_ada@org_navy confirmed');
		await pass(SECOND);
		const before = states.length;
		const asked = browser.clerkServer.asked.length;
		const wire = browser.listen();
		change(clerk);
		await pass(SECOND);
		expect(wire()).toEqual([...left(2), ...connected(3, identity)]);
		expect(states.slice(before)).toEqual(['loading, awaits convex', `${identity} confirmed`]);
		expect(browser.clerkServer.asked).toHaveLength(asked + 1);
		expect(browser.convex.identities).toEqual([identity]);
	});
});

type Clerk = Awaited<ReturnType<TimedBrowser['openAsAda']>>['clerk'];
