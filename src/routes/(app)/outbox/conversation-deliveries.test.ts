import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '$lib';
import { refuse } from '$convex/refusals';
import { conversationDeliveries, lastMessageUpdate } from './conversation-deliveries';
import type { ListedConversation } from '../model/conversation-list';

const GENERAL = 'c1' as ListedConversation['id'];

function aConversation(change: Partial<ListedConversation> = {}): ListedConversation {
	return { id: GENERAL, name: 'General', kind: 'open', isMember: true, unread: 2, ...change };
}

function anEntry(mutation: string, args: OutboxEntry['args']): OutboxEntry {
	const state = { status: 'waiting' } as const;
	const where = { conversationId: GENERAL, ...args };
	return {
		id: 'new',
		subject: 'user_ada',
		mutation,
		args: where,
		orderingKey: '',
		writtenAt: 5,
		state
	};
}

const deliveryOf = (name: string) => conversationDeliveries.find((one) => one.name === name);

/** Applies a pending mutation to the list. */
function applyUpdate(
	name: string,
	list: ListedConversation[] | undefined,
	args: OutboxEntry['args'] = {},
	change: Partial<OutboxEntry> = {}
): ListedConversation[] | undefined {
	const entry = { ...anEntry(name, args), ...change };
	const updated = deliveryOf(name)?.optimisticUpdates.map(({ apply }) =>
		apply(list, entry.args, entry)
	);
	return updated?.[0] as ListedConversation[] | undefined;
}

const other = aConversation({ id: 'c2' as ListedConversation['id'], name: 'Other' });
const invitation = aConversation({
	kind: 'invited',
	isMember: false,
	invitedBy: { subject: 'user_grace', name: 'Grace' }
});

test('a pending conversation is the first in the list until the result contains it', () => {
	const updated = applyUpdate('conversations:create', [other], { name: 'Books', kind: 'invited' });
	expect(updated).toMatchObject([
		{ id: 'new', name: 'Books', kind: 'invited', isMember: true },
		other
	]);
	expect(applyUpdate('conversations:create', updated, { name: 'Books' })).toBe(updated);
	expect(applyUpdate('conversations:create', undefined, { name: 'Books' })).toHaveLength(1);
	const there = [aConversation({ clientId: 'new' }), other];
	expect(applyUpdate('conversations:create', there, { name: 'Books' })).toBe(there);
});

test('a new name shows at once', () => {
	const renamed = applyUpdate('conversations:rename', [aConversation(), other], { name: 'Lobby' });
	expect(renamed).toEqual([aConversation({ name: 'Lobby' }), other]);
	expect(applyUpdate('conversations:rename', renamed, { name: 'Lobby' })).toBe(renamed);
});

test('a conversation is muted and unmuted at once', () => {
	const muted = applyUpdate('direct:mute', [aConversation(), other], { isOn: true });
	expect(muted).toEqual([aConversation({ isMuted: true }), other]);
	expect(applyUpdate('direct:mute', muted, { isOn: true })).toBe(muted);
	expect(applyUpdate('direct:mute', muted, { isOn: false })).toMatchObject([
		{ isMuted: false },
		other
	]);
});

test('a conversation is pinned, archived and marked at once, each without the others', () => {
	const arrange = (list: ListedConversation[] | undefined, wanted: Record<string, boolean>) =>
		applyUpdate('inbox:arrange', list, { wanted });
	const pinned = arrange([aConversation(), other], { isPinned: true });
	expect(pinned).toEqual([aConversation({ isPinned: true }), other]);
	expect(arrange(pinned, { isPinned: true })).toBe(pinned);
	expect(arrange(pinned, { isArchived: true })).toMatchObject([
		{ isPinned: true, isArchived: true },
		other
	]);
	expect(arrange(pinned, { isArchived: false })).toBe(pinned);
});

test('a pending message takes its conversation out of the archive, unless it is muted', () => {
	const send = (change: Partial<ListedConversation>) => {
		const list = [aConversation({ isArchived: true, ...change })];
		const entry = anEntry('messages:send', { body: 'Hi' });
		const args = { conversationId: GENERAL, body: 'Hi' };
		return lastMessageUpdate.apply(list, args, entry)?.[0];
	};
	expect(send({})?.isArchived).toBeFalsy();
	expect(send({ isMuted: true })).toMatchObject({ isArchived: true });
});

test('a direct conversation that is hidden or deleted for oneself disappears at once', () => {
	for (const isDeleted of [true, false]) {
		expect(applyUpdate('direct:hide', [aConversation(), other], { isDeleted })).toEqual([other]);
	}
});

