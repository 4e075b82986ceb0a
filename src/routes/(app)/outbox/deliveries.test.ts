import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '$lib';
import { refuse } from '$convex/refusals';
import { deliveries } from './deliveries';
import type { MessageView } from '../model/message';

const conversationId = 'c1';

function aMessage(change: Partial<MessageView> = {}): MessageView {
	return {
		id: 'm1' as MessageView['id'],
		clientId: 'one',
		author: 'Ada',
		authorId: 'user_ada',
		body: 'first',
		sentAt: 1_000,
		...change
	};
}

/** Applies Ada's pending mutation to messages. */
function applyUpdate(
	name: 'send' | 'edit' | 'remove' | 'linkPreviews:remove',
	args: OutboxEntry['args'],
	messages: MessageView[] | undefined
): MessageView[] | undefined {
	const mutation = name.includes(':') ? name : `messages:${name}`;
	const delivery = deliveries.find((one) => one.name === mutation);
	const entry: OutboxEntry = {
		id: 'entry',
		subject: 'user_ada',
		mutation,
		args: { conversationId, ...args },
		orderingKey: conversationId,
		writtenAt: 5_000,
		state: { status: 'waiting' }
	};
	const updated = delivery?.optimisticUpdates.map((update) =>
		update.apply(messages, entry.args, entry)
	);
	return updated?.[0] as MessageView[] | undefined;
}

describe('a pending message', () => {
	const sent = { clientId: 'two', body: 'second' };

	test('is the last one, with its author', () => {
		const first = aMessage();
		expect(applyUpdate('send', sent, [first])).toEqual([
			first,
			{ ...aMessage({ clientId: 'two', body: 'second', sentAt: 5_000 }), author: '', id: 'two' }
		]);
	});

	test('is the last one on a device whose clock is behind', () => {
		const updated = applyUpdate('send', sent, [aMessage({ sentAt: 9_000 })]);
		expect(updated?.at(-1)).toMatchObject({ clientId: 'two', sentAt: 9_000 });
	});

	test('shows when there is no result', () => {
		expect(applyUpdate('send', sent, undefined)).toMatchObject([{ clientId: 'two' }]);
	});

	describe('that is a reply', () => {
		const answer = { ...sent, replyTo: { authorId: 'user_grace', clientId: 'one' } };
		const quote = { ...answer.replyTo, author: 'Grace', text: 'Is it so?', isRemoved: false };
		const question = aMessage({ authorId: 'user_grace', author: 'Grace', body: 'Is it\nso?' });

		test('quotes the original', () => {
			expect(applyUpdate('send', answer, [question])?.at(-1)).toMatchObject({ quote });
		});

		test('shows that the original was removed', () => {
			const removed = { ...question, body: '', removedAt: 1 };
			expect(applyUpdate('send', answer, [removed])?.at(-1)).toMatchObject({
				quote: { ...quote, text: '', isRemoved: true }
			});
		});

		test('has a quote without text when the original is not among the newest', () => {
			expect(applyUpdate('send', answer, [])?.at(-1)).toMatchObject({
				quote: { ...answer.replyTo, text: '', isRemoved: false }
			});
		});
	});

	test('that is forwarded says so, before the server says whose words it has', () => {
		const forwardOf = { conversationId: 'c2', authorId: 'user_grace', clientId: 'one' };
		const updated = applyUpdate('send', { ...sent, forwardOf }, []);
		expect(updated).toMatchObject([{ ...sent, forwardedFrom: '' }]);
	});

	test('is not added when the result contains it; another author’s client id does not count', () => {
		const there = [aMessage({ clientId: 'two' })];
		expect(applyUpdate('send', sent, there)).toBe(there);
		expect(
			applyUpdate('send', sent, [aMessage({ clientId: 'two', authorId: 'user_grace' })])
		).toHaveLength(2);
	});
});

describe('a pending edit', () => {
	const edit = { clientId: 'one', editId: 'e1', body: 'changed' };

	test('replaces the text of the message', () => {
		const other = aMessage({ clientId: 'two' });
		expect(applyUpdate('edit', edit, [aMessage(), other])).toEqual([
			aMessage({ body: 'changed' }),
			other
		]);
	});

	test.each<[string, MessageView[] | undefined]>([
		['that is there already', [aMessage({ editId: 'e1' })]],
		['of a removed message', [aMessage({ removedAt: 1 })]],
		['of another’s message', [aMessage({ authorId: 'user_grace' })]],
		['of a message that is not there', []],
		['where nothing is known', undefined]
	])('%s changes nothing', (_case, messages) => {
		expect(applyUpdate('edit', edit, messages)).toBe(messages);
	});
});

describe('a pending removal', () => {
	test('leaves the message without its text', () => {
		expect(applyUpdate('remove', { clientId: 'one' }, [aMessage()])).toEqual([
			aMessage({ body: '', removedAt: 5_000 })
		]);
	});

	test('of a removed message changes nothing', () => {
		const messages = [aMessage({ removedAt: 1 })];
		expect(applyUpdate('remove', { clientId: 'one' }, messages)).toBe(messages);
	});
});

describe('a pending removal of a preview', () => {
	const preview = { url: 'https://books.org/', title: 'Books' };
	const removal = { clientId: 'one', url: preview.url };

	test('leaves the message without it', () => {
		expect(applyUpdate('linkPreviews:remove', removal, [aMessage({ preview })])).toEqual([
			aMessage()
		]);
	});

	test.each<[string, MessageView[]]>([
		['that is gone already', [aMessage()]],
		['of another link', [aMessage({ preview: { ...preview, url: 'https://books.org/two' } })]]
	])('%s changes nothing', (_case, messages) => {
		expect(applyUpdate('linkPreviews:remove', removal, messages)).toBe(messages);
	});
});

describe('an error of the backend', () => {
	const verdictOn = async (name: string, error: Error) =>
		(await deliveries.find((one) => one.name === name)?.errorPolicy(error))?.kind;

	test.each([
		['Unauthenticated', refuse({ kind: 'Unauthenticated' }), 'held'],
		['Forbidden', refuse({ kind: 'Forbidden' }), 'rejected'],
		['that the server failed', new Error('Server Error'), 'retry']
	])('%s', async (_case, error, kind) => {
		for (const { name, errorPolicy } of deliveries) {
			if (name.startsWith('messages:')) expect((await errorPolicy(error)).kind).toBe(kind);
		}
	});

	test('after a rate limit sends the mutation again when the backend says', async () => {
		const tooMuch = refuse({ kind: 'RateLimited', retryAfterMs: 1_500 });
		for (const { errorPolicy } of deliveries) {
			expect(await errorPolicy(tooMuch)).toEqual({ kind: 'retry', afterMs: 1_500 });
		}
	});

	test('about a missing message completes a removal, and rejects an edit', async () => {
		const notFound = refuse({ kind: 'NotFound', what: 'message' });
		expect(await verdictOn('messages:remove', notFound)).toBe('done');
		expect(await verdictOn('messages:edit', notFound)).toBe('rejected');
	});
});
