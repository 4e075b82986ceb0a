import { expect, test } from 'vitest';
import { isSame } from './is-same.js';

test('values with equal contents are the same, whatever the order of their fields', () => {
	expect(isSame({ a: 1, b: [1n, 'x', null] }, { b: [1n, 'x', null], a: 1 })).toBe(true);
	expect(isSame({ a: 1, b: undefined }, { a: 1 })).toBe(true);
	expect(isSame(NaN, NaN)).toBe(true);
});

test.each([
	[{ a: 1 }, { a: 2 }],
	[{ a: 1 }, { a: 1, b: 2 }],
	[[1, 2], [1]],
	[[], {}],
	[{}, null],
	[1, '1'],
	[new ArrayBuffer(1), new ArrayBuffer(1)]
])('%j and %j are different', (one, other) => {
	expect(isSame(one, other)).toBe(false);
	expect(isSame(other, one)).toBe(false);
});