test('a removed conversation disappears at once', () => {
	expect(applyUpdate('conversations:remove', [aConversation(), other])).toEqual([other]);
	const without = [other];
	expect(applyUpdate('conversations:remove', without)).toBe(without);
	expect(applyUpdate('conversations:remove', undefined)).toBeUndefined();
});

test('joining shows at once', () => {
	const joined = applyUpdate('members:join', [aConversation({ isMember: false })]);
	expect(joined).toMatchObject([{ isMember: true, role: 'member' }]);
	expect(applyUpdate('members:join', joined)).toBe(joined);
});

test('leaving shows at once, and an open conversation stays in the list', () => {
	expect(applyUpdate('members:leave', [aConversation({ role: 'owner' })])).toEqual([
		aConversation({ isMember: false, unread: 0 })
	]);
	expect(applyUpdate('members:leave', [aConversation({ kind: 'invited' }), other])).toEqual([
		other
	]);
});

test('a conversation that could not be left is in the list again', () => {
	const list = [aConversation({ kind: 'invited', role: 'owner' })];
	const state = { status: 'rejected', reason: { kind: 'refused', data: {} } } as const;
	expect(applyUpdate('members:leave', list, {}, { state })).toBe(list);
});

describe('an invitation', () => {
	test('that is accepted becomes a conversation at once', () => {
		const [accepted] = applyUpdate('invitations:accept', [invitation]) ?? [];
		expect(accepted).toMatchObject({ isMember: true, role: 'member' });
		expect(accepted).not.toHaveProperty('invitedBy');
	});

	test('that is declined disappears at once, and an open conversation stays', () => {
		expect(applyUpdate('invitations:decline', [invitation, other])).toEqual([other]);
		const [open] = applyUpdate('invitations:decline', [{ ...invitation, kind: 'open' }]) ?? [];
		expect(open).toMatchObject({ kind: 'open', isMember: false });
		expect(open).not.toHaveProperty('invitedBy');
	});
});

describe('a pending message', () => {
	const say = (list: ListedConversation[] | undefined) => {
		const args = { conversationId: GENERAL, body: 'One\nline' };
		return lastMessageUpdate.apply(list, args, anEntry('messages:send', args));
	};

	test('is the last of its conversation, which comes first', () => {
		const said = say([other, aConversation({ isMember: false })]);
		expect(said?.map(({ name }) => name)).toEqual(['General', 'Other']);
		expect(said?.[0]).toMatchObject({
			isMember: true,
			lastMessage: { authorId: 'user_ada', text: 'One line', sentAt: 5 }
		});
		expect(say(said)).toBe(said);
	});

	test('is not older than the message before it, on a device whose clock is behind', () => {
		const before = { author: 'Grace', authorId: 'user_grace', text: 'Hi', isRemoved: false };
		const said = say([aConversation({ lastMessage: { ...before, sentAt: 9_000 } })]);
		expect(said?.[0]?.lastMessage).toMatchObject({ text: 'One line', sentAt: 9_000 });
	});

	test('changes nothing when its conversation is not in the list', () => {
		const list = [other];
		expect(say(list)).toBe(list);
		expect(say(undefined)).toBeUndefined();
	});
});

test('a refusal is shown only where its author has to decide something', async () => {
	const forbidden = refuse({ kind: 'Forbidden' });
	const shown = ['conversations:create', 'members:leave'];
	for (const { name, errorPolicy } of conversationDeliveries) {
		const kind = shown.includes(name) ? 'rejected' : 'done';
		expect(await errorPolicy(forbidden), name).toEqual({ kind });
	}
});

test('after a rate limit a mutation waits as long as the backend says', async () => {
	const tooMuch = refuse({ kind: 'RateLimited', retryAfterMs: 900 });
	for (const { errorPolicy } of conversationDeliveries) {
		expect(await errorPolicy(tooMuch)).toEqual({ kind: 'retry', afterMs: 900 });
	}
});

test('all mutations of one conversation have the same ordering key', () => {
	for (const { name, orderingKeyOf } of conversationDeliveries) {
		const orderingKey = orderingKeyOf({
			conversationId: GENERAL,
			subject: 'user_grace',
			name: 'Books'
		});
		const OTHERS: Record<string, string> = {
			'conversations:create': 'conversations',
			'inbox:arrange': `${GENERAL} reads`,
			'blocks:set': 'user_grace'
		};
		expect(orderingKey, name).toBe(OTHERS[name] ?? GENERAL);
	}
});
