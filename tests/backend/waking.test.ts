/**
 * What runs again when something changes, counted by the local Convex on the app's own functions. The list is that
 * of earlier versions of the app; `inbox.test.ts` has today's.
 */
import { expect, test } from 'vitest';
import { api } from '../../convex/_generated/api.js';
import { SPREAD_BATCH } from '../../convex/inboxSpreads.ts';
import { NEWEST_MESSAGES } from '../../convex/limits.ts';
import { until } from '../../emulators/convex/testing/harness.ts';
import { startSeeded, watch, type ConversationId } from './seeded.ts';

const MEMBERS = 500;

const ignore = () => undefined;

test(
	'a message to 500 members runs again what shows it and nothing else',
	{ timeout: 300_000 },
	async () => {
		const { made, server, connect, functionsRun } = await startSeeded(async (as) => {
			// Before anything else, so that there is nothing to migrate.
			await as('owner', 'users:store', {});
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
		// What was written before comes into the inboxes of all. The next time is minutes later.
		await until(async () => {
			const { 'inboxSpreads:spread': steps = 0 } = await server.runs();
			return steps > MEMBERS / SPREAD_BATCH;
		});
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
