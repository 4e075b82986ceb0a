import { useMutation } from 'convex-svelte';
import type { OptimisticLocalStore } from 'convex/browser';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Watcher } from '../fakes/effects.svelte.js';
import { FakeBrowser, list, send, until } from '../fakes/fake-browser.js';

let browser: FakeBrowser;

beforeEach(() => {
	browser = new FakeBrowser();
});
afterEach(() => browser.close());

const message = { clientId: 'a', body: 'hi' };
const optimisticUpdate = (results: OptimisticLocalStore, { body }: { body: string }) => {
	results.setQuery(list, {}, [...(results.getQuery(list, {}) ?? []), body]);
};

type App = Awaited<ReturnType<FakeBrowser['launchAsAda']>>;

/** The ways to run a mutation with an optimistic update. */
const WAYS = {
	'client.mutation': ({ client }: App) => client.mutation(send, message, { optimisticUpdate }),
	'convex-svelte’s useMutation': () => useMutation(send)(message, { optimisticUpdate })
};

/** What the next launch shows, with Clerk and Convex gone. */
async function nextLaunch({ window, stop, reader }: App): Promise<unknown> {
	window.dispatchEvent(new Event('pagehide'));
	await reader.stop();
	stop();
	browser.convex.state = 'down';
	const { client } = browser.launch({ isOnline: false });
	const next = new Watcher(() => {
		const query = client.account?.query(list, {});
		return [query?.source, query?.data];
	});
	await until(() => expect(next.current?.[0]).toBe('cached'));
	return next.current?.[1];
}

describe.each(Object.entries(WAYS))('an optimistic update by %s', (_way, run) => {
	test('shows at once, and is not what the device keeps', async () => {
		const app = await browser.launchAsAda();
		browser.convex.state = 'mute';
		run(app).catch(() => undefined);
		await until(() => expect(app.reader.current).toEqual([['hello', 'hi'], 'live']));
		expect(await nextLaunch(app)).toEqual(['hello']);
	});

	test('gives way to the result, which the device keeps', async () => {
		const app = await browser.launchAsAda();
		const results = () => (browser.convex.mutations.length > 0 ? ['hello', 'Hi!'] : ['hello']);
		browser.convex.results.set('messages:list', results);
		await run(app);
		await until(() => expect(app.reader.current).toEqual([['hello', 'Hi!'], 'live']));
		expect(await nextLaunch(app)).toEqual(['hello', 'Hi!']);
	});

	test('goes with the connection', async () => {
		vi.spyOn(console, 'error').mockImplementation(() => undefined);
		const app = await browser.launchAsAda();
		browser.convex.unreadable = 'hi';
		run(app).catch(() => undefined);
		await until(() => expect(app.reader.current).toEqual([['hello', 'hi'], 'live']));
		browser.convex.result = ['since'];
		await until(() => expect(app.reader.current).toEqual([['since'], 'live']));
		await app.reader.stop();
	});
});
