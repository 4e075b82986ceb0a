import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { scopeOf, type Identity } from './auth/auth-state.js';
import type { CookieJar } from './auth/rendered-record.js';
import { openIdbStore } from './cache/idb-store.js';
import type { ClerkConvexClient } from './client.svelte.js';
import { ask } from './components/use-cached-query.svelte.js';
import { queryKey } from './convex/query-key.js';
import { Watcher } from './fakes/effects.svelte.js';
import { FakeBrowser, list, settle, until } from './fakes/fake-browser.js';
import { loadClerk } from './fakes/fake-clerk.js';
import type { Preloaded } from './queries/preloaded.js';
import { fromServer } from './rendered-client.svelte.js';

let browser: FakeBrowser;
let written: string[];
let cookies: CookieJar;
beforeEach(() => {
	browser = new FakeBrowser();
	written = [];
	cookies = {
		location: { protocol: 'https:' } as Location,
		get cookie() {
			return written.at(-1) ?? '';
		},
		set cookie(cookie) {
			written.push(cookie);
		}
	};
});
afterEach(() => browser.close());

/** Who somebody is, as a server says it. */
function identityOf(name: string): Identity {
	const id = name.toLowerCase();
	return {
		subject: `user_${id}`,
		sessionId: `sess_${id}`,
		orgId: undefined,
		orgRole: undefined,
		profile: { name, email: undefined, imageUrl: undefined }
	};
}

const ADA = identityOf('Ada');
const pageFor = (identity?: Identity) => fromServer({ identity }, cookies);

/** The messages that a server has read for somebody. */
const messagesFor = (
	identity: Identity,
	value: string[],
	changed: Partial<Preloaded<typeof list>> = {}
): Preloaded<typeof list> => ({
	key: queryKey(list, {}),
	scope: scopeOf(identity),
	deployment: 'convex.test',
	asOf: Date.now(),
	result: { value },
	...changed
});

/** What a component shows that was given the messages of a server, at each change. */
function show(client: ClerkConvexClient, preloaded: Preloaded<typeof list>) {
	let query: ReturnType<typeof ask<typeof list>>;
	let shown: Pick<typeof query, 'data'> & { source?: string | undefined };
	const watcher = new Watcher(() => {
		const now = ask(client.account, list, {});
		// As a `$derived` does: made again when the account is another.
		if (now !== query || !shown) {
			shown = client.over?.(now, { preloaded }, list, {}) ?? now;
			query = now;
		}
		void client.authState.current;
		return `${shown.source}: ${shown.data?.join()}`;
	});
	return {
		now: () => watcher.current,
		seen: () => watcher.seen.filter((one, index, all) => one !== all[index - 1]),
		stop: () => watcher.stop()
	};
}

/** What the device has kept of the messages for a user. */
async function keptFor(subject: string): Promise<unknown> {
	const store = await openIdbStore('clerk-convex:convex.test');
	const kept = await store.get(['user', subject, 'result', queryKey(list, {})]);
	store.close();
	return (kept as { value?: unknown } | undefined)?.value;
}

/** The auth states of a page from now on, in words. */
function follow({ authState }: ClerkConvexClient) {
	const watcher = new Watcher(() => {
		const state = authState.current;
		if (state.status !== 'authenticated') return state.status;
		return `${state.subject} ${state.confirmed ? 'confirmed' : 'remembered'}`;
	});
	return () => watcher.seen.filter((one, index, all) => one !== all[index - 1]);
}

const MINUTE = 60_000;

