import { flushSync } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { expect, test, vi } from 'vitest';
import {
	ArgumentError,
	createClerkConvexClient,
	useCachedPages,
	useCachedQuery,
	type CachedQueryResult,
	type ClerkConvexClient
} from '$lib';
import { api } from '$convex/_generated/api';
import { conversationMessages } from '../../src/routes/(app)/model/conversation-messages.ts';
import { CONVERSATION, listed, worldWith } from './messages.ts';
import { mount } from './mount.ts';
import Reads from './Reads.svelte';
import { clerk, WAIT, World } from './world.ts';

const NOTHING = { data: undefined, source: undefined, asOf: undefined, error: undefined };
const WAITING = { ...NOTHING, awaits: 'device', isLoading: true };
const conversations = () => useCachedQuery(api.conversations.list, () => ({}));
const messages = () =>
	useCachedPages(conversationMessages, () => ({ conversationId: CONVERSATION }));

const HOOKS: [string, () => CachedQueryResult<unknown[]>][] = [
	['query', conversations],
	['long list', messages]
];

/** What a component below the provider gets from the hook, and whether it was loading at each change. */
async function read<Result extends { isLoading: boolean }>(
	client: ClerkConvexClient,
	hook: () => Result
) {
	const seen: boolean[] = [];
	let result!: Result;
	const onread = (now: Result) => {
		result = now;
		if (seen.at(-1) !== now.isLoading) seen.push(now.isLoading);
	};
	await mount(Reads<Result>, { client, hook, onread });
	await vi.waitUntil(() => seen.length > 0, WAIT);
	return { seen, result };
}

/** A client that has not been started: as on a server, and before the device has answered. */
const aClient = () =>
	createClerkConvexClient({ clerk, convexUrl: `http://${crypto.randomUUID()}.test` });

test.each(HOOKS)('a %s is loading before an account is open', async (_what, hook) => {
	const { result } = await read(aClient(), hook);
	expect(result).toMatchObject(WAITING);
});

test('a query that is skipped is not loading', async () => {
	const { result } = await read(aClient(), () =>
		useCachedQuery(api.conversations.list, () => 'skip')
	);
	expect(result).toMatchObject({ ...NOTHING, awaits: undefined, isLoading: false });
});

test.each(HOOKS)('a %s is loading without a break until the first answer', async (_what, hook) => {
	const world = worldWith([listed()]);
	const { client } = await world.launch();
	world.convex.state = 'mute';
	world.convex.drop();
	const { seen, result } = await read(client, hook);
	await expect.poll(() => result.awaits).toBe('convex');
	world.convex.state = 'up';
	world.convex.drop();
	await expect.poll(() => result.source).toBe('live');
	expect(seen).toEqual([true, false]);
});

test('a value that Convex has no type for is the error of a query, and breaks no component', async () => {
	const { client } = await new World().launch();
	const conversationId = new Date() as never;
	const one = await read(client, () =>
		useCachedQuery(api.messages.list, () => ({ conversationId }))
	);
	const list = await read(client, () =>
		useCachedPages(conversationMessages, () => ({ conversationId }))
	);
	for (const { result } of [one, list]) {
		expect(result.error).toBeInstanceOf(ArgumentError);
		expect(result).toMatchObject({ data: undefined, source: undefined, isLoading: false });
		expect(result.error?.message).toContain('Convex has no type for [object Date]');
	}
});

test('a query’s arguments may be a value, or left out where it takes none', async () => {
	const world = worldWith([listed()]);
	const { client } = await world.launch();
	for (const hook of [
		() => useCachedQuery(api.conversations.list),
		() => useCachedQuery(api.conversations.list, {})
	]) {
		const { result } = await read(client, hook);
		await expect.poll(() => result.data).toMatchObject([{ name: 'General' }]);
	}
	const { result } = await read(client, () => useCachedQuery(api.conversations.list, 'skip'));
	expect(result).toMatchObject({ ...NOTHING, isLoading: false });
});

test('initial data shows until the first result, and never counts as one', async () => {
	const world = worldWith([listed()]);
	const { client } = await world.launch();
	world.convex.state = 'mute';
	world.convex.drop();
	const initialData = [listed({ name: 'Before' })];
	const { result } = await read(client, () =>
		useCachedQuery(api.conversations.list, {}, { initialData: initialData })
	);
	expect(result.data).toEqual(initialData);
	expect(result).toMatchObject({ source: undefined, isLoading: true });
	world.convex.state = 'up';
	world.convex.drop();
	await expect.poll(() => result.data).toMatchObject([{ name: 'General' }]);
});

test('the last data stays while other arguments are waited for, and never for another user', async () => {
	const world = worldWith([listed()]);
	world.convex.results.set('messages:list', ({ conversationId }: { conversationId: string }) =>
		conversationId === CONVERSATION ? ['one'] : ['other']
	);
	const { client } = await world.launch();
	const asked = new SvelteMap<string, typeof CONVERSATION>([['id', CONVERSATION]]);
	const query = () => ({ conversationId: asked.get('id') ?? CONVERSATION });
	const { result } = await read(client, () =>
		useCachedQuery(api.messages.list, query, { keepPreviousData: true })
	);
	await expect.poll(() => result.data).toEqual(['one']);
	world.convex.state = 'mute';
	asked.set('id', 'another' as typeof CONVERSATION);
	flushSync();
	expect(result).toMatchObject({ data: ['one'], source: undefined, isLoading: true });
	world.convex.state = 'up';
	world.convex.drop();
	await expect.poll(() => result.data).toEqual(['other']);
	world.convex.state = 'mute';
	world.clerk.signIn('Grace');
	flushSync();
	expect(result.data).toBeUndefined();
});
