/** What a change costs the lists of conversations, as the app follows them, counted by the local Convex. */
import type { ConvexClient } from 'convex/browser';
import type { FunctionReturnType } from 'convex/server';
import { expect, onTestFinished, test } from 'vitest';
import { api } from '../../convex/_generated/api.js';
import { MAX_AT_ONCE } from '../../convex/inboxEntries.ts';
import { MAX_INBOX_HEAD, MAX_INBOX_PAGE } from '../../convex/limits.ts';
import { until } from '../../emulators/convex/testing/harness.ts';
import { followInbox } from '../../src/routes/(app)/conversations/follow-inbox.ts';
import { startSeeded, type Seed } from './seeded.ts';

/** Much is made at once here. */
const MANY = { RATE_LIMIT_SCALE: '1000' };

type List = FunctionReturnType<typeof api.conversations.list>;

/** The list of a client, as the app puts it together. */
function listOf(client: ConvexClient) {
	const shown: { list: List | undefined } = { list: undefined };
	const fail = (error: Error) => {
		throw error;
	};
	const stop = followInbox(
		{
			onUpdate: (query, args, onResult, onError) =>
				client.onUpdate(query, args, (result) => onResult(result, false), onError)
		},
		{},
		(list) => (shown.list = list),
		fail
	);
	onTestFinished(stop);
	return shown;
}

const names = ({ list }: ReturnType<typeof listOf>) => list?.map(({ name }) => name);

async function join(as: Seed, conversationId: string, people: readonly string[]) {
	for (const one of people) await as(one, 'members:join', { conversationId });
}

test('a message, a mark, a rename and a new conversation wake the lists that show them', async () => {
	const { made, server, connect, settle, functionsRun } = await startSeeded(async (as) => {
		// Everybody has signed in before anything else, so that there is nothing to migrate.
		await as('ada', 'users:store', {});
		const here = await as('owner', 'conversations:create', { name: 'Here' });
		await join(as, here, ['ada', 'grace']);
		const closed = { name: 'Closed', kind: 'invited' };
		for (let n = 0; n < 38; n++) await as('ada', 'conversations:create', { ...closed });
		const joined = await as('grace', 'conversations:create', { name: 'Joined' });
		await as('ada', 'members:join', { conversationId: joined });
		await as('owner', 'messages:send', { conversationId: here, clientId: 'o', body: 'First' });
		return here;
	}, MANY);
	const here = { conversationId: made };
	const [owner, ada, grace, stranger] = ['owner', 'ada', 'grace', 'stranger'].map(connect) as [
		ConvexClient,
		ConvexClient,
		ConvexClient,
		ConvexClient
	];
	const [adas, graces, strangers] = [ada, grace, stranger].map(listOf) as [
		ReturnType<typeof listOf>,
		ReturnType<typeof listOf>,
		ReturnType<typeof listOf>
	];
	await until(() => adas.list?.length === 41 && graces.list?.length === 3);
	await until(() => strangers.list?.length === 3);
	// After all has changed within seconds, the first change asks once more for what may be missing.
	await server.control('advance-clock', { ms: 60_000 });
	await owner.mutation(api.messages.send, { ...here, clientId: 'second', body: 'hello' });
	await until(() => adas.list?.[0]?.unread === 2);
	await server.control('advance-clock', { ms: 60_000 });
	await functionsRun();

	await server.documents({ clear: true });
	await owner.mutation(api.messages.send, { ...here, clientId: 'new', body: 'hello' });
	await settle();
	// Of each of the two: their own document, the note of the migration, and the entries that changed last.
	const { 'conversations:changed': documents = Infinity } = await server.documents();
	expect(await functionsRun()).toEqual({ 'messages:send': 1, 'conversations:changed': 2 });
	expect(documents).toBeLessThanOrEqual(2 * (MAX_INBOX_HEAD + 2));
	expect(MAX_INBOX_HEAD + 2).toBeLessThanOrEqual(10);
	const shown = { name: 'Here', unread: 3, lastMessage: { author: 'owner', text: 'hello' } };
	expect(adas.list?.[0]).toMatchObject(shown);

	await grace.mutation(api.reads.mark, { ...here, upTo: 3 });
	expect(await functionsRun()).toEqual({ 'reads:mark': 1, 'conversations:changed': 1 });
	expect(graces.list?.[0]).toMatchObject({ ...shown, unread: 0 });
	expect(adas.list?.[0]).toMatchObject(shown);

	// What she arranges wakes the two parts of her own list, and nobody else's.
	await grace.mutation(api.inbox.arrange, { ...here, wanted: { isPinned: true } });
	expect(await functionsRun()).toEqual({
		'inbox:arrange': 1,
		'conversations:changed': 1,
		'conversations:others': 1
	});
	expect(graces.list?.[0]).toMatchObject({ isPinned: true });

	await owner.mutation(api.presence.beat, { ...here, isTyping: true });
	expect(await functionsRun()).toEqual({ 'presence:beat': 1 });

	// Members have it in their inbox, and all others among what they may join.
	await owner.mutation(api.conversations.rename, { ...here, name: 'All of us' });
	const renamed = await functionsRun();
	expect(renamed).toMatchObject({ 'conversations:changed': 2, 'conversations:rename': 1 });
	expect(Object.keys(renamed).sort()).toEqual([
		'conversations:changed',
		'conversations:others',
		'conversations:rename'
	]);
	for (const one of [adas, graces, strangers]) expect(names(one)).toContain('All of us');

	await owner.mutation(api.conversations.create, { name: 'Ours', kind: 'invited' });
	expect(await functionsRun()).toEqual({ 'conversations:create': 1 });
	await owner.mutation(api.conversations.create, { name: 'For all' });
	expect(await functionsRun()).toEqual({ 'conversations:create': 1, 'conversations:others': 3 });
	expect(names(strangers)).toContain('For all');

	await stranger.mutation(api.members.join, here);
	expect(await functionsRun()).toEqual({
		'members:join': 1,
		'conversations:changed': 1,
		'conversations:others': 1
	});
	expect(names(strangers)?.filter((name) => name === 'All of us')).toHaveLength(1);
	await stranger.mutation(api.members.leave, here);
	await functionsRun();
	expect(names(strangers)?.filter((name) => name === 'All of us')).toHaveLength(1);
	expect(strangers.list?.some(({ isMember }) => isMember)).toBe(false);
});

