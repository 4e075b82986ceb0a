import { makeFunctionReference } from 'convex/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openIdbStore } from './cache/idb-store.js';
import { FakeBrowser, list, settle, until } from './fakes/fake-browser.js';
import { Watcher } from './fakes/effects.svelte.js';

/** A query that nobody has read yet. */
const other = makeFunctionReference<'query', Record<string, never>, string[]>('messages:other');

let browser: FakeBrowser;

beforeEach(() => {
	browser = new FakeBrowser();
});
afterEach(() => {
	browser.close();
});

const storedOfAda = () => browser.storedOf('user_ada');

describe('a device that does not persist its cache', () => {
	test('deletes cached data and snapshots, and nothing that the user has written', async () => {
		const { client, reader } = await browser.launchAsAda();
		browser.caches.add('snapshots');
		expect(client.persistsCache).toBe(true);
		await client.setPersistsCache(false);
		expect(client.persistsCache).toBe(false);
		expect(await storedOfAda()).toEqual(['text']);
		expect([...browser.caches]).toEqual([]);
		expect(reader.current).toEqual([['hello'], 'live']);
		await reader.stop();
	});

	test('caches nothing that comes later, also when the page ends', async () => {
		const { client, window, reader } = await browser.launchAsAda();
		await client.setPersistsCache(false);
		const query = client.account?.query(other, {});
		const later = new Watcher(() => query?.source);
		await until(() => expect(later.current).toBe('live'));
		window.dispatchEvent(new Event('pagehide'));
		await settle();
		expect(await storedOfAda()).toEqual(['text']);
		await Promise.all([reader.stop(), later.stop()]);
	});

	test('remembers the setting, and shows nothing at a launch without a network', async () => {
		const { client, reader, stop } = await browser.launchAsAda();
		await client.setPersistsCache(false);
		await reader.stop();
		stop();
		const next = browser.launch({ isOnline: false });
		await until(() => expect(next.client.account).toBeDefined());
		expect(next.client.persistsCache).toBe(false);
		const query = next.client.account?.query(list, {});
		const later = new Watcher(() => [query?.awaits, query?.data]);
		await until(() => expect(later.current).toEqual(['convex', undefined]));
		expect(next.client.account?.texts.text('draft')).toBe('Dear');
		expect(next.client.account?.durability).toBe('device');
		await later.stop();
	});

	test('follows a change of the setting in another tab', async () => {
		const { client, window, reader } = await browser.launchAsAda();
		// Clerk is not there yet: a page of tests has one client of convex-svelte.
		const other = browser.launch();
		await until(() => expect(other.client.account).toBeDefined());
		await other.client.setPersistsCache(false);
		await until(() => expect(client.persistsCache).toBe(false));
		window.dispatchEvent(new Event('pagehide'));
		await settle();
		await until(async () => expect(await storedOfAda()).toEqual(['text']));
		await other.client.setPersistsCache(true);
		await until(() => expect(client.persistsCache).toBe(true));
		await reader.stop();
	});

	test('deletes what a crash has left behind', async () => {
		const { client, reader, stop } = await browser.launchAsAda();
		await client.setPersistsCache(false);
		await reader.stop();
		stop();
		const store = await openIdbStore('clerk-convex:convex.test');
		await store.put(['user', 'user_ada', 'result', 'x'], { value: 1, asOf: 1 });
		store.close();
		browser.launch();
		await until(async () => expect(await storedOfAda()).toEqual(['text']));
	});

	test('leaves no data in memory after a sign-out', async () => {
		const { client, clerk, window, reader } = await browser.launchAsAda();
		await client.setPersistsCache(false);
		const query = client.account?.query(other, {});
		const first = new Watcher(() => query?.source);
		await until(() => expect(first.current).toBe('live'));
		window.dispatchEvent(new Event('pagehide'));
		await settle();
		browser.convex.state = 'mute';
		/** What a new session of Ada's finds in the cache. */
		const findInSession = async (suffix: string) => {
			const before = client.account;
			clerk.signIn('Ada', suffix);
			await until(() => expect([undefined, before]).not.toContain(client.account));
			const again = client.account?.query(other, {});
			const found = new Watcher(() => again?.data);
			const awaited = new Watcher(() => again?.awaits);
			await until(() => expect(awaited.current).not.toBe('device'));
			const { current } = found;
			await Promise.all([found.stop(), awaited.stop()]);
			return current;
		};
		expect(await findInSession('_2')).toEqual(['hello']);
		await clerk.signOut({ sessionId: 'sess_ada' });
		await client.logout();
		await until(() => expect(client.authState.current.status).toBe('unauthenticated'));
		expect(await findInSession('_3')).toBeUndefined();
		await Promise.all([reader.stop(), first.stop()]);
	});

	test('caches data again when the setting is changed back', async () => {
		const { client, window, reader } = await browser.launchAsAda();
		await client.setPersistsCache(false);
		await client.setPersistsCache(true);
		window.dispatchEvent(new Event('pagehide'));
		await until(async () => expect(await storedOfAda()).toEqual(['result', 'text']));
		await reader.stop();
	});
});

describe('the size of the cache', () => {
	test('counts what nobody has read, which goes with the rest', async () => {
		browser.convex.result = ['of nobody'];
		const { client } = browser.launchWithClerk();
		const reader = new Watcher(() => client.readable?.query(list, {}).source);
		await until(() => expect(reader.current).toBe('live'));
		await reader.stop();
		expect(await client.storage()).toBeGreaterThan('of nobody'.length);
		await client.removeCached();
		expect(await client.storage()).toBe(0);
	});

	test('is reported, and removing the cache frees it', async () => {
		const { client, reader } = await browser.launchAsAda();
		expect(await client.storage()).toBeGreaterThan('hello'.length);
		await client.removeCached();
		expect(await client.storage()).toBe(0);
		expect(await storedOfAda()).toEqual(['text']);
		expect(client.persistsCache).toBe(true);
		await reader.stop();
	});
});
