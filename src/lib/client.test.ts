import { makeFunctionReference } from 'convex/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthState } from './auth/auth-state.js';
import type { ClerkConvexClient } from './client.svelte.js';
import { Watcher } from './fakes/effects.svelte.js';
import { FakeBrowser, list, settle, until } from './fakes/fake-browser.js';
import { loadClerk, type FakeClerk } from './fakes/fake-clerk.js';
import type { FakeWindow } from './fakes/fake-window.js';

const send = makeFunctionReference<'mutation', { body: string }, null>('messages:send');

let browser: FakeBrowser;

beforeEach(() => {
	browser = new FakeBrowser();
});
afterEach(() => {
	browser.close();
});

describe('a launch without Clerk', () => {
	test('uses the identity that was confirmed last', async () => {
		await browser.rememberAda();
		const { client, state } = browser.launch();
		const statuses = new Watcher(() => state().status);
		await until(() =>
			expect(state()).toMatchObject({
				status: 'authenticated',
				confirmed: false,
				subject: 'user_ada',
				profile: { name: 'Ada' }
			})
		);
		expect(statuses.seen).not.toContain('unauthenticated');
		await until(() => expect(client.account?.texts.text('draft')).toBe('Dear'));
		await statuses.stop();
	});

	test('uses it also while Clerk’s servers cannot be reached', async () => {
		await browser.rememberAda();
		browser.clerkServer.isReachable = false;
		const { client, state } = browser.launchWithClerk();
		const statuses = new Watcher(() => state().status);
		await until(() => {
			expect(client.authState.current.error?.code).toBe('clerk_not_loaded');
			expect(statuses.current).toBe('authenticated');
		});
		expect(new Set(statuses.seen)).toEqual(new Set(['loading', 'authenticated']));
		await statuses.stop();
	});

	test('waits for Clerk when no identity is remembered', async () => {
		browser.convex.state = 'down';
		const { client, state } = browser.launch({ isOnline: false });
		await until(() => expect(state()).toEqual({ status: 'loading', awaits: 'clerk' }));
		expect(client.account).toBeUndefined();
		expect(client.connection.current).toBe('offline');
	});

	test('sends nothing to Convex', async () => {
		await browser.rememberAda();
		const { client } = browser.launch();
		await until(() => expect(client.account).toBeDefined());
		await expect(client.mutation(send, { body: 'hi' })).rejects.toMatchObject({
			code: 'not_connected'
		});
	});
});

describe('Clerk’s answer', () => {
	test('that nobody is signed in removes the remembered identity and wipes its data', async () => {
		await browser.rememberAda();
		browser.clerkServer.sessions = [];
		const { client, state } = browser.launchWithClerk();
		await until(() =>
			expect(state()).toEqual({ status: 'unauthenticated', isSignOutPending: false })
		);
		expect(client.account).toBeUndefined();
		await until(async () => expect(await browser.storedOf('user_ada')).toEqual([]));
		const next = browser.launch();
		await until(() => expect(next.state()).toEqual({ status: 'loading', awaits: 'clerk' }));
	});

	test('that another user is signed in opens their account when Convex confirms, and never shows the last one’s', async () => {
		await browser.rememberAda();
		browser.clerkServer.sessions = [];
		browser.clerkServer.addSession('Grace');
		browser.convex.state = 'mute';
		const { client, window, state } = browser.launch();
		await until(() => expect(client.account?.subject).toBe('user_ada'));
		const shown = new Watcher(() => [state().status, client.account?.subject]);
		loadClerk(window, browser.clerkServer);
		await until(() => expect(client.account?.subject).toBe('user_grace'));
		expect(state()).toEqual({ status: 'loading', awaits: 'convex' });
		void shown.current;
		expect(shown.seen).toEqual([
			['authenticated', 'user_ada'],
			['loading', undefined],
			['loading', 'user_grace']
		]);
		await until(async () => expect(await browser.storedOf('user_ada')).toEqual([]));
		await shown.stop();
	});

	test('that the user has changed closes the last user’s account at once', async () => {
		const { client, clerk, state, reader } = await browser.launchAsAda();
		clerk.signIn('Grace');
		expect(client.account).toBeUndefined();
		await until(() => expect(state()).toMatchObject({ subject: 'user_grace', confirmed: true }));
		expect(client.account?.subject).toBe('user_grace');
		expect(client.account?.texts.text('draft')).toBeUndefined();
		// She is still signed in beside Grace.
		expect(await browser.storedOf('user_ada')).toEqual(['result', 'text']);
		await reader.stop();
	});

	test('that the session is pending closes the user’s account and keeps their data', async () => {
		await browser.rememberAda();
		for (const session of browser.clerkServer.sessions) session.status = 'pending';
		const { client, state } = browser.launchWithClerk();
		await until(() => expect(state().status).toBe('unauthenticated'));
		await settle();
		expect(client.account).toBeUndefined();
		expect(await browser.storedOf('user_ada')).toEqual(['result', 'text']);
	});
});

