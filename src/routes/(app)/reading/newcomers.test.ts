import { expect, test } from 'vitest';
import { Newcomers } from './newcomers';

const message = (clientId: string, sentAt: number, authorId = 'grace') => ({
	clientId,
	author: authorId,
	authorId,
	sentAt
});
const ids = (messages: { clientId: string }[]) => messages.map(({ clientId }) => clientId);
const [a, b, c] = [message('a', 1), message('b', 2), message('c', 3)];

test('what is there at first is no news', () => {
	expect(new Newcomers('ada').among([a, b])).toEqual([]);
});

test('each message is told once', () => {
	const newcomers = new Newcomers('ada');
	newcomers.among([a]);
	expect(ids(newcomers.among([a, b, c]))).toEqual(['b', 'c']);
	expect(newcomers.among([a, b, c])).toEqual([]);
});

test('one’s own messages are no news, and hide nobody else’s, whatever the clock says', () => {
	const newcomers = new Newcomers('ada');
	newcomers.among([a]);
	expect(newcomers.among([a, message('mine', 9, 'ada')])).toEqual([]);
	expect(ids(newcomers.among([a, message('mine', 9, 'ada'), b]))).toEqual(['b']);
});

test('older messages that are loaded are no news', () => {
	const newcomers = new Newcomers('ada');
	newcomers.among([c]);
	expect(newcomers.among([a, b, c])).toEqual([]);
});

test('the first message in an empty conversation is news', () => {
	const newcomers = new Newcomers('ada');
	newcomers.among([]);
	expect(ids(newcomers.among([a]))).toEqual(['a']);
});

test('a message that was deleted at once is no news', () => {
	const newcomers = new Newcomers('ada');
	newcomers.among([a]);
	expect(newcomers.among([a, { ...b, removedAt: 2 }])).toEqual([]);
});
