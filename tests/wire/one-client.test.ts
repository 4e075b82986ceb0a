/** Whose data an app sees that has a client of convex-svelte's too, or a second provider. */
import {
	closeConvex,
	convexLoad,
	decodeConvexLoad,
	encodeConvexLoad,
	initConvex
} from 'convex-svelte/sveltekit';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { api } from '../../emulators/convex/testing/api.ts';
import { createClerkConvexClient } from '../../src/lib/client.svelte.js';
import { Watcher } from '../../src/lib/fakes/effects.svelte.js';
import { createWorld, openPage, startServers, until } from './fake-page.ts';

const ANY = 'http://127.0.0.1';
const whoAmI = api.odd.identity;

let servers: Awaited<ReturnType<typeof startServers>>;
beforeAll(async () => {
	servers = await startServers();
});
afterAll(() => servers.stop());
afterEach(() => closeConvex());

/** Who somebody is, by what a function has returned. */
const nameOf = (result: unknown) =>
	result === null ? 'nobody' : (result as { subject: string }).subject;

/** The app's own client, as `setupConvex` and `initConvex` make it, and what it shows. */
function showOwn(url: string): string[] {
	const shown: string[] = [];
	// convex-svelte takes a test for a server.
	const own = initConvex(url, { disabled: false });
	own.onUpdate(
		whoAmI,
		{},
		(result) => shown.push(nameOf(result)),
		(error) => shown.push((error as { code?: string }).code ?? error.message)
	);
	return shown;
}

type Page = ReturnType<typeof openPage>;

/** Who the page says its user is, by a cached query. */
function follow({ client }: Page) {
	const watcher = new Watcher(() => client.account?.query(whoAmI, {}).data);
	return () => watcher.seen.filter((one) => one !== undefined).map(nameOf);
}

const isConfirmed =
	({ client }: Page, subject: string) =>
	() => {
		const state = client.authState.current;
		return state.status === 'authenticated' && state.subject === subject && state.confirmed;
	};

// First in this file: a developer is told of it once in a page.
test('what convexLoad() has read on the server does not go live, and the console says what to use', async () => {
	const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const world = createWorld(servers);
	// The half of it that runs on a server, where there is no document.
	initConvex(world.convexUrl, { disabled: true });
	const loaded = await convexLoad(whoAmI, {});
	const encoded = encodeConvexLoad(loaded);
	if (!encoded) throw new Error('Nothing is sent to the browser.');
	await closeConvex();

	world.clerkServer.addSession('Ada');
	const page = openPage(world);
	await until(isConfirmed(page, 'user_ada'));
	const decoded = decodeConvexLoad(encoded);
	expect(decoded.data).toBe(null);
	expect(said.mock.calls.flat().join()).toMatch(/convex_client_taken.*preload\(\)/);
	expect(world.wire.openCount).toBe(1);
});

test.each([
	['setupConvex() above the provider', (url: string) => url],
	['initConvex() in hooks, with a slash at the end', (url: string) => `${url}/`],
	[
		'initConvex() in hooks, by another name of this machine',
		(url: string) => url.replace('127.0.0.1', 'localhost')
	]
])('%s stays nobody’s: no token is sent, and no user’s data arrives', async (_case, own) => {
	vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const world = createWorld(servers);
	const shown = showOwn(own(world.convexUrl));
	world.clerkServer.addSession('Ada');
	const page = openPage(world);
	await until(() => page.client.authState.current.error?.code === 'convex_client_taken');
	await page.client.logout();
	page.clerk.signIn('Grace');
	await until(() => page.client.authState.current.error?.code === 'convex_client_taken');
	// Below an address with a slash at its end Convex’s own client finds nothing.
	if (!own(ANY).endsWith('/')) await until(() => shown.length > 0);
	expect(shown.filter((one) => one !== 'nobody')).toEqual([]);
	expect(world.wire.tokens).toBe(0);
	expect(world.wire.openCount).toBeLessThanOrEqual(1);
});

test('after Ada’s logout Grace’s page never shows Ada’s result, on one socket at a time', async () => {
	const world = createWorld(servers);
	world.clerkServer.addSession('Ada');
	const page = openPage(world, `${world.convexUrl}/`);
	const seen = follow(page);
	await until(() => seen().includes('user_ada'));
	const own = showOwn(world.convexUrl);
	await until(() => own.length > 0);
	expect(world.wire.openCount).toBe(1);

	const second = createClerkConvexClient({
		clerk: { publishableKey: 'pk_test_Y2xlcmsubG9jYWxob3N0JA' },
		convexUrl: world.convexUrl
	});
	expect(() => second.start(page.window.asWindow)).toThrow(
		expect.objectContaining({ code: 'second_provider' })
	);

	await page.client.logout();
	await until(() => world.wire.openCount === 0);
	const before = seen().length;
	page.clerk.signIn('Grace');
	await until(isConfirmed(page, 'user_grace'));
	await until(() => seen().includes('user_grace'));
	expect(new Set(seen().slice(before))).toEqual(new Set(['user_grace']));
	expect(own).toEqual(['convex_client_taken']);
	expect(world.wire.openCount).toBe(1);
	expect(world.wire.sockets).toHaveLength(2);
});