describe('another organisation of the same user', () => {
	test.each<[string, string, string]>([
		['organisation', 'org_army', 'org:admin'],
		['role', 'org_navy', 'org:member']
	])(
		'or another %s of it is loading first, with nothing of the last one',
		async (_what, id, role) => {
			browser.clerkServer.addSession('Grace');
			const { client, window, clerk, state } = browser.launchWithClerk();
			await until(() => expect(state()).toMatchObject({ confirmed: true }));
			browser.convex.result = ['of the navy'];
			clerk.switchTo('org_navy', 'org:admin');
			await until(() => expect(state()).toMatchObject({ confirmed: true, orgId: 'org_navy' }));
			const shown = new Watcher(() => {
				const now = state();
				const organization = 'orgId' in now ? [now.orgId, now.orgRole] : undefined;
				return [now.status, organization, client.account?.query(list, {}).data];
			});
			await until(() => expect(shown.current?.at(-1)).toEqual(['of the navy']));

			browser.convex.result = ['of the next'];
			browser.convex.state = 'mute';
			const last = shown.seen.length;
			clerk.switchTo(id, role);
			await until(() => expect(client.account?.query(list, {}).awaits).toBe('convex'));
			expect(shown.current).toEqual(['loading', undefined, undefined]);
			browser.convex.state = 'up';
			browser.convex.drop();
			window.setOnline(true);
			await until(() => expect(shown.current?.at(-1)).toEqual(['of the next']));
			const [first, ...rest] = shown.seen.slice(last);
			expect(first).toEqual(['loading', undefined, undefined]);
			expect(new Set(rest.map(String))).not.toContain('of the navy');
			expect(shown.current).toEqual(['authenticated', [id, role], ['of the next']]);
			expect(browser.convex.sockets.size).toBe(1);
			await shown.stop();
		}
	);
});

describe('a login', () => {
	test('waits for Convex, and retries failed steps at once', async () => {
		vi.spyOn(console, 'error').mockImplementation(() => undefined);
		browser.convex.acceptsTokens = false;
		browser.clerkServer.addSession('Ada');
		const { client, state } = browser.launchWithClerk();
		await until(() => expect(state().error?.code).toBe('rejected_by_convex'));
		await expect(client.login()).rejects.toMatchObject({ code: 'rejected_by_convex' });
		browser.convex.acceptsTokens = true;
		expect(await client.login()).toMatchObject({ subject: 'user_ada', confirmed: true });
		expect(state().error).toBeUndefined();
	});

	test('rejects when nobody is signed in', async () => {
		const { client } = browser.launchWithClerk();
		await expect(client.login()).rejects.toMatchObject({ code: 'no_active_session' });
	});
});

