import { expect, test } from 'vitest';
import { withMentions } from './mentions-in-text';
import { parseText, typedText } from '$convex/messageText';

const ada = { userId: 'user_ada', name: 'Ada' };
const lovelace = { userId: 'user_lovelace', name: 'Ada Lovelace' };
const odd = { userId: 'user_odd', name: 'A.+(b)[c]|$' };

/** The mentions that a text shows, by user. */
function shownIn(text: string, ...mentions: (typeof ada)[]) {
	const parts = withMentions(parseText(text), mentions);
	expect(typedText(parts)).toBe(text);
	return JSON.stringify(parts).match(/(?<="userId":")\w+/g) ?? [];
}

test('a name after @ is a mention, wherever the text is marked', () => {
	expect(shownIn('Hi @Ada, and @Ada', ada)).toEqual(['user_ada', 'user_ada']);
	expect(shownIn('**@Ada** and\n> @Ada', ada)).toEqual(['user_ada', 'user_ada']);
});

test('the longer of two names is meant', () => {
	expect(shownIn('@Ada Lovelace @Ada', ada, lovelace)).toEqual(['user_lovelace', 'user_ada']);
});

test('a part of a word, an address and code are no mention', () => {
	expect(shownIn('@Adam mail@Ada `@Ada` Ada', ada)).toEqual([]);
	expect(shownIn('@Ada')).toEqual([]);
});

test('a name may have any signs in it', () => {
	expect(shownIn('@A.+(b)[c]|$!', odd)).toEqual(['user_odd']);
});
