import { expect, test } from 'vitest';
import { sizeOf } from './size-of.js';

test('a text takes one byte a character, or two where one of them is not in Latin-1', () => {
	expect([sizeOf(''), sizeOf('café'), sizeOf('Чай')]).toEqual([0, 4, 6]);
});

test('an object takes its names and its values, however deep', () => {
	expect(sizeOf({ body: 'hi', tags: ['a', 'bc'], sentAt: 1 })).toBe(4 + 2 + 4 + 3 + 6 + 8);
});

test('every Convex value has a size', () => {
	expect([null, true, 1.5, 2n].map(sizeOf)).toEqual([8, 8, 8, 8]);
	expect(sizeOf(new ArrayBuffer(5))).toBe(5);
});
