import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasWord, markWords, toWords } from './search-words';

/** The shown part of a text, with the marked parts in brackets. */
const shown = (text: string, words: string) =>
	markWords(text, toWords(words))
		.map((part) => (part.isMarked ? `[${part.text}]` : part.text))
		.join('');

describe('a text is found', () => {
	test.each([
		['by any of the words', 'The red book', 'blue book', true],
		['in any case', 'ÉCOLE', 'école', true],
		['by the beginning of the last word', 'Compilers', 'comp', true],
		['in any script', 'Что это такое', 'это', true],
		['not by the beginning of a word before it', 'Compilers', 'comp now', false],
		['not by the middle of a word', 'Compilers', 'pile', false],
		['not by nothing', 'Compilers', ' ?! ', false]
	])('%s', (_case, text, words, isFound) => {
		expect(hasWord(text, toWords(words))).toBe(isFound);
	});
});

describe('a result shows', () => {
	test.each([
		['the words', 'The red book, read', 'red book', 'The [red] [book], read'],
		['what was typed of the last', 'Compilers compile', 'comp', '[Comp]ilers [comp]ile'],
		['one line', 'One\n\n  two', 'two', 'One [two]'],
		[
			'the place of the first',
			`${'before '.repeat(20)}here it is`,
			'here',
			'…before before before before before [here] it is'
		],
		[
			'no more than there is room for',
			`here ${'after '.repeat(40)}`,
			'here',
			`[here] ${'after '.repeat(25)}after…`
		],
		[
			'no part of a character at its end',
			`here ${'x'.repeat(152)}👩‍💻 after`,
			'here',
			`[here] ${'x'.repeat(152)}👩‍💻…`
		],
		[
			'a character whole or not at all',
			`here ${'x'.repeat(153)}👩‍💻 after`,
			'here',
			`[here] ${'x'.repeat(153)}…`
		],
		['markup as text', '<b>bold</b>', 'bold', '<b>[bold]</b>']
	])('%s', (_case, text, words, expected) => {
		expect(shown(text, words)).toBe(expected);
	});

	test('only the text and its marks, for any text and search', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, words) => {
				const all = markWords(text, toWords(words)).map((part) => part.text);
				const line = text.replace(/\s+/g, ' ').trim();
				expect(line).toContain(all.filter((part) => part !== '…').join(''));
			})
		);
	});
});
