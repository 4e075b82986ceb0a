import { expect, test } from 'vitest';
import type { Row } from './summary.ts';
import { toTable } from './table.ts';

const floor = { contestant: 'floor', median: 20, min: 10, max: 30, ratio: 1 };
const ours = { contestant: 'ours', median: 1234.5, min: 1234.5, max: 1234.5, ratio: 1.3 };

const linesOf = (...rows: Row[]) => toTable(rows).split('\n');

test('a line is a figure and a column is a contestant', () => {
	expect(linesOf({ figure: 'ms', ...floor }, { figure: 'ms', ...ours })).toEqual([
		'|  | floor | ours |',
		'| --- | ---: | ---: |',
		'| ms | 20 (10 to 30), 1.00x | 1,235, 1.30x |'
	]);
});

test('a contestant without a figure has an empty place there', () => {
	const lines = linesOf({ figure: 'ms', ...floor }, { figure: 'bytes', ...ours, ratio: null });
	expect(lines.slice(2)).toEqual(['| ms | 20 (10 to 30), 1.00x |  |', '| bytes |  | 1,235 |']);
});

test('a bar stands behind its figure, and says when it is missed', () => {
	const cells = [1.3, 1.2].map((atMost) => linesOf({ figure: 'ms', ...ours, atMost })[2]);
	expect(cells).toEqual([
		'| ms | 1,235, 1.30x, at most 1.30x |',
		'| ms | 1,235, 1.30x, MISSED 1.20x |'
	]);
});