describe('a page that a server has rendered for Ada', () => {
	test('is hers from the first moment on, and never loading', async () => {
		browser.clerkServer.addSession('Ada');
		const { client } = browser.launchWithClerk({ server: pageFor(ADA) });
		const states = follow(client);
		await until(() => expect(states().at(-1)).toBe('user_ada confirmed'));
		expect(states()).toEqual(['user_ada remembered', 'user_ada confirmed']);
		expect(client.authState.current).toMatchObject({ profile: { name: 'Ada' } });
	});

	test('is hers on a device that remembers Grace, of whom nothing shows', async () => {
		browser.clerkServer.addSession('Grace');
		const graces = browser.launchWithClerk();
		await until(() => expect(graces.state()).toMatchObject({ confirmed: true }));
		graces.stop();
		browser.caches.add('snapshots');
		browser.clerkServer.isReachable = false;
		const { client } = browser.launchWithClerk({ server: pageFor(ADA) });
		const states = follow(client);
		await until(() => expect(client.account?.subject).toBe('user_ada'));
		expect(states()).toEqual(['user_ada remembered']);
		expect(await browser.caches.has('snapshots')).toBe(false);
	});

	test('is nobody’s when Clerk’s answer is that nobody is signed in', async () => {
		const { client } = browser.launchWithClerk({ server: pageFor(ADA) });
		const messages = show(client, messagesFor(ADA, ['for Ada']));
		await until(() => expect(client.authState.current.status).toBe('unauthenticated'));
		expect(messages.now()).toBe('undefined: undefined');
		await until(async () => expect(await keptFor('user_ada')).toBeUndefined());
	});

	test('is not hers when she has signed out on this device and Clerk has not heard of it', async () => {
		const first = await browser.launchAsAda();
		browser.clerkServer.isReachable = false;
		await first.client.logout();
		first.stop();
		const { client, window } = browser.launch({ server: pageFor(ADA) });
		const states = follow(client);
		await until(() => expect(states().at(-1)).toBe('unauthenticated'));
		expect(client.account).toBeUndefined();
		expect(written).toEqual([cookieOf('sess_ada', 34_560_000)]);
		browser.clerkServer.isReachable = true;
		loadClerk(window, browser.clerkServer);
		await until(() => expect(written.at(-1)).toBe(cookieOf('', 0)));
		expect(browser.clerkServer.sessions).toEqual([]);
		expect(states()).toEqual(['user_ada remembered', 'unauthenticated']);
	});

	test('tells the server of a sign-out before anything else happens', async () => {
		browser.clerkServer.addSession('Ada');
		const { client, state } = browser.launchWithClerk({ server: pageFor(ADA) });
		await until(() => expect(state()).toMatchObject({ confirmed: true }));
		browser.clerkServer.isReachable = false;
		written.length = 0;
		const leaving = client.logout();
		expect(written).toEqual([cookieOf('sess_ada', 34_560_000)]);
		await leaving;
		expect(state()).toMatchObject({ status: 'unauthenticated', isSignOutPending: true });
	});

	test('becomes Grace’s by way of loading, and Ada’s again in the same way', async () => {
		browser.clerkServer.addSession('Ada');
		const { client, clerk } = browser.launchWithClerk({ server: pageFor(ADA) });
		const states = follow(client);
		for (const [name, state] of [
			['Grace', 'user_grace confirmed'],
			['Ada', 'user_ada confirmed']
		] as const) {
			await until(() => expect(states().at(-1)).toContain('confirmed'));
			browser.clerkServer.sessions = [];
			clerk.signIn(name);
			await until(() => expect(states().at(-1)).toBe(state));
		}
		expect(states()).toEqual([
			'user_ada remembered',
			'user_ada confirmed',
			'loading',
			'user_grace confirmed',
			'loading',
			'user_ada confirmed'
		]);
	});
});

describe('a page that a server has rendered for nobody', () => {
	const pageForNobody = fromServer({ identity: undefined, isSignedOut: true }, undefined);

	test('is nobody’s from the first moment on, and stays so when Clerk has answered', async () => {
		const { client, window } = browser.launch({ server: pageForNobody });
		const states = follow(client);
		expect(client.authState.current).toMatchObject({ confirmed: false });
		await settle();
		loadClerk(window, browser.clerkServer);
		await until(() => expect(client.authState.current).not.toHaveProperty('confirmed'));
		expect(states()).toEqual(['unauthenticated']);
	});

	test('asks nothing as nobody until Clerk has answered', async () => {
		browser.clerkServer.isReachable = false;
		const { client } = browser.launchWithClerk({ server: pageForNobody });
		const query = new Watcher(() => client.readable?.query(list, {}).data);
		await until(() => expect(client.authState.current.error?.code).toBe('clerk_not_loaded'));
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect(client.authState.current).toMatchObject({ status: 'unauthenticated' });
		expect(query.current).toBeUndefined();
		expect(browser.convex.accepted).toBe(0);
	});

	test('is the page of whom the device remembers, and deletes nothing of theirs', async () => {
		await browser.rememberAda();
		browser.clerkServer.isReachable = false;
		const { client } = browser.launchWithClerk({ server: pageForNobody });
		const states = follow(client);
		await until(() => expect(client.account?.subject).toBe('user_ada'));
		expect(states()).toEqual(['unauthenticated', 'user_ada remembered']);
		expect(await keptFor('user_ada')).toEqual(['hello']);
	});

	test('is the page of whom Clerk has signed in', async () => {
		browser.clerkServer.addSession('Ada');
		const { client } = browser.launchWithClerk({ server: pageForNobody });
		const login = client.login();
		const states = follow(client);
		await until(() => expect(states().at(-1)).toBe('user_ada confirmed'));
		expect(await login).toMatchObject({ subject: 'user_ada' });
		expect(states()).toEqual(['unauthenticated', 'loading', 'user_ada confirmed']);
	});
});

/** The cookie that a page has for its server. */
const cookieOf = (value: string, lifeS: number) =>
	`clerk_convex_signed_out=${value}; Path=/; Max-Age=${lifeS}; SameSite=Lax; Secure`;

