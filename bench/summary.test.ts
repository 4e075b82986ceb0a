import { describe, expect, test } from 'vitest';
import { isMissed, summarise, type Row } from './summary.ts';

const rounds = {
	floor: [{ ms: 10 }, { ms: 30 }, { ms: 20 }],
	ours: [{ ms: 26 }, { ms: 24 }, { ms: 90 }]
};

describe('summarise', () => {
	test('gives the median and the spread of each figure, and the ratio of the medians', () => {
		expect(summarise(rounds, 'floor')).toEqual([
			{ figure: 'ms', contestant: 'floor', median: 20, min: 10, max: 30, ratio: 1 },
			{ figure: 'ms', contestant: 'ours', median: 26, min: 24, max: 90, ratio: 1.3 }
		]);
	});

	test('takes the middle between two for the median of an even number of rounds', () => {
		const [row] = summarise({ floor: [{ ms: 1 }, { ms: 4 }] }, 'floor');
		expect(row?.median).toBe(2.5);
	});

	test('gives no ratio to nothing', () => {
		const rows = summarise({ floor: [{ requests: 0 }], ours: [{ requests: 2 }] }, 'floor');
		expect(rows.map(({ ratio }) => ratio)).toEqual([null, null]);
	});

	test('gives no ratio to what was not measured, and no row to who has no such figure', () => {
		const rows = summarise({ floor: [{ ms: 1 }], ours: [{ bytes: 2 }] }, 'floor');
		expect(rows.map(({ figure, contestant, ratio }) => [figure, contestant, ratio])).toEqual([
			['ms', 'floor', 1],
			['bytes', 'ours', null]
		]);
	});

	test('puts a bar on the figure of the contestant it is meant for', () => {
		const rows = summarise(rounds, 'floor', [{ contestant: 'ours', figure: 'ms', atMost: 1.5 }]);
		expect(rows.map(({ atMost }) => atMost)).toEqual([undefined, 1.5]);
	});
});

describe('a bar', () => {
	const row: Row = { figure: 'ms', contestant: 'ours', median: 2, min: 2, max: 2, ratio: 1.5 };

	test.each([
		['is missed above it', { ...row, atMost: 1.4 }, true],
		['is met at it', { ...row, atMost: 1.5 }, false],
		['is missed when there is no ratio', { ...row, ratio: null, atMost: 1.5 }, true],
		['is not missed where there is none', row, false]
	])('%s', (_, one, missed) => {
		expect(isMissed(one)).toBe(missed);
	});
});
