import { expect, test } from 'vitest';
import { countUnread, joinedIn, type ListedConversation } from './conversation-list';
import { invitationsIn, openIn } from './parts-of-list';

const some = (count: number, change: Partial<ListedConversation>): ListedConversation[] =>
	Array.from({ length: count }, (_, index) => ({
		id: `${JSON.stringify(change)} ${index}` as ListedConversation['id'],
		name: `${index}`,
		kind: 'open',
		isMember: false,
		unread: 0,
		...change
	}));

test('each conversation is in one part of the list', () => {
	const invitedBy = { subject: 'user_grace', name: 'Grace' };
	const parts = [some(3, { isMember: true }), some(2, {}), some(1, { invitedBy })];
	const list = parts.flat();
	expect([joinedIn(list), openIn(list), invitationsIn(list)]).toEqual(parts);
});

test('muted conversations do not count', () => {
	expect(countUnread([...some(2, { unread: 3 }), ...some(1, { unread: 5, isMuted: true })])).toBe(
		6
	);
});
