import { expect, test } from 'vitest';
import { sizeOf } from './size-of.js';

test('a string takes one byte a character, or two if one character is not in Latin-1', () => {
	expect([sizeOf(''), sizeOf('café'), sizeOf('Чай')]).toEqual([0, 4, 6]);
});

test('an object takes the size of its names and values, at any depth', () => {
	expect(sizeOf({ body: 'hi', tags: ['a', 'bc'], sentAt: 1 })).toBe(4 + 2 + 4 + 3 + 6 + 8);
});

test('every Convex value has a size', () => {
	expect([null, true, 1.5, 2n].map(sizeOf)).toEqual([8, 8, 8, 8]);
	expect(sizeOf(new ArrayBuffer(5))).toBe(5);
});
