import { afterEach, beforeEach, describe, expect, test, vi, type MockInstance } from 'vitest';
import { Watcher } from './fakes/effects.svelte.js';
import { FakeBrowser, until } from './fakes/fake-browser.js';
import { loadClerk } from './fakes/fake-clerk.js';

let browser: FakeBrowser;

beforeEach(() => {
	browser = new FakeBrowser();
});
afterEach(() => {
	browser.close();
});

describe('a sign-out', () => {
	test('closes the account, wipes the data and ends the session at Clerk', async () => {
		const { client, state } = await browser.launchAsAda();
		await client.logout();
		expect(client.account).toBeUndefined();
		expect(await browser.storedOf('user_ada')).toEqual([]);
		await until(() =>
			expect(state()).toEqual({ status: 'unauthenticated', isSignOutPending: false })
		);
		expect(browser.clerkServer.sessions).toEqual([]);
		await until(() => expect(browser.convex.sockets.size).toBe(0));
	});

	test('happens on this device at once when Clerk cannot be reached', async () => {
		const { client, state } = await browser.launchAsAda();
		browser.clerkServer.isReachable = false;
		const statuses = new Watcher(() => state().status);
		const signedOut = client.logout();
		expect(client.account).toBeUndefined();
		await signedOut;
		expect(state()).toMatchObject({ status: 'unauthenticated', isSignOutPending: true });
		expect(client.account).toBeUndefined();
		expect(await browser.storedOf('user_ada')).toEqual([]);
		await until(() => expect(client.authState.current.error?.code).toBe('sign_out_failed'));
		void statuses.current;
		expect([...new Set(statuses.seen)]).toEqual(['authenticated', 'unauthenticated']);
		await statuses.stop();
	});

	test('is completed at Clerk as soon as Clerk can be reached', async () => {
		const { client, window, state } = await browser.launchAsAda();
		browser.clerkServer.isReachable = false;
		await client.logout();
		await until(() => expect(client.authState.current.error?.code).toBe('sign_out_failed'));
		browser.clerkServer.isReachable = true;
		await until(() => {
			window.setOnline(true);
			expect(state()).toMatchObject({ isSignOutPending: false });
		});
		expect(browser.clerkServer.sessions).toEqual([]);
	});

	test('survives a restart, and is completed at Clerk at a later launch', async () => {
		const { client, stop } = await browser.launchAsAda();
		browser.clerkServer.isReachable = false;
		await client.logout();
		stop();

		const next = browser.launch();
		const states = new Watcher(next.state);
		const pending = { status: 'unauthenticated', isSignOutPending: true };
		await until(() => expect(states.current).toEqual(pending));
		browser.clerkServer.isReachable = true;
		loadClerk(next.window, browser.clerkServer);
		const done = { status: 'unauthenticated', isSignOutPending: false };
		await until(() => expect(states.current).toEqual(done));
		expect(browser.clerkServer.sessions).toEqual([]);
		expect(states.seen).toEqual([{ status: 'loading', awaits: 'device' }, pending, done]);
		next.stop();

		const last = browser.launch();
		await until(() => expect(last.state()).toEqual({ status: 'loading', awaits: 'clerk' }));
		await states.stop();
	});

	test('works with a remembered identity before Clerk has loaded', async () => {
		await browser.rememberAda();
		const { client, window, state } = browser.launch();
		await until(() => expect(client.account).toBeDefined());
		await client.logout();
		expect(state()).toEqual({ status: 'unauthenticated', isSignOutPending: true });
		expect(await browser.storedOf('user_ada')).toEqual([]);
		loadClerk(window, browser.clerkServer);
		await until(() => expect(state()).toMatchObject({ isSignOutPending: false }));
		expect(browser.clerkServer.sessions).toEqual([]);
	});

	test('works before Convex has confirmed the user', async () => {
		browser.convex.state = 'down';
		browser.clerkServer.addSession('Ada');
		const { client, state } = browser.launchWithClerk();
		await until(() => expect(state()).toEqual({ status: 'loading', awaits: 'convex' }));
		await client.logout();
		await until(() =>
			expect(state()).toEqual({ status: 'unauthenticated', isSignOutPending: false })
		);
		expect(browser.clerkServer.sessions).toEqual([]);
	});

	test('deletes the snapshots, also in another tab', async () => {
		await browser.rememberAda();
		const tab = browser.launch();
		await until(() => expect(tab.client.account).toBeDefined());
		const other = browser.launch();
		await until(() => expect(other.client.account).toBeDefined());
		browser.caches.add('snapshots').add('another');
		await other.client.logout();
		expect([...browser.caches]).toEqual(['another']);
		await until(() => expect(tab.client.account).toBeUndefined());
		other.stop();
		// A snapshot by a tab that did not know of the sign-out yet: it goes at the next change.
		browser.caches.add('snapshots');
		loadClerk(tab.window, browser.clerkServer);
		await until(() => expect([...browser.caches]).toEqual(['another']));
	});

	test('does nothing when nobody is signed in', async () => {
		const { client, state } = browser.launchWithClerk();
		await until(() => expect(state()).toMatchObject({ status: 'unauthenticated' }));
		await client.logout();
		expect(state()).toEqual({ status: 'unauthenticated', isSignOutPending: false });
	});

	test('in another tab is followed by this one', async () => {
		await browser.rememberAda();
		const tab = browser.launch();
		await until(() => expect(tab.client.account?.subject).toBe('user_ada'));
		const other = browser.launch();
		await until(() => expect(other.client.account?.subject).toBe('user_ada'));
		await other.client.logout();
		await until(() =>
			expect(tab.state()).toEqual({ status: 'unauthenticated', isSignOutPending: true })
		);
		expect(tab.client.account).toBeUndefined();
		await until(async () => expect(await browser.storedOf('user_ada')).toEqual([]));
	});
});