describe('an error', () => {
	test('is the same object while the same step fails in the same way', async () => {
		vi.spyOn(console, 'error').mockImplementation(() => undefined);
		browser.convex.acceptsTokens = false;
		browser.clerkServer.addSession('Ada');
		const { window, state } = browser.launchWithClerk();
		await until(() => expect(state().error?.code).toBe('rejected_by_convex'));
		const { error } = state();
		const tried = browser.convex.tokens.length;
		window.setOnline(true);
		await until(() => expect(browser.convex.tokens.length).toBeGreaterThan(tried + 4));
		expect(state().error).toBe(error);
	});

	test('of a Clerk that could not be loaded is cleared when Clerk answers that nobody is signed in', async () => {
		browser.clerkServer.isReachable = false;
		const { window, state } = browser.launchWithClerk();
		await until(() => expect(state().error?.code).toBe('clerk_not_loaded'));
		browser.clerkServer.isReachable = true;
		loadClerk(window, browser.clerkServer);
		window.setOnline(true);
		await until(() => expect(state().status).toBe('unauthenticated'));
		expect(state().error).toBeUndefined();
	});
});

describe('the connection', () => {
	test('is online when Clerk answers that nobody is signed in', async () => {
		const { client } = browser.launchWithClerk();
		await until(() => expect(client.connection.current).toBe('online'));
	});

	test.each(['down', 'hanging'] as const)(
		'is not online after a sign-in while Convex is %s',
		async (how) => {
			browser.convex.state = how;
			const { client, clerk, state } = browser.launchWithClerk();
			await until(() => expect(client.connection.current).toBe('online'));
			clerk.signIn('Ada');
			await until(() => expect(client.connection.current).toBe('offline'));
			const error = expect.objectContaining({ code: 'convex_not_reached' }) as unknown;
			await until(() => expect(state()).toEqual({ status: 'loading', awaits: 'convex', error }));
		}
	);

	test('is not online, and no result is live, while the server accepts it but sends nothing', async () => {
		const { client, window, state, reader } = await browser.launchAsAda();
		const query = client.account?.query(list, {});
		browser.convex.state = 'mute';
		browser.convex.drop();
		await until(() => expect(reader.current).toEqual([['hello'], 'cached']));
		const asOf = query?.asOf;
		window.setOnline(true);
		await until(() => expect(browser.convex.sockets.size).toBe(1));
		await settle();
		expect(client.connection.current).not.toBe('online');
		expect(state()).toMatchObject({ status: 'authenticated', confirmed: false });
		browser.convex.drop();
		await settle();
		expect(reader.current).toEqual([['hello'], 'cached']);
		expect(query?.asOf).toBe(asOf);
		await reader.stop();
	});

	test('comes back automatically', async () => {
		const { client, window, state, reader } = await browser.launchAsAda();
		browser.convex.drop();
		await until(() => expect(client.connection.current).toBe('connecting'));
		browser.convex.result = ['hello', 'again'];
		window.setOnline(true);
		await until(() => expect(reader.current).toEqual([['hello', 'again'], 'live']));
		expect(client.connection.current).toBe('online');
		expect(state()).toMatchObject({ confirmed: true });
		await reader.stop();
	});
});

describe('a live result', () => {
	test.each<[string, (window: FakeWindow) => void]>([
		['the browser goes offline', (window) => window.setOnline(false)],
		['the page may be gone', (window) => window.dispatchEvent(new Event('pagehide'))],
		['the connection is lost', () => browser.convex.drop()]
	])('is cached at the next launch, as of the moment when %s', async (_case, happen) => {
		vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
		const last = await browser.launchAsAda();
		vi.setSystemTime(2_000_000);
		happen(last.window);
		await settle();
		vi.setSystemTime(3_000_000);

		const { client } = browser.launch();
		await until(() => expect(client.account).toBeDefined());
		const query = client.account?.query(list, {});
		const reader = new Watcher(() => [query?.data, query?.source, query?.asOf]);
		await until(() => expect(reader.current).toEqual([['hello'], 'cached', 2_000_000]));
		await reader.stop();
		await last.reader.stop();
	});
});

describe('a socket that froze while the browser was offline', () => {
	test('does not make results newer when it closes at last', async () => {
		vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
		const { query, window, reader } = await browser.launchAsAda();
		vi.setSystemTime(2_000_000);
		window.setOnline(false);
		vi.setSystemTime(2_060_000);
		browser.convex.drop();
		await settle();
		expect(query?.asOf).toBe(2_000_000);
		await reader.stop();
	});
});

