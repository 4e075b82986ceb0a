import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '$lib';
import { refuse } from '$convex/refusals';
import { conversationDeliveries, lastWordsOverlay } from './conversation-deliveries';
import type { ListedConversation } from '../model/conversation-list';

const GENERAL = 'c1' as ListedConversation['id'];

function aConversation(change: Partial<ListedConversation> = {}): ListedConversation {
	return { id: GENERAL, name: 'General', kind: 'open', isMember: true, unread: 2, ...change };
}

function anEntry(mutation: string, args: OutboxEntry['args']): OutboxEntry {
	const state = { status: 'waiting' } as const;
	const where = { conversationId: GENERAL, ...args };
	return { id: 'new', subject: 'user_ada', mutation, args: where, lane: '', writtenAt: 5, state };
}

const deliveryOf = (name: string) => conversationDeliveries.find((one) => one.name === name);

/** What the list looks like with an unsent mutation over it. */
function lay(
	name: string,
	list: ListedConversation[] | undefined,
	args: OutboxEntry['args'] = {}
): ListedConversation[] | undefined {
	const entry = anEntry(name, args);
	const laid = deliveryOf(name)?.overlays.map(({ apply }) => apply(list, entry.args, entry));
	return laid?.[0] as ListedConversation[] | undefined;
}

const other = aConversation({ id: 'c2' as ListedConversation['id'], name: 'Other' });
const invitation = aConversation({
	kind: 'invited',
	isMember: false,
	invitedBy: { subject: 'user_grace', name: 'Grace' }
});

test('a new conversation stands first in the list until it is there', () => {
	const laid = lay('conversations:create', [other], { name: 'Books', kind: 'invited' });
	expect(laid).toMatchObject([
		{ id: 'new', name: 'Books', kind: 'invited', isMember: true },
		other
	]);
	expect(lay('conversations:create', laid, { name: 'Books' })).toBe(laid);
	expect(lay('conversations:create', undefined, { name: 'Books' })).toHaveLength(1);
	const there = [aConversation({ clientId: 'new' }), other];
	expect(lay('conversations:create', there, { name: 'Books' })).toBe(there);
});

test('another name shows at once', () => {
	const renamed = lay('conversations:rename', [aConversation(), other], { name: 'Lobby' });
	expect(renamed).toEqual([aConversation({ name: 'Lobby' }), other]);
	expect(lay('conversations:rename', renamed, { name: 'Lobby' })).toBe(renamed);
});

test('what is removed is gone at once', () => {
	expect(lay('conversations:remove', [aConversation(), other])).toEqual([other]);
	const without = [other];
	expect(lay('conversations:remove', without)).toBe(without);
	expect(lay('conversations:remove', undefined)).toBeUndefined();
});

test('who joins is in it at once', () => {
	const joined = lay('members:join', [aConversation({ isMember: false })]);
	expect(joined).toMatchObject([{ isMember: true, role: 'member' }]);
	expect(lay('members:join', joined)).toBe(joined);
});

test('who leaves is out of it at once, and still finds what is open to everyone', () => {
	expect(lay('members:leave', [aConversation({ role: 'owner' })])).toEqual([
		aConversation({ isMember: false, unread: 0 })
	]);
	expect(lay('members:leave', [aConversation({ kind: 'invited' }), other])).toEqual([other]);
});

describe('an invitation', () => {
	test('that is accepted is a conversation at once', () => {
		const [accepted] = lay('invitations:accept', [invitation]) ?? [];
		expect(accepted).toMatchObject({ isMember: true, role: 'member' });
		expect(accepted).not.toHaveProperty('invitedBy');
	});

	test('that is declined is gone at once; what is open to everyone stays so', () => {
		expect(lay('invitations:decline', [invitation, other])).toEqual([other]);
		const [open] = lay('invitations:decline', [{ ...invitation, kind: 'open' }]) ?? [];
		expect(open).toMatchObject({ kind: 'open', isMember: false });
		expect(open).not.toHaveProperty('invitedBy');
	});
});

describe('an unsent message', () => {
	const say = (list: ListedConversation[] | undefined) => {
		const args = { conversationId: GENERAL, body: 'One\nline' };
		return lastWordsOverlay.apply(list, args, anEntry('messages:send', args));
	};

	test('is the last of its conversation, which is the last active', () => {
		const said = say([other, aConversation({ isMember: false })]);
		expect(said?.map(({ name }) => name)).toEqual(['General', 'Other']);
		expect(said?.[0]).toMatchObject({
			isMember: true,
			lastMessage: { authorId: 'user_ada', text: 'One line', sentAt: 5 }
		});
		expect(say(said)).toBe(said);
	});

	test('changes nothing where its conversation is not known', () => {
		const list = [other];
		expect(say(list)).toBe(list);
		expect(say(undefined)).toBeUndefined();
	});
});

test('of what is refused only a new conversation is left to its author', () => {
	const forbidden = refuse({ kind: 'Forbidden' });
	for (const { name, verdict } of conversationDeliveries) {
		const kind = name === 'conversations:create' ? 'rejected' : 'done';
		expect(verdict(forbidden), name).toEqual({ kind });
	}
});

test('what comes too fast waits as long as the backend says', () => {
	const tooMuch = refuse({ kind: 'RateLimited', retryAfterMs: 900 });
	for (const { verdict } of conversationDeliveries) {
		expect(verdict(tooMuch)).toEqual({ kind: 'retry', afterMs: 900 });
	}
});

test('all that changes one conversation goes in the order of writing', () => {
	for (const { name, laneOf } of conversationDeliveries) {
		const lane = laneOf({ conversationId: GENERAL, subject: 'user_grace', name: 'Books' });
		expect(lane, name).toBe(name === 'conversations:create' ? 'conversations' : GENERAL);
	}
});
