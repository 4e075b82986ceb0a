import { describe, expect, test } from 'vitest';
import { whoIsHere, type PresenceView } from './who-is-here';

const grace = { subject: 'user_grace', name: 'Grace', expiresAt: 45_000 };
const joan = { subject: 'user_joan', name: 'Joan', expiresAt: 30_000, typingUntil: 6_000 };
const people: PresenceView[] = [grace, joan];

describe('who is here', () => {
	test.each([
		['at first', 0, { here: ['Grace', 'Joan'], typing: ['Joan'], changesAt: 6_000 }],
		['types no more in time', 6_000, { here: ['Grace', 'Joan'], typing: [], changesAt: 30_000 }],
		['is gone in time', 30_000, { here: ['Grace'], typing: [], changesAt: 45_000 }],
		['is nobody in the end', 45_000, { here: [], typing: [], changesAt: undefined }]
	])('%s', (_case, now, shown) => {
		expect(whoIsHere(people, now)).toEqual(shown);
	});

	test('does not include typing people who are gone', () => {
		expect(whoIsHere([{ ...joan, typingUntil: 60_000 }], 30_000).typing).toEqual([]);
	});
});
