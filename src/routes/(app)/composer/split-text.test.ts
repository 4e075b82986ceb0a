import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countCharacters } from '$convex/characters';
import { splitText, withoutGap } from './split-text';

describe('a text that is too long is split', () => {
	test.each([
		['nowhere when it fits', 'One two', ['One two']],
		['between paragraphs', 'One. Two.\n\nThree.', ['One. Two.', 'Three.']],
		['at the last paragraph that fits', 'One\n\nTwo\n\nThree', ['One\n\nTwo', 'Three']],
		['between lines', 'One two\nThree four', ['One two', 'Three four']],
		['between sentences', 'One two. Three four', ['One two.', 'Three four']],
		['between words', 'One two three four', ['One two', 'three four']],
		['inside a word that is too long', 'x'.repeat(25), ['x'.repeat(10), 'x'.repeat(10), 'xxxxx']],
		['not inside a character', `${'x'.repeat(9)}👩\u200d💻y`, ['x'.repeat(9), '👩\u200d💻y']],
		['not for a paragraph of one word', 'A\n\nbcdefgh ijkl', ['A\n\nbcdefgh', 'ijkl']],
		['with the indentation of its lines', 'if (a) {\n\n  b();', ['if (a) {', '  b();']],
		['without blank parts', `One${' \n'.repeat(20)}Two`, ['One', 'Two']]
	])('%s', (_where, text, parts) => {
		expect(splitText(text, 10)).toEqual(parts);
	});

	test('into parts that fit and have all of it, for any text', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom('a', ' ', '\n', '. ', '😀', 'e\u0301'), maxLength: 200 }),
				(text) => {
					const parts = splitText(text, 12);
					for (const part of parts) {
						expect(countCharacters(part)).toBeLessThanOrEqual(12);
						expect(part.trim()).not.toBe('');
					}
					const words = (one: string) => one.replace(/\s/g, '');
					expect(words(parts.join(''))).toBe(words(text));
				}
			)
		);
	});

	test('in order: each part is the beginning of what is left', () => {
		const text = '\n One. Two.\n\n\n  Three four five six.  \n';
		let left = text;
		for (const part of splitText(text, 10)) {
			left = withoutGap(left);
			expect(left.startsWith(part)).toBe(true);
			left = left.slice(part.length);
		}
		expect(left.trim()).toBe('');
	});
});
