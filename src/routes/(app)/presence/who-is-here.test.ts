import { expect, test } from 'vitest';
import { TYPING_MS } from '$convex/limits';
import { whoIsHere, type PresenceView } from './who-is-here';

const people: PresenceView[] = [
	{ subject: 'grace', name: 'Grace' },
	{ subject: 'joan', name: 'Joan', typingUntil: 6_000 },
	{ subject: 'mary', name: 'Mary', typingUntil: 9_000 }
];
const here = ['Grace', 'Joan', 'Mary'];

test.each([
	['at first', 0, { here, typing: ['Joan', 'Mary'], changesAt: 6_000 }],
	['types no more in time', 6_000, { here, typing: ['Mary'], changesAt: 9_000 }],
	['is all that time alone changes', 9_000, { here, typing: [], changesAt: undefined }]
])('who is here %s', (_case, now, shown) => {
	expect(whoIsHere(people, now)).toEqual(shown);
});

test('who has sent a message does not type any more, until they are heard to type again', () => {
	const sent = [
		{ authorId: 'joan', sentAt: 6_000 - TYPING_MS },
		{ authorId: 'mary', sentAt: 9_000 - TYPING_MS - 1 }
	];
	expect(whoIsHere(people, 0, sent).typing).toEqual(['Mary']);
});
