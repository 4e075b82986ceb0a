import { expect, test } from 'vitest';
import { writtenText } from './written-text';

test.each([
	['a message', { clientId: 'm1', body: 'Hello' }, 'Hello'],
	['an edit', { clientId: 'm1', editId: 'e1', body: 'Hello!' }, 'Hello!'],
	['a new conversation', { name: 'Books', kind: 'open' }, 'Books'],
	['a new name', { conversationId: 'c1', name: 'Books' }, 'Books'],
	['a removal', { clientId: 'm1' }, undefined],
	['a reaction', { message: { authorId: 'a', clientId: 'm1' }, emoji: '👍' }, undefined],
	['an empty text', { body: '' }, undefined]
])('what %s holds of the user’s is %j', (_what, args, text) => {
	expect(writtenText({ args })).toBe(text);
});
