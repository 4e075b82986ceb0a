import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeBrowser, send, settle, until } from './fakes/fake-browser.js';
import { loadClerk } from './fakes/fake-clerk.js';

let browser: FakeBrowser;

beforeEach(() => {
	browser = new FakeBrowser();
});
afterEach(() => {
	browser.close();
});

const written = (body: string) => ({ clientId: body, body });

/** Ada was signed in here before, and writes this without a network. */
async function writeOffline(body: string) {
	await browser.rememberAda();
	const app = browser.launch({ isOnline: false });
	await until(() => expect(app.client.outbox).toBeDefined());
	await app.client.outbox?.enqueue(send, written(body));
	return app;
}

/** The mutations that have arrived at the backend. */
const arrived = () => browser.convex.mutations;

describe('a mutation written without a network', () => {
	test('is sent at a later launch, when Convex has confirmed its author', async () => {
		const { client, stop } = await writeOffline('hi');
		expect(client.outbox?.entries).toMatchObject([{ id: 'hi', state: { status: 'waiting' } }]);
		stop();
		expect(arrived()).toEqual([]);
		const next = browser.launchWithClerk();
		await until(() => expect(arrived()).toEqual([written('hi')]));
		await until(() => expect(next.client.outbox?.entries).toEqual([]));
	});

	test('is not sent as another user, but when its author is back', async () => {
		const { client } = await writeOffline('from Ada');
		await client.logout();
		const clerk = loadClerk(browser.launch().window, browser.clerkServer);
		await until(() => expect(browser.clerkServer.sessions).toEqual([]));
		clerk.signIn('Grace');
		await until(() => expect(browser.convex.identities).toEqual(['user_grace']));
		await settle();
		expect(arrived()).toEqual([]);
		await clerk.signOut({ sessionId: 'sess_grace' });
		clerk.signIn('Ada');
		await until(() => expect(arrived()).toEqual([written('from Ada')]));
	});

	test('is not sent in another organisation, but when its author is back in the first', async () => {
		browser.clerkServer.addSession('Grace');
		const { client, clerk, state } = browser.launchWithClerk();
		await until(() => expect(state()).toMatchObject({ confirmed: true }));
		clerk.switchTo('org_navy', 'org:admin');
		await until(() => expect(state()).toMatchObject({ confirmed: true, orgId: 'org_navy' }));
		browser.convex.state = 'mute';
		await client.outbox?.enqueue(send, written('to the navy'));
		await until(() => expect(client.outbox?.entries).toHaveLength(1));
		browser.convex.state = 'up';
		clerk.switchTo('org_army', 'org:admin');
		await until(() => expect(state()).toMatchObject({ confirmed: true, orgId: 'org_army' }));
		expect(client.outbox?.entries).toEqual([]);
		expect(arrived()).toEqual([]);
		clerk.switchTo('org_navy', 'org:admin');
		await until(() => expect(arrived()).toEqual([written('to the navy')]));
	});
});

describe('a sign-out with pending mutations', () => {
	test('keeps them for the next sign-in, and counts them', async () => {
		const { client } = await writeOffline('hi');
		await client.outbox?.enqueue(send, written('there'));
		expect(client.pendingWhileSignedOut.size).toBe(0);
		await client.logout();
		await until(() =>
			expect(client.pendingWhileSignedOut).toEqual(new Map([['messages:send', 2]]))
		);
		expect(await browser.storedOf('user_ada')).toEqual([]);
	});

	test('discards them on request', async () => {
		const { client } = await writeOffline('hi');
		await client.logout({ pending: 'discard' });
		expect(client.account).toBeUndefined();
		const next = browser.launchWithClerk();
		// Until Clerk has been told, a new session would be ended with the old one.
		await until(() => expect(next.state()).toMatchObject({ isSignOutPending: false }));
		next.clerk.signIn('Ada');
		await until(() => expect(next.state()).toMatchObject({ confirmed: true }));
		expect(next.client.outbox?.entries).toEqual([]);
		expect(arrived()).toEqual([]);
	});
});
