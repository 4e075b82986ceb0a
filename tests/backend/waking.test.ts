/** What runs again when something changes, counted by the local Convex on the app's own functions. */
import { expect, test } from 'vitest';
import { api } from '../../convex/_generated/api.js';
import { MAX_LISTED_CONVERSATIONS, NEWEST_MESSAGES } from '../../convex/limits.ts';
import { until } from '../../emulators/convex/testing/harness.ts';
import { startSeeded, watch, type ConversationId } from './seeded.ts';

const MEMBERS = 500;

const ignore = () => undefined;

test(
	'a message to 500 members runs again what shows it and nothing else',
	{ timeout: 240_000 },
	async () => {
		const { made, connect, functionsRun } = await startSeeded(async (as) => {
			const here = await as('owner', 'conversations:create', { name: 'All' });
			for (let n = 0; n < MEMBERS - 3; n++) {
				await as(`member${n}`, 'members:join', { conversationId: here });
			}
			await as('ada', 'members:join', { conversationId: here });
			await as('grace', 'members:join', { conversationId: here });
			const elsewhere = await as('ada', 'conversations:create', { name: 'Elsewhere' });
			for (let n = 0; n <= NEWEST_MESSAGES; n++) {
				const message = { conversationId: here, clientId: `o${n}`, body: `${n}` };
				await as('owner', 'messages:send', message);
			}
			return { here, elsewhere };
		});
		const [here, elsewhere] = [made.here, made.elsewhere].map((conversationId) => ({
			conversationId
		})) as [{ conversationId: ConversationId }, { conversationId: ConversationId }];
		const paginationOpts = { numItems: 100, cursor: null };
		const [ada, grace, stranger] = [connect('ada'), connect('grace'), connect('stranger')];
		await watch(
			ada,
			[api.conversations.list, {}, ignore],
			[api.conversations.get, here, ignore],
			[api.members.list, { ...here, paginationOpts }, ignore],
			[api.messages.list, here, ignore],
			[api.messages.list, elsewhere, ignore],
			[api.presence.here, here, ignore],
			[api.reads.get, here, ignore],
			[api.search.messages, { text: 'needle' }, ignore]
		);
		await watch(grace, [api.conversations.list, {}, ignore], [api.reads.get, here, ignore]);
		await watch(
			stranger,
			[api.conversations.list, {}, ignore],
			[api.messages.list, elsewhere, ignore]
		);
		const owner = connect('owner');
		await functionsRun();

		// Ada's and Grace's lists show the last message; the open conversation shows it to Ada.
		await owner.mutation(api.messages.send, { ...here, clientId: 'new', body: 'hello' });
		expect(await functionsRun()).toEqual({
			'messages:send': 1,
			'conversations:list': 2,
			'messages:list': 1
		});

		await owner.mutation(api.messages.send, { ...here, clientId: 'n2', body: 'a needle' });
		expect(await functionsRun()).toMatchObject({ 'search:messages': 1 });

		const newest = { authorId: 'owner', clientId: 'new' };
		const react = { ...here, message: newest, emoji: '👍', isOn: true };
		await owner.mutation(api.reactions.set, react);
		expect(await functionsRun()).toEqual({ 'reactions:set': 1, 'messages:list': 1 });

		// The oldest message is above what Ada has on the screen.
		const oldest = { authorId: 'owner', clientId: 'o0' };
		await owner.mutation(api.reactions.set, { ...react, message: oldest });
		expect(await functionsRun()).toEqual({ 'reactions:set': 1 });

		await grace.mutation(api.reads.mark, { ...here, upTo: NEWEST_MESSAGES });
		expect(await functionsRun()).toEqual({
			'reads:mark': 1,
			'conversations:list': 1,
			'reads:get': 1
		});

		await owner.mutation(api.presence.beat, { ...here, isTyping: true });
		expect(await functionsRun()).toEqual({ 'presence:beat': 1, 'presence:here': 1 });

		// A new name is shown by the lists of members, and of those who may join.
		await owner.mutation(api.conversations.rename, { ...here, name: 'All of us' });
		const renamed = await functionsRun();
		expect(renamed).toMatchObject({ 'conversations:rename': 1, 'conversations:list': 3 });
		expect(renamed).not.toHaveProperty('messages:send');
		const renaming = async () => {
			for (let n = 0; n < 60; n++) {
				await owner.mutation(api.conversations.rename, { ...here, name: `Name ${n}` });
			}
		};
		await expect(renaming()).rejects.toMatchObject({ data: { kind: 'RateLimited' } });
		await functionsRun();

		// A conversation that is not open is shown to nobody else.
		await owner.mutation(api.conversations.create, { name: 'Ours', kind: 'invited' });
		expect(await functionsRun()).toEqual({ 'conversations:create': 1 });

		await stranger.mutation(api.members.join, elsewhere);
		expect(await functionsRun()).toEqual({ 'members:join': 1, 'conversations:list': 1 });
	}
);

test(
	'the list of a user in 500 conversations reads a bounded number of documents, however much is written',
	{ timeout: 240_000 },
	async () => {
		const { connect, server, settle, functionsRun } = await startSeeded(async (as) => {
			await as('ada', 'users:store', {});
			for (let n = 0; n < MAX_LISTED_CONVERSATIONS + 20; n++) {
				const peer = `peer${n}`;
				const conversationId = await as(peer, 'conversations:direct', { subject: 'ada' });
				await as(peer, 'messages:send', { conversationId, clientId: 'a', body: 'hello' });
			}
		});
		const ada = connect('ada');
		const peer = connect(`peer${MAX_LISTED_CONVERSATIONS}`);
		let listed: { unread: number }[] = [];
		ada.onUpdate(api.conversations.list, {}, (list) => (listed = list));
		const conversationId = await peer.mutation(api.conversations.direct, { subject: 'ada' });
		await until(() => listed.length > MAX_LISTED_CONVERSATIONS);
		await functionsRun();

		/** How many documents the list read to show one more message. */
		const readFor = async (clientId: string) => {
			await server.documents({ clear: true });
			await peer.mutation(api.messages.send, { conversationId, clientId, body: 'hello' });
			await settle();
			const { 'conversations:list': count = Infinity } = await server.documents();
			expect(await functionsRun()).toEqual({ 'messages:send': 1, 'conversations:list': 1 });
			return count;
		};
		const first = await readFor('first');
		// Of each: the membership, the conversation, its activity, the reading mark, the other person.
		expect(first).toBeLessThanOrEqual(5 * MAX_LISTED_CONVERSATIONS + 10);
		expect(first).toBeGreaterThan(4 * MAX_LISTED_CONVERSATIONS);
		for (let n = 0; n < 20; n++) {
			await peer.mutation(api.messages.send, { conversationId, clientId: `m${n}`, body: 'more' });
		}
		await functionsRun();
		expect(await readFor('last')).toBe(first);
		await until(() => listed.some(({ unread }) => unread === 23));
	}
);
