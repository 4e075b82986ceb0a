import { expect, test } from 'vitest';
import { nextIndex } from './menu';

test.each([
	['ArrowDown', 0, 1],
	['ArrowDown', 2, 0],
	['ArrowDown', -1, 0],
	['ArrowUp', 1, 0],
	['ArrowUp', 0, 2],
	['ArrowUp', -1, 2],
	['Home', 1, 0],
	['End', 0, 2],
	['a', 1, undefined],
	['Tab', 1, undefined]
])('%s at item %i of 3 leads to %s', (key, index, next) => {
	expect(nextIndex(key, index, 3)).toBe(next);
});
