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

test('messages of the first call are no arrivals', () => {
	expect(new Arrivals('ada').among([a, b])).toEqual([]);
});

test('each message arrives once', () => {
	const arrivals = new Arrivals('ada');
	arrivals.among([a]);
	expect(ids(arrivals.among([a, b, c]))).toEqual(['b', 'c']);
	expect(arrivals.among([a, b, c])).toEqual([]);
});

test('the reader’s own messages are no arrivals, and hide no others, whatever the clock says', () => {
	const arrivals = new Arrivals('ada');
	arrivals.among([a]);
	expect(arrivals.among([a, message('mine', 9, 'ada')])).toEqual([]);
	expect(ids(arrivals.among([a, message('mine', 9, 'ada'), b]))).toEqual(['b']);
});

test('older messages that are loaded are no arrivals', () => {
	const arrivals = new Arrivals('ada');
	arrivals.among([c]);
	expect(arrivals.among([a, b, c])).toEqual([]);
});

test('the first message in an empty conversation is an arrival', () => {
	const arrivals = new Arrivals('ada');
	arrivals.among([]);
	expect(ids(arrivals.among([a]))).toEqual(['a']);
});

test('a message that was deleted at once is no arrival', () => {
	const arrivals = new Arrivals('ada');
	arrivals.among([a]);
	expect(arrivals.among([a, { ...b, removedAt: 2 }])).toEqual([]);
});
