import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toSearchQuery } from '$convex/searchTerms';
import { markWords } from './search-words';

/** The shown part of a text, with the marked parts in brackets. */
const shown = (text: string, words: string) =>
	markWords(text, toSearchQuery(words))
		.map((part) => (part.isMarked ? `[${part.text}]` : part.text))
		.join('');

describe('a result shows', () => {
	test.each([
		['the words', 'The red book, read', 'red book', 'The [red] [book], read'],
		['what was typed of the last', 'Compilers compile', 'comp', '[Comp]ilers [comp]ile'],
		['a word with its signs as one', 'यह हिन्दी है', 'हिन्दी', 'यह [हिन्दी] है'],
		['a word as it was written', 'Ça va, Zoë?', 'ca zoe', '[Ça] va, [Zoë]?'],
		[
			'characters that stand together',
			'今日は東京で会いましょう',
			'東京',
			'今日は[東京]で会いましょう'
		],
		['words that overlap as one', '東京都に', '東京都 京都', '[東京都]に'],
		['one line', 'One\n\n  two', 'two', 'One [two]'],
		[
			'the place of the first',
			`${'before '.repeat(20)}here it is`,
			'here',
			'…before before before before before [here] it is'
		],
		['the first, where no space is before it', `${'は'.repeat(90)}東京`, '東京', '…[東京]'],
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
				const all = markWords(text, toSearchQuery(words)).map((part) => part.text);
				const line = text.replace(/\s+/g, ' ').trim();
				expect(line).toContain(all.filter((part) => part !== '…').join(''));
			})
		);
	});
});
