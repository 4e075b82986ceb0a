import { expect, test } from 'vitest';
import {
	placeBetween,
	toBarsTable,
	toDetails,
	toSettingsLine,
	toSummary,
	type Result
} from './readme-table.ts';

const setting = { date: '2026-01-31', cores: 2, cpu: 'A processor', node: '20', packages: {} };
const row = { figure: 'ms', contestant: 'ours', median: 1, min: 1, max: 1 };

const result = (ratio: number, atMost?: number): Result => ({
	title: 'A launch',
	against: 'floor',
	setting,
	rows: [{ ...row, ratio, ...(atMost === undefined ? {} : { atMost }) }]
});

test('a figure with a bar is a line, and says when it is missed', () => {
	const lines = toBarsTable([result(1.2, 1.25), result(1.3, 1.25), result(9)]).split('\n');
	expect(lines.slice(2)).toEqual([
		'| A launch: ours, ms | floor | 1.20x | 1.25x |',
		'| A launch: ours, ms | floor | 1.30x | 1.25x, missed |'
	]);
});

test('what was measured on several days names them all, and all packages', () => {
	const later = { ...setting, date: '2026-02-01', packages: { idb: '8' } };
	expect(toSettingsLine([{ ...result(1), setting: later }, result(1)])).toBe(
		'2026-01-31 and 2026-02-01, 2 cores (A processor), Node 20, idb 8'
	);
});

test('a table stands between its marks, and what is around it stays', () => {
	const text = 'before\n<!-- launch -->\nold\n<!-- /launch -->\nafter\n';
	const placed = placeBetween(text, 'launch', toSummary([result(1.2, 1.25)]));
	expect(placed).toMatch(/^before\n<!-- launch -->\n\n\| measured/);
	expect(placed).toMatch(/Node 20\.\n\n<!-- \/launch -->\nafter\n$/);
	expect(placeBetween(placed, 'launch', toSummary([result(1.2, 1.25)]))).toBe(placed);
	expect(placed).not.toContain('old');
});

test('a text without the marks stays as it is', () => {
	expect(placeBetween('nothing', 'launch', 'table')).toBe('nothing');
});

test('the details of a benchmark are all its figures, with a bar or without', () => {
	expect(toDetails(result(9)).split('\n')).toEqual([
		'|  | ours |',
		'| --- | ---: |',
		'| ms | 1, 9.00x |',
		'',
		'2026-01-31, 2 cores (A processor), Node 20.'
	]);
});
