import { useMutation } from 'convex-svelte';
import { closeConvex, initConvex } from 'convex-svelte/sveltekit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClerkConvexClient } from '../client.svelte.js';
import { list, send } from '../fakes/fake-browser.js';
import { loadClerk } from '../fakes/fake-clerk.js';
import { MINUTE, TimedBrowser, pass, soon, until } from '../fakes/timed-browser.js';

const URL = 'http://convex.test';

let browser: TimedBrowser;

beforeEach(() => {
	browser = new TimedBrowser();
	browser.convex.result = ['of nobody'];
});
afterEach(async () => {
	browser.close();
	await closeConvex();
});

/** Convex's client as an app's own code has it, by `initConvex` or `setupConvex`, and what that shows. */
function ownClient(url = URL) {
	const shown: unknown[] = [];
	// convex-svelte takes a test for a server.
	const client = initConvex(url, { disabled: false });
	client.onUpdate(
		list,
		{},
		(result) => shown.push(result),
		(error) => shown.push(error)
	);
	return { client, shown };
}

const errorCodeOf = (error: unknown) => (error as { code?: string } | undefined)?.code;

describe('a client of the app’s own, made before the provider’s', () => {
	test.each([
		['with the same address', URL],
		['with a slash at its end', `${URL}/`],
		['with another name of the same machine', 'http://convex.localhost'],
		['of another deployment', 'http://other.test']
	])('%s, never gets a token, and the auth state says what is wrong', async (_case, url) => {
		browser.launch().stop();
		const { shown } = ownClient(url);
		await until(() => shown.length > 0);
		browser.clerkServer.addSession('Ada');
		const { errorCode, states, client } = await browser.open();
		await until(() => errorCode() === 'convex_client_taken');
		browser.convex.result = ['of Ada'];
		await pass(MINUTE);
		expect(browser.convex.tokens).toEqual([]);
		expect(states.at(-1)).toBe('loading, awaits convex');
		expect(shown).toEqual([['of nobody']]);
		const refused = expect(client.login()).rejects.toMatchObject({ code: 'convex_client_taken' });
		await soon(refused);
	});

	test('keeps the user out only while it is there', async () => {
		browser.launch().stop();
		ownClient();
		browser.clerkServer.addSession('Ada');
		const { errorCode, states } = await browser.open();
		await until(() => errorCode() === 'convex_client_taken');
		await closeConvex();
		await pass(MINUTE);
		expect(states.at(-1)).toBe('user_ada confirmed');
		expect(errorCode()).toBeUndefined();
	});
});

describe('a client of the app’s own, made while a user is there', () => {
	test('gets an error, and neither this user’s data nor the next one’s', async () => {
		const { client, clerk, states } = await browser.openAsAda();
		const { client: own, shown } = ownClient();
		await pass(0);
		expect(shown.map(errorCodeOf)).toEqual(['convex_client_taken']);
		await expect(own.query(list, {})).rejects.toMatchObject({ code: 'convex_client_taken' });
		// What convexLoad() does in a browser.
		await expect(own.query(list, {})).rejects.toThrow('preload() of clerk-convex-svelte/server');
		expect(() => own.client).toThrow('Remove setupConvex()');
		expect(() => own.setAuth(() => Promise.resolve('token'))).toThrow('Remove setupConvex()');
		await soon(client.logout());
		expect(own.closed).toBe(true);
		clerk.signIn('Grace');
		await until(() => states.at(-1) === 'user_grace confirmed');
		browser.convex.publish();
		await pass(MINUTE);
		expect(shown.map(errorCodeOf)).toEqual(['convex_client_taken']);
	});

	test('does not exist: a mutation of convex-svelte’s is the user’s', async () => {
		await browser.openAsAda();
		const wire = browser.listen();
		await soon(useMutation(send)({ clientId: 'a', body: 'hi' }));
		expect(wire()).toEqual(['1 Mutation messages:send']);
		expect(browser.convex.identities).toEqual(['user_ada']);
	});

	test('is closed with nobody else’s: what the app made after closing it stays', async () => {
		const { client } = await browser.openAsAda();
		await closeConvex();
		const { client: own } = ownClient();
		await soon(client.logout());
		expect(own.closed).toBe(false);
	});
});

test.each([
	['of the same deployment', URL],
	['of another deployment', 'http://other.test']
])(
	'of two providers, the second one, %s, is refused before it starts anything',
	async (_case, convexUrl) => {
		const { states, window, stop } = await browser.openAsAda();
		const second = createClerkConvexClient({ clerk: { publishableKey: 'pk_test_' }, convexUrl });
		const { length } = window.listenedTo;
		const start = () => second.start(window.asWindow);
		expect(start).toThrow(expect.objectContaining({ code: 'second_provider' }));
		expect(window.listenedTo).toHaveLength(length);
		expect(states.at(-1)).toBe('user_ada confirmed');
		stop();
		start()();
	}
);

test('an address with a slash at its end is the same deployment', async () => {
	browser.clerkServer.addSession('Ada');
	const { state, window } = browser.launch({ convexUrl: `${URL}/` });
	loadClerk(window, browser.clerkServer);
	await until(() => state().status === 'authenticated');
	expect(browser.convex.addresses).toEqual([expect.stringMatching(/^ws:\/\/convex.test\/api\//)]);
});
