import { describe, expect, test } from 'vitest';
import type { Account, OutboxEntry } from '$lib';
import type { Id } from '$convex/_generated/dataModel';
import { deleteLater, deleteMessage, editMessage, giveUp, setReaction } from './message-actions';
import { UNDO_MS } from './undo-time';

const conversationId = 'c1' as Id<'conversations'>;
const message = { conversationId, clientId: 'm1' };

function anEntry(id: string, args: Record<string, string>, status: string): OutboxEntry {
	const mutation = 'editId' in args ? 'messages:edit' : 'messages:send';
	const entry = { id, mutation, args: { conversationId, ...args }, state: { status } };
	return entry as unknown as OutboxEntry;
}

/** An outbox that logs its calls, and changes entries that may still be changed. */
function anOutbox(entries: OutboxEntry[], changeable: string[] = []) {
	const asked: unknown[] = [];
	const answer = (what: string) => (id: string, args?: object) => {
		asked.push([what, id, ...(args ? [args] : [])]);
		return Promise.resolve(changeable.includes(id));
	};
	const outbox = {
		entries,
		enqueue: (_mutation: unknown, args: object, options?: object) => {
			asked.push(['enqueue', args, ...(options && 'delayMs' in options ? [options] : [])]);
			return Promise.resolve('enqueued');
		},
		edit: answer('edit'),
		discard: answer('discard'),
		retry: answer('retry')
	} as unknown as Account['outbox'];
	return { outbox, asked };
}

describe('editing a message', () => {
	test('changes the message itself while it was not sent', async () => {
		const entries = [
			anEntry('m1', { clientId: 'm1', body: 'old' }, 'rejected'),
			anEntry('e1', { clientId: 'm1', editId: 'e1', body: 'newer' }, 'waiting')
		];
		const { outbox, asked } = anOutbox(entries, ['m1', 'e1']);
		await editMessage(outbox, message, 'new');
		expect(asked).toEqual([['edit', 'm1', { ...message, body: 'new' }]]);
	});

	test('changes the last edit that was not sent', async () => {
		const edit = (id: string) =>
			anEntry(id, { clientId: 'm1', editId: id, body: 'old' }, 'waiting');
		const { outbox, asked } = anOutbox([edit('e1'), edit('e2')], ['e1', 'e2']);
		await editMessage(outbox, message, 'new');
		expect(asked).toEqual([
			['edit', 'm1', expect.anything()],
			['edit', 'e2', { ...message, editId: 'e2', body: 'new' }]
		]);
	});

	test('enqueues an edit after a message that may have been sent, and retries the message', async () => {
		const { outbox, asked } = anOutbox([anEntry('m1', { clientId: 'm1', body: 'old' }, 'sending')]);
		await editMessage(outbox, message, 'new');
		expect(asked.slice(1)).toEqual([
			['enqueue', { ...message, body: 'new', editId: expect.any(String) as string }],
			['retry', 'm1']
		]);
	});
});

test('an edited reply stays a reply', async () => {
	const replyTo = { authorId: 'user_grace', clientId: 'q1' };
	const written = { ...anEntry('m1', {}, 'waiting'), args: { ...message, body: 'old', replyTo } };
	const { outbox, asked } = anOutbox([written], ['m1']);
	await editMessage(outbox, message, 'new');
	expect(asked).toEqual([['edit', 'm1', { ...message, replyTo, body: 'new' }]]);
});

describe('a reaction', () => {
	const reaction = {
		conversationId,
		message: { authorId: 'user_grace', clientId: 'm1' },
		emoji: '👍',
		isOn: false
	};
	const entry = (id: string, args: object) => ({
		...anEntry(id, {}, 'waiting'),
		mutation: 'reactions:set',
		args: { ...reaction, ...args }
	});

	test('is removed by discarding it while it was not sent', async () => {
		const { outbox, asked } = anOutbox([entry('r1', { isOn: true })], ['r1']);
		await setReaction(outbox, reaction);
		expect(asked).toEqual([['discard', 'r1']]);
	});

	test('is removed by another mutation when it may have been sent', async () => {
		const { outbox, asked } = anOutbox([entry('r1', { isOn: true })]);
		await setReaction(outbox, reaction);
		expect(asked).toEqual([
			['discard', 'r1'],
			['enqueue', reaction]
		]);
	});

	test('that is set twice stays', async () => {
		const { outbox, asked } = anOutbox([entry('r1', {})], ['r1']);
		await setReaction(outbox, reaction);
		expect(asked).toEqual([['enqueue', reaction]]);
	});

	test.each([
		['another emoji', { emoji: '🙏', isOn: true }],
		['another’s message', { message: { authorId: 'user_ada', clientId: 'm1' }, isOn: true }],
		['another message', { message: { authorId: 'user_grace', clientId: 'm2' }, isOn: true }]
	])('does not affect one of %s', async (_case, args) => {
		const { outbox, asked } = anOutbox([entry('r1', args)], ['r1']);
		await setReaction(outbox, reaction);
		expect(asked).toEqual([['enqueue', reaction]]);
	});
});

describe('deleting a message', () => {
	test('discards it while it was not sent', async () => {
		const { outbox, asked } = anOutbox([], ['m1']);
		await deleteMessage(outbox, message);
		expect(asked).toEqual([['discard', 'm1']]);
	});

	test('enqueues a removal when it may have been sent', async () => {
		const { outbox, asked } = anOutbox([]);
		await deleteMessage(outbox, message);
		expect(asked.slice(1)).toEqual([
			['enqueue', message],
			['retry', 'm1']
		]);
	});

	test('of somebody’s device is kept back, and undone by discarding it', async () => {
		const { outbox, asked } = anOutbox([], ['enqueued']);
		const undo = await deleteLater(outbox, [message]);
		const [, enqueued] = asked;
		expect(enqueued).toEqual(['enqueue', message, { delayMs: UNDO_MS + 500 }]);
		await undo?.();
		expect(asked.at(-1)).toEqual(['discard', 'enqueued']);
	});

	test('that was not sent is undone by writing it again', async () => {
		const written = anEntry('m1', { clientId: 'm1', body: 'old' }, 'waiting');
		const { outbox, asked } = anOutbox([written], ['m1']);
		const undo = await deleteLater(outbox, [message]);
		await undo?.();
		expect(asked).toEqual([
			['discard', 'm1'],
			['enqueue', written.args]
		]);
	});

	test('that may be on its way is not kept back: nothing undoes it', async () => {
		const { outbox, asked } = anOutbox([anEntry('m1', { clientId: 'm1', body: 'old' }, 'sending')]);
		expect(await deleteLater(outbox, [message])).toBeUndefined();
		expect(asked[1]).toEqual(['enqueue', message]);
	});

	test('leaves the message when only a change of it is given up', async () => {
		const { outbox, asked } = anOutbox([]);
		await giveUp(outbox, anEntry('e1', { clientId: 'm1', editId: 'e1', body: 'new' }, 'rejected'));
		expect(asked).toEqual([['discard', 'e1', { evenIfSent: true }]]);
	});

	test('also removes a given-up message that may have been sent', async () => {
		const { outbox, asked } = anOutbox([]);
		await giveUp(outbox, anEntry('m1', { clientId: 'm1', body: 'old' }, 'rejected'));
		expect(asked).toEqual([
			['discard', 'm1'],
			['enqueue', message],
			['retry', 'm1']
		]);
	});
});
