import { expect, test } from 'vitest';
import { countCharacters } from './limits';

test.each([
	['', 0],
	['abc', 3],
	['שלום', 4],
	['😀😀', 2],
	['e\u0301', 2],
	['👩‍👩‍👧', 5],
	['\ud83d', 1],
	['\ude00\ud83d', 2]
])('the length of %j is its number of code points', (text, count) => {
	expect(countCharacters(text)).toBe(count);
});
