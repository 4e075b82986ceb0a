import { useMutation } from 'convex-svelte';
import { makeFunctionReference } from 'convex/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClerkConvexClient } from '../client.svelte.js';
import { Watcher } from '../fakes/effects.svelte.js';
import { list, send } from '../fakes/fake-browser.js';
import { MINUTE, SECOND, TimedBrowser, pass, soon, until } from '../fakes/timed-browser.js';

const act = makeFunctionReference<'action', Record<string, never>, null>('files:act');
const message = { clientId: 'a', body: 'hi' };

let browser: TimedBrowser;

beforeEach(() => {
	browser = new TimedBrowser();
	browser.convex.result = ['of nobody'];
});
afterEach(() => browser.close());

/** Reads the list as a component does that everybody may see. */
const read = (client: ClerkConvexClient) =>
	new Watcher(() => {
		const query = client.readable?.query(list, {});
		return [query?.source, query?.data];
	});

/** A page of nobody's that shows the list. */
async function openAsNobody() {
	const app = await browser.open();
	await until(() => app.states.at(-1) === 'signed out');
	const shown = read(app.client);
	await until(() => shown.current?.[0] === 'live');
	return { ...app, shown };
}

describe('while nobody is signed in, Convex', () => {
	test('is asked as nobody for what is read', async () => {
		const { shown, client } = await openAsNobody();
		expect(shown.current).toEqual(['live', ['of nobody']]);
		expect(browser.convex.wire).toEqual(['1 Connect', '1 ModifyQuerySet +messages:list']);
		expect(client.account).toBeUndefined();
		expect(client.connection.current).toBe('online');
		browser.convex.result = ['changed'];
		browser.convex.publish();
		await until(() => shown.current?.[1]?.[0] === 'changed');
	});

	test('is not asked while that is not known', async () => {
		browser.clerkServer.isReachable = false;
		const { client, states } = await browser.open();
		const shown = read(client);
		await pass(MINUTE);
		expect(states.at(-1)).toBe('loading, awaits clerk');
		expect(shown.current).toEqual([undefined, undefined]);
		await expect(client.query(list, {})).rejects.toMatchObject({ code: 'not_connected' });
		expect(browser.convex.accepted).toBe(0);
	});

	test('is not connected to when nothing is read', async () => {
		const { client } = await browser.openAsAda();
		await soon(client.logout());
		await pass(MINUTE);
		expect(browser.convex.accepted).toBe(1);
	});

	test('is left when the last reader has gone, and the connection is what Clerk says', async () => {
		const { client, shown } = await openAsNobody();
		await shown.stop();
		await pass(4 * SECOND);
		expect(browser.convex.sockets.size).toBe(1);
		await pass(2 * SECOND);
		expect(browser.convex.sockets.size).toBe(0);
		await pass(MINUTE);
		expect(browser.convex.accepted).toBe(1);
		expect([client.connection.current, client.generation]).toEqual(['online', 0]);
	});

	test('is asked once, told and made to act, without a reader', async () => {
		const { client, states } = await browser.open();
		await until(() => states.at(-1) === 'signed out');
		const first = client.query(list, {});
		await vi.dynamicImportSettled();
		expect(await soon(first)).toEqual(['of nobody']);
		expect(await soon(client.mutation(send, message))).toBeNull();
		expect(await soon(client.action(act, {}))).toBeNull();
		expect(browser.convex.wire).toEqual([
			...['1 Connect', '1 ModifyQuerySet', '1 ModifyQuerySet +messages:list', '1 ModifyQuerySet -'],
			...['1 Mutation messages:send', '1 Action files:act']
		]);
		await pass(6 * SECOND);
		expect(browser.convex.sockets.size).toBe(0);
	});

	test('that cannot be reached is a connection that is offline, and no call waits for it', async () => {
		browser.convex.state = 'down';
		const { client, states } = await browser.open();
		await until(() => states.at(-1) === 'signed out');
		const shown = read(client);
		const refused = expect(client.mutation(send, message)).rejects;
		await soon(refused.toMatchObject({ code: 'not_connected' }));
		expect(client.connection.current).toBe('offline');
		browser.convex.state = 'up';
		await until(() => shown.current?.[0] === 'live');
		expect(client.connection.current).toBe('online');
	});

	test('is written to by convex-svelte’s functions too', async () => {
		await openAsNobody();
		await soon(useMutation(send)(message));
		expect(browser.convex.wire.at(-1)).toBe('1 Mutation messages:send');
	});
});

describe('a sign-in', () => {
	test('closes nobody’s connection before the user’s opens, and shows nothing of nobody’s', async () => {
		const { client, clerk, shown, states } = await openAsNobody();
		const wire = browser.listen();
		browser.convex.state = 'mute';
		const before = shown.seen.length;
		clerk.signIn('Ada');
		await until(() => browser.convex.accepted === 2);
		expect(browser.convex.sockets.size).toBe(1);
		expect(wire()).toEqual(['1 ModifyQuerySet -']);
		expect(shown.seen.slice(before).flat()).not.toContainEqual(['of nobody']);
		browser.convex.state = 'up';
		browser.convex.result = ['of Ada'];
		browser.convex.drop();
		await until(() => states.at(-1) === 'user_ada confirmed');
		await until(() => shown.current?.[0] === 'live');
		expect(shown.current).toEqual(['live', ['of Ada']]);
		expect(client.generation).toBe(1);
	});

	test('tells who waits for an answer as nobody that none will come', async () => {
		const { client, clerk } = await openAsNobody();
		browser.convex.state = 'mute';
		const outcome = expect(client.mutation(send, message)).rejects.toMatchObject({
			code: 'outcome_unknown'
		});
		await pass(0);
		clerk.signIn('Ada');
		await soon(outcome);
	});
});

describe('what nobody has read', () => {
	test('is on the device at the next launch, also after a user’s sign-in and sign-out', async () => {
		const first = await openAsNobody();
		await first.shown.stop();
		first.clerk.signIn('Ada');
		await until(() => first.states.at(-1) === 'user_ada confirmed');
		await soon(first.client.logout());
		first.stop();
		browser.convex.state = 'down';
		const { client, states } = await browser.open();
		await until(() => states.at(-1) === 'signed out');
		const shown = read(client);
		await pass(SECOND);
		expect(shown.current).toEqual(['cached', ['of nobody']]);
	});
});
