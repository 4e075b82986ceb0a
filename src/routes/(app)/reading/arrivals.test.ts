import { expect, test } from 'vitest';
import { Arrivals } from './arrivals';

const message = (clientId: string, sentAt: number, authorId = 'grace') => ({
	clientId,
	author: authorId,
	authorId,
	sentAt
});
const ids = (messages: { clientId: string }[]) => messages.map(({ clientId }) => clientId);
const [a, b, c] = [message('a', 1), message('b', 2), message('c', 3)];

test('what is there at first is no news', () => {
	expect(new Arrivals('ada').among([a, b])).toEqual([]);
});

test('each message is told once', () => {
	const arrivals = new Arrivals('ada');
	arrivals.among([a]);
	expect(ids(arrivals.among([a, b, c]))).toEqual(['b', 'c']);
	expect(arrivals.among([a, b, c])).toEqual([]);
});

test('one’s own messages are no news, and hide nobody else’s, whatever the clock says', () => {
	const arrivals = new Arrivals('ada');
	arrivals.among([a]);
	expect(arrivals.among([a, message('mine', 9, 'ada')])).toEqual([]);
	expect(ids(arrivals.among([a, message('mine', 9, 'ada'), b]))).toEqual(['b']);
});

test('older messages that are loaded are no news', () => {
	const arrivals = new Arrivals('ada');
	arrivals.among([c]);
	expect(arrivals.among([a, b, c])).toEqual([]);
});

test('the first message in an empty conversation is news', () => {
	const arrivals = new Arrivals('ada');
	arrivals.among([]);
	expect(ids(arrivals.among([a]))).toEqual(['a']);
});

test('a message that was deleted at once is no news', () => {
	const arrivals = new Arrivals('ada');
	arrivals.among([a]);
	expect(arrivals.among([a, { ...b, removedAt: 2 }])).toEqual([]);
});
