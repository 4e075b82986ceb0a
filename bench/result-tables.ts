import { toLine, type Setting } from './machine.ts';
import { isMissed, type Row } from './summary.ts';
import { toTable } from './table.ts';

/** What a benchmark has written down. */
export interface Result {
	title: string;
	against: string;
	setting: Setting;
	rows: Row[];
}

/** A table in Markdown with a line for each figure that has a bar: the figure, its ratio, and the bar. */
export function toBarsTable(results: readonly Result[]): string {
	const lines = results.flatMap(({ title, against, rows }) =>
		rows.flatMap((row) => {
			if (row.atMost === undefined || row.ratio === null) return [];
			const what = `${title}: ${row.contestant}, ${row.figure}`;
			const times = `${row.ratio.toFixed(2)}x`;
			const bar = `${row.atMost.toFixed(2)}x${isMissed(row) ? ', missed' : ''}`;
			return [`| ${[what, against, times, bar].join(' | ')} |`];
		})
	);
	const head = ['| measured | compared with | ratio | at most |', '| --- | --- | ---: | ---: |'];
	return [...head, ...lines].join('\n');
}

/** The dates, the machine and the package versions of all results, in one line. */
export function toSettingsLine(results: readonly Result[]): string {
	const settings = results.map(({ setting }) => setting);
	const [first] = settings;
	if (!first) return '';
	const dates = [...new Set(settings.map(({ date }) => date))].sort();
	const packages = Object.assign({}, ...settings.map((one) => one.packages)) as Setting['packages'];
	return toLine({ ...first, date: dates.join(' and '), packages });
}

/** The table of the figures that have a bar, and the setting in which they were measured. */
export function toSummary(results: readonly Result[]): string {
	return `${toBarsTable(results)}\n\n${toSettingsLine(results)}.`;
}

/** All figures of one benchmark, and the setting in which they were measured. */
export function toDetails({ rows, setting }: Result): string {
	return `${toTable(rows)}\n\n${toLine(setting)}.`;
}

/** Replaces what is between `<!-- name -->` and `<!-- /name -->`; a text without these marks is not changed. */
export function placeBetween(text: string, name: string, content: string): string {
	const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const [before, rest] = text.split(begin, 2);
	const after = rest?.split(end, 2)[1];
	if (before === undefined || after === undefined) return text;
	return `${before}${begin}\n\n${content}\n\n${end}${after}`;
}