describe('a token that Convex rejects', () => {
	test('is an error, and is retried until Convex accepts it', async () => {
		vi.spyOn(console, 'error').mockImplementation(() => undefined);
		browser.convex.acceptsTokens = false;
		browser.clerkServer.addSession('Ada');
		const { client, window, state } = browser.launchWithClerk();
		await until(() => expect(client.authState.current.error?.code).toBe('rejected_by_convex'));
		expect(state()).toMatchObject({ status: 'loading', awaits: 'convex' });
		browser.convex.acceptsTokens = true;
		await until(() => {
			window.setOnline(true);
			expect(state()).toMatchObject({ status: 'authenticated', confirmed: true });
		});
		expect(client.authState.current.error).toBeUndefined();
	});
});

describe('the auth state', () => {
	/** The states that a subscriber of the store gets. */
	function subscribe({ client }: { client: ClerkConvexClient }) {
		const states: AuthState[] = [];
		const unsubscribe = client.authState.subscribe((state) => states.push(state));
		return { states, unsubscribe };
	}

	test('is published once for each different state', async () => {
		browser.clerkServer.addSession('Ada');
		const app = browser.launch();
		const { states, unsubscribe } = subscribe(app);
		await until(() => expect(states).toHaveLength(2));
		const clerk = loadClerk(app.window, browser.clerkServer);
		await until(() => expect(states.at(-1)).toMatchObject({ confirmed: true }));
		await emitOften(clerk);
		expect(
			states.map(({ status, ...rest }) => [status, 'awaits' in rest ? rest.awaits : ''])
		).toEqual([
			['loading', 'device'],
			['loading', 'clerk'],
			['loading', 'convex'],
			['authenticated', '']
		]);
		unsubscribe();
	});

	test('is published again when Clerk’s identity differs', async () => {
		const app = await browser.launchAsAda();
		const { states, unsubscribe } = subscribe(app);
		for (const { user } of browser.clerkServer.sessions) user.fullName = 'Countess';
		await emitOften(app.clerk);
		expect(states.map((state) => 'profile' in state && state.profile.name)).toEqual([
			'Ada',
			'Countess'
		]);
		unsubscribe();
		await app.reader.stop();
	});

	async function emitOften(clerk: FakeClerk): Promise<void> {
		for (let count = 0; count < 3; count += 1) {
			clerk.emit();
			await settle();
		}
	}
});

describe('a client that is started in an effect', () => {
	test('starts once, whatever state changes', async () => {
		browser.clerkServer.addSession('Ada');
		const { client, window, state, stop } = browser.launchWithClerk();
		stop();
		const starts = new Watcher(() => client.start(window.asWindow));
		window.paint();
		await until(() => expect(state()).toMatchObject({ confirmed: true }));
		void starts.current;
		expect(starts.seen).toHaveLength(1);
		starts.seen[0]?.();
		await starts.stop();
	});
});

describe('a client that is stopped', () => {
	test('has no listeners and no connection any more', async () => {
		const { window, clerk, reader, stop } = await browser.launchAsAda();
		expect(window.listenedTo).not.toEqual([]);
		expect(clerk.listenerCount).toBe(1);
		await reader.stop();
		stop();
		await until(() => expect(browser.convex.sockets.size).toBe(0));
		expect(window.listenedTo).toEqual([]);
		expect(window.document.listenedTo).toEqual([]);
		expect(clerk.listenerCount).toBe(0);
	});

	test('stops also before the device has answered or Clerk has loaded', async () => {
		await browser.rememberAda();
		const { client, window, stop } = browser.launch();
		stop();
		const clerk = loadClerk(window, browser.clerkServer);
		await settle();
		expect(client.account).toBeUndefined();
		expect(window.listenedTo).toEqual([]);
		expect(window.document.listenedTo).toEqual([]);
		expect(clerk.listenerCount).toBe(0);
	});

	test('stops also while Clerk cannot be reached', async () => {
		browser.clerkServer.isReachable = false;
		const { client, window, stop } = browser.launchWithClerk();
		await until(() => expect(client.authState.current.error?.code).toBe('clerk_not_loaded'));
		stop();
		await settle();
		expect(window.listenedTo).toEqual([]);
		expect(window.document.listenedTo).toEqual([]);
	});
});
