import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageIn, messageQuery } from './message-link';

test('an address names the message that it was made for, whatever its name', () => {
	const text = fc.string({ unit: 'grapheme', minLength: 1 });
	fc.assert(
		fc.property(text, text, (authorId, clientId) => {
			const url = new URL(messageQuery({ authorId, clientId }), 'https://app.example/c/c1');
			expect(messageIn(url)).toEqual({ authorId, clientId });
		})
	);
});

test.each(['', '?message=m1', '?author=user_ada', '?author=&message=m1'])(
	'an address without an author names no message: %j',
	(query) => {
		expect(messageIn(new URL(`https://app.example/c/c1${query}`))).toBeUndefined();
	}
);
