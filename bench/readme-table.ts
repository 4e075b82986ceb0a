import { toLine, type Setting } from './machine.ts';
import { isMissed, type Row } from './summary.ts';

/** What a benchmark has written down. */
export interface Result {
	title: string;
	against: string;
	setting: Setting;
	rows: Row[];
}

const BEGIN = '<!-- benchmarks -->';
const END = '<!-- /benchmarks -->';

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

/** A text with the table in the place that is marked for it; without the mark as it was. */
export function placeTable(text: string, results: readonly Result[]): string {
	const [before, rest] = text.split(BEGIN, 2);
	const after = rest?.split(END, 2)[1];
	if (before === undefined || after === undefined) return text;
	const table = `${toBarsTable(results)}\n\n${toSettingsLine(results)}.`;
	return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
}
