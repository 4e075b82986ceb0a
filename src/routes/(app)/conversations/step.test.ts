import { expect, test } from 'vitest';
import { step } from './step';

const list = ['a', 'b', 'c'].map((id) => ({ id }));

test.each([
	['b', 1, 'c'],
	['b', -1, 'a'],
	['c', 1, undefined],
	['a', -1, undefined],
	[undefined, 1, 'a'],
	['elsewhere', -1, 'c']
] as const)('from %s by %i is %s', (from, by, to) => {
	expect(step(list, from, by)?.id).toBe(to);
});

test('an empty list leads nowhere', () => {
	expect(step([], undefined, 1)).toBeUndefined();
});
