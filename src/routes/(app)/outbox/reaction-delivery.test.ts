import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '$lib';
import { refuse } from '$convex/refusals';
import type { MessageView } from '../model/message';
import { reactionDelivery } from './reaction-delivery';

const name = { authorId: 'user_grace', clientId: 'm1' };

function aMessage(reactions?: MessageView['reactions'], change: Partial<MessageView> = {}) {
	const id = 'm1' as MessageView['id'];
	return { id, ...name, author: 'Grace', body: 'Is it so?', sentAt: 1_000, reactions, ...change };
}

/** Applies a pending reaction to messages. */
function applyUpdate(isOn: boolean, messages: MessageView[] | undefined, emoji = '👍') {
	const args = { conversationId: 'c1', message: name, emoji, isOn };
	const [update] = reactionDelivery.optimisticUpdates;
	return update?.apply(messages, args, { args } as unknown as OutboxEntry) as typeof messages;
}

describe('a pending reaction', () => {
	test.each([
		['to a message without any', undefined, [{ emoji: '👍', count: 1, isMine: true }]],
		[
			'like another’s counts with it',
			[{ emoji: '👍', count: 2, isMine: false }],
			[{ emoji: '👍', count: 3, isMine: true }]
		],
		[
			'unlike another’s stands after it',
			[{ emoji: '🙏', count: 1, isMine: false }],
			[
				{ emoji: '🙏', count: 1, isMine: false },
				{ emoji: '👍', count: 1, isMine: true }
			]
		]
	])('%s', (_case, reactions, shown) => {
		expect(applyUpdate(true, [aMessage(reactions)])).toEqual([aMessage(shown)]);
	});

	test.each([
		['one’s only one leaves none', [{ emoji: '👍', count: 1, isMine: true }], []],
		[
			'one of several leaves the others’',
			[{ emoji: '👍', count: 2, isMine: true }],
			[{ emoji: '👍', count: 1, isMine: false }]
		]
	])('that removes %s', (_case, reactions, shown) => {
		expect(applyUpdate(false, [aMessage(reactions)])).toEqual([aMessage(shown)]);
	});

	test.each<[string, boolean, MessageView[] | undefined]>([
		['that is there already', true, [aMessage([{ emoji: '👍', count: 1, isMine: true }])]],
		['that is gone already', false, [aMessage([{ emoji: '👍', count: 1, isMine: false }])]],
		['to a removed message', true, [aMessage(undefined, { removedAt: 1 })]],
		['to another’s message of the same client id', true, [aMessage([], { authorId: 'user_ada' })]],
		['where nothing is known', true, undefined]
	])('%s changes nothing', (_case, isOn, messages) => {
		expect(applyUpdate(isOn, messages)).toBe(messages);
	});
});

test('a refused reaction counts as done, without a question to its author', async () => {
	const errorPolicy = async (error: Error) => (await reactionDelivery.errorPolicy(error)).kind;
	expect(await errorPolicy(refuse({ kind: 'NotFound', what: 'message' }))).toBe('done');
	expect(await errorPolicy(refuse({ kind: 'Forbidden' }))).toBe('done');
	expect(await errorPolicy(refuse({ kind: 'Unauthenticated' }))).toBe('held');
	expect(await errorPolicy(refuse({ kind: 'RateLimited', retryAfterMs: 1_000 }))).toBe('retry');
});
