import { expect, test } from 'vitest';
import { messageOf } from '../../../../tests/components/messages';
import { isOutdated } from './is-outdated';

const kept = [messageOf(1), messageOf(2, { body: 'See you at **five**' })];
const [, { sentAt, authorId }] = kept as [unknown, (typeof kept)[number]];
const last = { author: 'Grace', authorId, text: 'See you at five', sentAt, isRemoved: false };

test.each([
	['the last message is kept', last, false],
	['there is no message', undefined, false],
	['a later message is kept than the list knows', { ...last, sentAt: sentAt - 60_000 }, false],
	['the times of the list and the message differ a little', { ...last, sentAt: sentAt + 3 }, false],
	['there is a newer message', { ...last, sentAt: sentAt + 60_000 }, true],
	[
		'there is a newer message a moment later',
		{ ...last, text: 'Or six', sentAt: sentAt + 5 },
		true
	],
	['another person has written since', { ...last, authorId: 'user_eve' }, true],
	['the last message was edited', { ...last, text: 'See you at six' }, true],
	['the last message was removed', { ...last, text: '', isRemoved: true }, true]
])('when %s', (_, listed, outdated) => {
	expect(isOutdated(kept, listed)).toBe(outdated);
});

test('a removed message that is kept as removed is not out of date', () => {
	const removed = [messageOf(2, { body: '', removedAt: 1 })];
	expect(isOutdated(removed, { ...last, text: '', isRemoved: true })).toBe(false);
});