describe('what a server has read', () => {
	test('shows before the device is read, then is live, and is kept on the device', async () => {
		browser.clerkServer.addSession('Ada');
		browser.convex.result = ['now'];
		const { client, window } = browser.launch({ server: pageFor(ADA) });
		const messages = show(client, messagesFor(ADA, ['from the server']));
		expect(messages.now()).toBe('server: from the server');
		await until(async () => expect(await keptFor('user_ada')).toEqual(['from the server']));
		expect(messages.now()).toBe('server: from the server');
		loadClerk(window, browser.clerkServer);
		await until(() => expect(messages.now()).toBe('live: now'));
		expect(messages.seen()).toEqual(['server: from the server', 'live: now']);
	});

	test('does not hide or replace what the device has, where that is newer', async () => {
		const old = messagesFor(ADA, ['from the server'], { asOf: Date.now() - MINUTE });
		await browser.rememberAda();
		const { client } = browser.launch({ server: pageFor(ADA) });
		const messages = show(client, old);
		await until(() => expect(messages.now()).toBe('cached: hello'));
		expect(messages.seen()).toEqual(['server: from the server', 'cached: hello']);
		await until(async () => expect(await keptFor('user_ada')).toEqual(['hello']));
	});

	test('replaces what the device has, where that is older', async () => {
		await browser.rememberAda();
		const { client } = browser.launch({ server: pageFor(ADA) });
		const newer = messagesFor(ADA, ['from the server'], { asOf: Date.now() + MINUTE });
		await vi.advanceTimersByTimeAsync(MINUTE);
		const messages = show(client, newer);
		await until(async () => expect(await keptFor('user_ada')).toEqual(['from the server']));
		expect(messages.seen()).toEqual(['server: from the server']);
	});

	test('by a clock that is ahead is not newer than what comes afterwards', async () => {
		browser.clerkServer.addSession('Ada');
		browser.convex.result = ['now'];
		const { client } = browser.launchWithClerk({ server: pageFor(ADA) });
		const ahead = messagesFor(ADA, ['from the server'], { asOf: Date.now() + 60 * MINUTE });
		const messages = show(client, ahead);
		await until(() => expect(messages.now()).toBe('live: now'));
		await until(async () => expect(await keptFor('user_ada')).toEqual(['now']));
	});

	test.each([
		['another user', { scope: scopeOf(identityOf('Grace')) }],
		['another session', { scope: scopeOf({ ...ADA, sessionId: 'sess_other' }) }],
		['another organisation', { scope: scopeOf({ ...ADA, orgId: 'org_1', orgRole: 'admin' }) }],
		['nobody', { scope: '' }],
		['another deployment', { deployment: 'other.test' }],
		['another query', { key: queryKey(list, { room: 'b' } as never) }]
	])('for %s is dropped: it neither shows nor is kept', async (_whose, changed) => {
		browser.clerkServer.addSession('Ada');
		const { client, window } = browser.launch({ server: pageFor(ADA) });
		const messages = show(client, messagesFor(ADA, ['not for here'], changed));
		await until(() => expect(client.account).toBeDefined());
		loadClerk(window, browser.clerkServer);
		await until(() => expect(messages.now()).toMatch(/^live/));
		expect(messages.seen().join()).not.toContain('not for here');
		await until(async () => expect(await keptFor('user_ada')).toEqual([]));
	});

	test('is dropped when another user signs in', async () => {
		browser.clerkServer.addSession('Ada');
		const { client, clerk, state } = browser.launchWithClerk({ server: pageFor(ADA) });
		const messages = show(client, messagesFor(ADA, ['for Ada']));
		expect(messages.now()).toBe('server: for Ada');
		await until(() => expect(state()).toMatchObject({ confirmed: true }));
		await client.logout();
		expect(messages.now()).toBe('undefined: undefined');
		browser.clerkServer.sessions = [];
		browser.convex.result = ['for Grace'];
		clerk.signIn('Grace');
		await until(() => expect(messages.now()).toBe('live: for Grace'));
		expect(messages.seen().slice(1).join()).not.toContain('for Ada');
		await until(async () => expect(await keptFor('user_ada')).toBeUndefined());
	});

	test('does not come back when the query has been forgotten since', async () => {
		browser.clerkServer.addSession('Ada');
		const { client } = browser.launch({ server: pageFor(ADA) });
		const preloaded = messagesFor(ADA, ['gone']);
		const messages = show(client, preloaded);
		await until(async () => expect(await keptFor('user_ada')).toEqual(['gone']));
		await client.account?.forget(() => true);
		expect(messages.now()).toBe('undefined: undefined');
		expect(show(client, preloaded).now()).not.toContain('gone');
		await until(async () => expect(await keptFor('user_ada')).toBeUndefined());
	});
});