describe('a sign-out on a full disk', () => {
	/** As in Chromium: to delete from a database is to write, and that needs room. */
	function fillDisk(hasRoom = () => false) {
		browser.caches.isFull = true;
		const spies = (['put', 'delete'] as const).map((name) => {
			type Work = (...args: unknown[]) => IDBRequest;
			const work = Reflect.get(IDBObjectStore.prototype, name) as Work;
			const spy = vi.spyOn(IDBObjectStore.prototype, name) as MockInstance<Work>;
			return spy.mockImplementation(function (this: IDBObjectStore, ...args) {
				if (!hasRoom()) throw new DOMException('No room', 'UnknownError');
				return work.apply(this, args);
			});
		});
		return () => {
			browser.caches.isFull = false;
			for (const spy of spies) spy.mockRestore();
		};
	}

	test('removes all, because what is in the caches goes first and makes room', async () => {
		const { client } = await browser.launchAsAda();
		browser.caches.add('snapshots').add('another');
		fillDisk(() => [...browser.caches].length === 0);
		await client.logout();
		expect(client.isDataLeft).toBe(false);
		expect([...browser.localStorage]).toEqual([]);
		expect(await browser.storedOf('user_ada')).toEqual([]);
	});

	test('says that something is left, and removes it when it is asked to and there is room', async () => {
		const { client } = await browser.launchAsAda();
		browser.caches.add('snapshots');
		const makeRoom = fillDisk();
		await client.logout();
		expect(client.isDataLeft).toBe(true);
		expect(client.authState.current.status).toBe('unauthenticated');
		expect([...browser.caches]).toEqual([]);
		makeRoom();
		expect(await browser.storedOf('user_ada')).not.toEqual([]);
		await client.removeLeftData();
		expect(client.isDataLeft).toBe(false);
		expect([...browser.localStorage]).toEqual([]);
		expect(await browser.storedOf('user_ada')).toEqual([]);
	});

	test('is finished at the next launch, which opens nobody’s account', async () => {
		await browser.rememberAda();
		browser.clerkServer.isReachable = false;
		const { client, stop } = browser.launch();
		await until(() => expect(client.account).toBeDefined());
		const makeRoom = fillDisk();
		await client.logout();
		expect(client.isDataLeft).toBe(true);
		stop();
		makeRoom();

		const next = browser.launch();
		const states = new Watcher(() => [next.state().status, next.client.account?.subject]);
		await until(async () => expect(await browser.storedOf('user_ada')).toEqual([]));
		await until(() => expect([...browser.localStorage]).toEqual([]));
		void states.current;
		expect(states.seen.some(([, subject]) => subject !== undefined)).toBe(false);
		expect(next.state()).toEqual({ status: 'unauthenticated', isSignOutPending: true });
		await states.stop();
	});

	test('does not touch the data of a user who has signed in again since', async () => {
		const { client, stop } = await browser.launchAsAda();
		await until(() => expect(client.account).toBeDefined());
		stop();
		browser.localStorage.setItem(
			'clerk-convex:convex.test',
			JSON.stringify([{ sessionId: 'an earlier one', subject: 'user_ada' }])
		);
		const next = browser.launch();
		await until(() => expect(next.client.account?.subject).toBe('user_ada'));
		await until(() => expect([...browser.localStorage]).toEqual([]));
		expect(await browser.storedOf('user_ada')).toEqual(['result', 'text']);
	});
});

describe('a sign-out everywhere', () => {
	test('ends the sessions in other browsers, then this one', async () => {
		const { client } = await browser.launchAsAda();
		browser.clerkServer.elsewhere = ['sess_phone', 'sess_tablet'];
		await client.logoutEverywhere();
		expect(browser.clerkServer.elsewhere).toEqual([]);
		expect(await browser.storedOf('user_ada')).toEqual([]);
		await until(() => expect(browser.clerkServer.sessions).toEqual([]));
	});

	test('rejects, and ends nothing, when Clerk cannot be reached', async () => {
		const { client, state } = await browser.launchAsAda();
		browser.clerkServer.elsewhere = ['sess_phone'];
		browser.clerkServer.isReachable = false;
		await expect(client.logoutEverywhere()).rejects.toMatchObject({ code: 'sign_out_failed' });
		expect(state()).toMatchObject({ status: 'authenticated', subject: 'user_ada' });
		browser.clerkServer.isReachable = true;
		await client.logoutEverywhere();
		expect(browser.clerkServer.elsewhere).toEqual([]);
	});

	test('rejects before Clerk has answered who is signed in', async () => {
		await browser.rememberAda();
		const { client } = browser.launch();
		await until(() => expect(client.account).toBeDefined());
		await expect(client.logoutEverywhere()).rejects.toMatchObject({ code: 'sign_out_failed' });
	});
});