test('in a conversation with many members a message wakes nobody, and all lists have it in the end', async () => {
	const { made, server, connect, functionsRun } = await startSeeded(async (as) => {
		await as('owner', 'users:store', {});
		const here = await as('owner', 'conversations:create', { name: 'All' });
		const people = Array.from({ length: MAX_AT_ONCE }, (_, n) => `member${n}`);
		await join(as, here, [...people, 'ada']);
		return here;
	});
	const [owner, ada] = [connect('owner'), connect('ada')];
	const [owners, adas] = [listOf(owner), listOf(ada)];
	const send = (clientId: string) =>
		owner.mutation(api.messages.send, { conversationId: made, clientId, body: clientId });
	const seen = ({ list }: ReturnType<typeof listOf>) =>
		list?.find(({ id }) => id === made)?.lastMessage?.text;
	await until(() => owners.list !== undefined && adas.list !== undefined);
	// The first one spreads at once.
	await send('first');
	await until(() => seen(adas) === 'first');
	await functionsRun();
	for (let n = 0; n < 5; n++) await send(`m${n}`);
	expect(await functionsRun()).toEqual({ 'messages:send': 5, 'conversations:changed': 5 });
	expect(seen(owners)).toBe('m4');
	expect(seen(adas)).toBe('first');
	await server.control('advance-clock', { ms: 60_000 });
	await until(() => seen(adas) === 'm4');
	expect(await functionsRun()).toEqual({ 'inboxSpreads:spread': 1, 'conversations:changed': 1 });
});

// follow-inbox.test.ts says the same of answers that it makes up.
test(
	'a device that was away while much has changed hears of all of it',
	{ tags: ['all'] },
	async () => {
		const count = MAX_INBOX_PAGE + 20;
		const { made, server, connect, functionsRun } = await startSeeded(async (as) => {
			await as('ada', 'users:store', {});
			const all = [];
			for (let n = 0; n < count; n++) {
				all.push(await as('ada', 'conversations:create', { name: `${n}`, kind: 'invited' }));
			}
			return all;
		}, MANY);
		const ada = connect('ada');
		const adas = listOf(ada);
		// With "General", which she has not joined.
		await until(() => adas.list?.length === count + 1);
		expect(names(adas)?.[0]).toBe(`${count - 1}`);
		await functionsRun();
		const elsewhere = connect('ada');
		await server.control('advance-clock', { ms: 60_000 });
		await Promise.all(
			made.slice(0, 20).map((conversationId) =>
				elsewhere.mutation(api.messages.send, {
					conversationId,
					clientId: conversationId,
					body: 'Hi'
				})
			)
		);
		await until(() => adas.list?.filter(({ lastMessage }) => lastMessage).length === 20);
		expect(adas.list).toHaveLength(count + 1);
	}
);
