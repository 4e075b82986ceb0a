import { isMissed, type Row } from './summary.ts';

/** A table in Markdown: a line for each figure, a column for each contestant. */
export function toTable(rows: Row[]): string {
	const contestants = [...new Set(rows.map(({ contestant }) => contestant))];
	const figures = [...new Set(rows.map(({ figure }) => figure))];
	const lines = figures.map((figure) => [
		figure,
		...contestants.map((contestant) => {
			const row = rows.find((one) => one.figure === figure && one.contestant === contestant);
			return row ? toCell(row) : '';
		})
	]);
	const rule = ['---', ...contestants.map(() => '---:')];
	return [['', ...contestants], rule, ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/** `72 (71 to 73), 1.20x`, with the bar behind it: `, at most 1.30x` or `, MISSED 1.10x`. */
function toCell(row: Row): string {
	const { median, min, max, ratio, atMost } = row;
	const spread = min === max ? '' : ` (${toText(min)} to ${toText(max)})`;
	const bar =
		atMost === undefined ? [] : `${isMissed(row) ? 'MISSED' : 'at most'} ${toTimes(atMost)}`;
	return [toText(median) + spread, ratio === null ? [] : toTimes(ratio), bar].flat().join(', ');
}

function toText(value: number): string {
	return value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });
}

function toTimes(ratio: number): string {
	return `${ratio < 100 ? ratio.toFixed(2) : toText(ratio)}x`;
}
