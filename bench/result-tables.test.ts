import { expect, test } from 'vitest';
import {
	placeBetween,
	toBarsTable,
	toDetails,
	toSettingsLine,
	toSummary,
	type Result
} from './result-tables.ts';

const setting = { date: '2026-01-31', cores: 2, cpu: 'A processor', node: '20', packages: {} };
const row = { figure: 'ms', contestant: 'ours', median: 1, min: 1, max: 1 };

const result = (ratio: number, atMost?: number): Result => ({
	title: 'A launch',
	against: 'floor',
	setting,
	rows: [{ ...row, ratio, ...(atMost === undefined ? {} : { atMost }) }]
});

test('a figure with a bar is a line, which says so when the bar is missed', () => {
	const lines = toBarsTable([result(1.2, 1.25), result(1.3, 1.25), result(9)]).split('\n');
	expect(lines.slice(2)).toEqual([
		'| A launch: ours, ms | floor | 1.20x | 1.25x |',
		'| A launch: ours, ms | floor | 1.30x | 1.25x, missed |'
	]);
});

test('results of several days name all days and all packages', () => {
	const later = { ...setting, date: '2026-02-01', packages: { idb: '8' } };
	expect(toSettingsLine([{ ...result(1), setting: later }, result(1)])).toBe(
		'2026-01-31 and 2026-02-01, 2 cores (A processor), Node 20, idb 8'
	);
});

test('a table replaces what is between its marks, and nothing else', () => {
	const text = 'before\n<!-- launch -->\nold\n<!-- /launch -->\nafter\n';
	const placed = placeBetween(text, 'launch', toSummary([result(1.2, 1.25)]));
	expect(placed).toMatch(/^before\n<!-- launch -->\n\n\| measured/);
	expect(placed).toMatch(/Node 20\.\n\n<!-- \/launch -->\nafter\n$/);
	expect(placeBetween(placed, 'launch', toSummary([result(1.2, 1.25)]))).toBe(placed);
	expect(placed).not.toContain('old');
});

test('a text without the marks is not changed', () => {
	expect(placeBetween('nothing', 'launch', 'table')).toBe('nothing');
});

test('the details of a benchmark have all its figures, with and without a bar', () => {
	expect(toDetails(result(9)).split('\n')).toEqual([
		'|  | ours |',
		'| --- | ---: |',
		'| ms | 1, 9.00x |',
		'',
		'2026-01-31, 2 cores (A processor), Node 20.'
	]);
});
