import { describe, expect, test } from 'vitest';
import type { Account } from '$lib';
import type { Id } from '$convex/_generated/dataModel';
import { MAX_FOUND_MESSAGES } from '$convex/limits';
import { toSearchQuery } from '$convex/searchTerms';
import type { MessageView } from '../model/message';
import { readCachedMessages, searchMessages } from './cached-messages';

const conversationId = 'c1' as Id<'conversations'>;

function aMessage(number: number, changed: Partial<MessageView> = {}): MessageView {
	const id = `m${number}` as Id<'messages'>;
	const names = { id, clientId: id, author: 'Ada', authorId: 'user_ada', number };
	return { ...names, body: `needle ${number}`, sentAt: number, ...changed };
}

/** What a search finds where the device keeps these messages of one conversation. */
async function search(messages: readonly unknown[], text: string) {
	const account = { readCached: () => Promise.resolve(messages) } as unknown as Account;
	const cached = await readCachedMessages(account, [conversationId]);
	return searchMessages(cached, toSearchQuery(text));
}

describe('a search on the device', () => {
	test('finds messages by any of the words, newest first, with their conversation', async () => {
		const messages = [aMessage(1), aMessage(3), aMessage(2), aMessage(4, { body: 'hay' })];
		const { messages: found } = await search(messages, 'nothing NEEDL');
		expect(found).toEqual([3, 2, 1].map((number) => ({ ...aMessage(number), conversationId })));
	});

	test('compares as the server does', async () => {
		const messages = [
			aMessage(1, { body: 'Der Straßenzug' }),
			aMessage(2, { body: '京東 から' }),
			aMessage(3, { body: '東京都' })
		];
		const found = async (text: string) =>
			(await search(messages, text)).messages.map(({ number }) => number);
		expect(await found('strasse')).toEqual([1]);
		expect(await found('東京')).toEqual([3]);
	});

	test('finds as many as the server, and says when there are more', async () => {
		const all = Array.from({ length: MAX_FOUND_MESSAGES + 1 }, (_, number) => aMessage(number));
		expect(await search(all.slice(1), 'needle')).toMatchObject({ isPartial: false });
		const { messages, isPartial } = await search(all, 'needle');
		expect(isPartial).toBe(true);
		expect(messages.map(({ number }) => number)).toEqual(
			all
				.map(({ number }) => number)
				.reverse()
				.slice(0, MAX_FOUND_MESSAGES)
		);
	});

	test('finds no removed message, and bears what is no message', async () => {
		const damaged = { ...aMessage(2), body: { not: 'a text' } };
		const messages = [aMessage(1, { removedAt: 5 }), damaged, aMessage(3)];
		const { messages: found } = await search(messages, 'needle');
		expect(found.map(({ number }) => number)).toEqual([3]);
	});
});
