import { expect, test } from 'vitest';
import { beginningOf, countUnread, sectionsOf, type ListedConversation } from './conversation-list';

const some = (count: number, change: Partial<ListedConversation>): ListedConversation[] =>
	Array.from({ length: count }, (_, index) => ({
		id: `${JSON.stringify(change)} ${index}` as ListedConversation['id'],
		name: `${index}`,
		kind: 'open',
		isMember: false,
		unread: 0,
		...change
	}));

const invitedBy = { subject: 'user_grace', name: 'Grace' };
const all = sectionsOf([
	...some(30, { isMember: true }),
	...some(20, {}),
	...some(3, { invitedBy })
]);

/** The length of each part. */
function lengths(most: number) {
	const { invitations, joined, open, isCut } = beginningOf(all, most);
	return [invitations.length, joined.length, open.length, isCut];
}

test('a long list starts with joined conversations, then open ones, and shows every invitation', () => {
	expect(lengths(10)).toEqual([3, 10, 0, true]);
	expect(lengths(30)).toEqual([3, 30, 0, true]);
	expect(lengths(40)).toEqual([3, 30, 10, true]);
	expect(lengths(50)).toEqual([3, 30, 20, false]);
	expect(beginningOf(all, 10).joined[0]).toBe(all.joined[0]);
});

test('muted conversations do not count', () => {
	expect(countUnread([...some(2, { unread: 3 }), ...some(1, { unread: 5, isMuted: true })])).toBe(
		6
	);
});
