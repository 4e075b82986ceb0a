import { expect, test } from 'vitest';
import { messageOf, messagesFrom } from '../../../../tests/components/messages';
import { ADA } from '../../../../tests/components/world';
import { countUnseen } from './count-unseen';

const newest = messagesFrom(151, 200);

/** Counts when the messages up to a number have been on the screen. */
const countAfter = (number: number, messages = [...messagesFrom(1, 20), ...newest]) =>
	countUnseen({ newest, messages, readUpTo: messageOf(number).sentAt, subject: ADA });

test('counts the newest messages that have not been on the screen, without own ones', () => {
	expect([countAfter(200), countAfter(190)]).toEqual([0, 10]);
	const [last] = messagesFrom(201, 201);
	const own = { ...last!, authorId: ADA };
	const some = [...newest, own];
	expect(countUnseen({ newest: some, messages: some, readUpTo: 0, subject: ADA })).toBe(50);
});

test('counts those before the newest by their numbers, as far as it knows them', () => {
	expect(countAfter(20)).toBe(180);
	expect(countAfter(20, newest)).toBe(50);
});
