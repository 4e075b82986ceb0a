import { expect, test } from 'vitest';
import type { Account, OutboxEntry } from '$lib';
import type { ListedConversation } from '../model/conversation-list';
import { isReadMark } from './entry-kinds';
import { markRead } from './mark-read';
import { readDelivery } from './read-marks';

const conversationId = 'c1' as ListedConversation['id'];

/** An outbox in which an entry that is being sent cannot be changed. */
class FakeOutbox {
	entries: OutboxEntry[] = [];

	asOutbox(): Account['outbox'] {
		return this as unknown as Account['outbox'];
	}

	enqueue(_mutation: unknown, args: OutboxEntry['args']): Promise<string> {
		const id = `e${this.entries.length}`;
		this.entries.push({
			id,
			subject: 'user_ada',
			mutation: 'reads:mark',
			args,
			orderingKey: '',
			writtenAt: 0,
			state: { status: 'waiting' }
		});
		return Promise.resolve(id);
	}

	edit(id: string, args: OutboxEntry['args']): Promise<boolean> {
		const index = this.entries.findIndex((one) => one.id === id);
		const entry = this.entries[index];
		if (entry?.state.status !== 'waiting') return Promise.resolve(false);
		this.entries[index] = { ...entry, args };
		return Promise.resolve(true);
	}

	get marks(): unknown[] {
		return this.entries.map(({ args }) => args.upTo);
	}
}

test('of several pending marks of a conversation only the furthest stays', async () => {
	const outbox = new FakeOutbox();
	for (const upTo of [3, 7, 5]) await markRead(outbox.asOutbox(), { conversationId, upTo });
	expect(outbox.marks).toEqual([7]);
	expect(outbox.entries.every(isReadMark)).toBe(true);
});

test('a mark is enqueued after one that is being sent, and never twice', async () => {
	const outbox = new FakeOutbox();
	await markRead(outbox.asOutbox(), { conversationId, upTo: 3 });
	outbox.entries = outbox.entries.map((one) => ({ ...one, state: { status: 'sending' } }));
	for (const upTo of [3, 4]) await markRead(outbox.asOutbox(), { conversationId, upTo });
	expect(outbox.marks).toEqual([3, 4]);
});

test('each conversation has its own mark', async () => {
	const outbox = new FakeOutbox();
	const elsewhere = 'c2' as ListedConversation['id'];
	await markRead(outbox.asOutbox(), { conversationId, upTo: 3 });
	await markRead(outbox.asOutbox(), { conversationId: elsewhere, upTo: 2 });
	expect(outbox.marks).toEqual([3, 2]);
});

test('a pending mark makes messages read, and never unread again', () => {
	const [ofList] = readDelivery.optimisticUpdates;
	const args = { conversationId, upTo: 4 };
	const entry = { args } as unknown as OutboxEntry;
	const list = [{ id: conversationId, name: 'General', unread: 3, readUpTo: 2 }];
	const updated = ofList?.apply(list, args, entry);
	expect(updated).toMatchObject([{ unread: 0, readUpTo: 4 }]);
	expect(ofList?.apply(updated, args, entry)).toBe(updated);
	const later = [{ id: conversationId, name: 'General', unread: 1, readUpTo: 4 }];
	expect(ofList?.apply(later, args, entry)).toBe(later);
});
