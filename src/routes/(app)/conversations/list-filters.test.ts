import { expect, test } from 'vitest';
import { listed } from '../../../../tests/components/messages';
import { FILTERS } from './list-filters';

const group = listed();
const peer = { subject: 'user_grace', name: 'Grace' };
const person = listed({ kind: 'direct', peer });

test('what is in the archive is nowhere else', () => {
	const archived = listed({ isArchived: true, unread: 3 });
	const shown = Object.values(FILTERS).filter(({ matches }) => matches(archived, true));
	expect(shown.map(({ name }) => name)).toEqual(['archived']);
	expect(FILTERS.archived.matches(group, true)).toBe(false);
});

test('unread are those with new messages, those marked so, and the one that is open', () => {
	const { matches } = FILTERS.unread;
	expect(matches(listed({ unread: 1 }), false)).toBe(true);
	expect(matches(listed({ isMarkedUnread: true }), false)).toBe(true);
	expect(matches(group, false)).toBe(false);
	expect(matches(group, true)).toBe(true);
});

test('groups are all but those between two people', () => {
	expect([group, person].map((one) => FILTERS.groups.matches(one, true))).toEqual([true, false]);
});
