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

/** Each figure that has a bar, as a line of a table in Markdown: what it is, beside what, and how it stands. */
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
	const head = ['| measured | beside | is | at most |', '| --- | --- | ---: | ---: |'];
	return [...head, ...lines].join('\n');
}

/** Where and with what all of it was measured, in one line. */
export function toSettingsLine(results: readonly Result[]): string {
	const settings = results.map(({ setting }) => setting);
	const [first] = settings;
	if (!first) return '';
	const dates = [...new Set(settings.map(({ date }) => date))].sort();
	const packages = Object.assign({}, ...settings.map((one) => one.packages)) as Setting['packages'];
	return toLine({ ...first, date: dates.join(' and '), packages });
}

/** The table of the figures that have a bar, and where they were measured. */
export function toSummary(results: readonly Result[]): string {
	return `${toBarsTable(results)}\n\n${toSettingsLine(results)}.`;
}

/** All figures of one benchmark, and where they were measured. */
export function toDetails({ rows, setting }: Result): string {
	return `${toTable(rows)}\n\n${toLine(setting)}.`;
}

/** A text with other content between the marks `<!-- name -->` and `<!-- /name -->`; without them as it was. */
export function placeBetween(text: string, name: string, content: string): string {
	const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const [before, rest] = text.split(begin, 2);
	const after = rest?.split(end, 2)[1];
	if (before === undefined || after === undefined) return text;
	return `${before}${begin}\n\n${content}\n\n${end}${after}`;
}
