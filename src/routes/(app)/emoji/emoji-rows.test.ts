import { expect, test } from 'vitest';
import { cellBy, seenRows, toRows } from './emoji-rows';

const rows = toRows(
	[
		{ title: 'Recent', items: [] },
		{ title: 'Letters', items: ['a', 'b', 'c'] },
		{ title: 'Numbers', items: ['1', '2'] }
	],
	2
);

test('sections are rows below their title; an empty one is left out', () => {
	expect(rows).toEqual([
		{ title: 'Letters' },
		{ items: ['a', 'b'] },
		{ items: ['c'] },
		{ title: 'Numbers' },
		{ items: ['1', '2'] }
	]);
});

test('every arrow leads to the first emoji, and from there as it points, over titles', () => {
	const walk = (keys: string[], isRtl = false) =>
		keys.reduce<ReturnType<typeof cellBy>>(
			(cell, key) => cellBy(`Arrow${key}`, rows, cell, isRtl) ?? cell,
			undefined
		);
	expect(walk(['Down'])).toEqual({ row: 1, column: 0 });
	expect(walk(['Down', 'Right'])).toEqual({ row: 1, column: 1 });
	expect(walk(['Down', 'Right', 'Right'])).toEqual({ row: 2, column: 0 });
	expect(walk(['Down', 'Right', 'Down'])).toEqual({ row: 2, column: 0 });
	expect(walk(['Down', 'Right', 'Right', 'Right'])).toEqual({ row: 4, column: 0 });
	expect(walk(['Down', 'Right', 'Right', 'Left'])).toEqual({ row: 1, column: 1 });
	expect(walk(['Down', 'Up'])).toEqual({ row: 1, column: 0 });
	expect(walk(['Down', 'Left'], true)).toEqual({ row: 1, column: 1 });
	expect(cellBy('a', rows, undefined, false)).toBeUndefined();
	expect(cellBy('ArrowDown', [], undefined, false)).toBeUndefined();
});

test('the rows in view are drawn, with three more on each side', () => {
	expect(seenRows(100, 0, 400, 44)).toEqual({ start: 0, end: 13 });
	expect(seenRows(100, 440, 400, 44)).toEqual({ start: 7, end: 23 });
	expect(seenRows(4, 0, 400, 44)).toEqual({ start: 0, end: 4 });
});
