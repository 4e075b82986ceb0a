import { expect, test } from 'vitest';
import { whoIsHere, type PresenceView } from './who-is-here';

const people: PresenceView[] = [
	{ name: 'Grace' },
	{ name: 'Joan', typingUntil: 6_000 },
	{ name: 'Mary', typingUntil: 9_000 }
];
const here = ['Grace', 'Joan', 'Mary'];

test.each([
	['at first', 0, { here, typing: ['Joan', 'Mary'], changesAt: 6_000 }],
	['types no more in time', 6_000, { here, typing: ['Mary'], changesAt: 9_000 }],
	['is all that time alone changes', 9_000, { here, typing: [], changesAt: undefined }]
])('who is here %s', (_case, now, shown) => {
	expect(whoIsHere(people, now)).toEqual(shown);
});
