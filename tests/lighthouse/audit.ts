import { readFile } from 'node:fs/promises';
import { runNpm } from '../../scripts/tool.js';

/**
 * Fetched when it is asked for: with it, installing this repository would take half as long and as much
 * room again. The newest that runs on the oldest Node that package.json admits.
 */
const LIGHTHOUSE = 'lighthouse@12.8.2';

const CATEGORIES = ['accessibility', 'best-practices', 'seo'] as const;

/** As on a phone, or on a desktop. */
export type Preset = 'mobile' | 'desktop';

/** What Lighthouse says of a page. */
export interface Verdict {
	/** Of each category, out of 100. */
	scores: Record<string, number>;
	/** What costs points, in words. */
	faults: string[];
}

/** As far as a report is read here. */
interface Report {
	finalDisplayedUrl: string;
	categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
	audits: Record<string, { score: number | null; title: string; details?: { items?: unknown[] } }>;
}

/**
 * Has Lighthouse open a page in the browser that listens on `port`, with all that it has kept.
 *
 * @param file where the whole report goes
 * @throws Error when it did not get there
 */
export async function audit(
	url: string,
	port: number,
	preset: Preset,
	file: string
): Promise<Verdict> {
	const options = [
		`--port=${port}`,
		`--only-categories=${CATEGORIES.join()}`,
		'--disable-storage-reset',
		'--no-enable-error-reporting',
		'--quiet',
		'--output=json',
		`--output-path=${file}`,
		...(preset === 'desktop' ? ['--preset=desktop'] : [])
	];
	const code = await runNpm(
		['exec', '--yes', `--package=${LIGHTHOUSE}`, '--', 'lighthouse', url, ...options],
		{ signal: new AbortController().signal }
	);
	if (code !== 0) throw new Error(`Lighthouse has not run (exit code ${code}).`);
	const report = JSON.parse(await readFile(file, 'utf8')) as Report;
	if (report.finalDisplayedUrl !== url) {
		throw new Error(`Lighthouse looked at ${report.finalDisplayedUrl}, not at ${url}.`);
	}
	return readVerdict(report);
}

function readVerdict({ categories, audits }: Report): Verdict {
	const entries = Object.entries(categories);
	const costly = entries.flatMap(([, { auditRefs }]) => auditRefs.filter(({ weight }) => weight));
	return {
		scores: Object.fromEntries(entries.map(([id, { score }]) => [id, score * 100])),
		faults: costly.flatMap(({ id }) => {
			const { score = null, title = '', details } = audits[id] ?? {};
			if (score === null || score === 1) return [];
			return [`${id}: ${title}: ${JSON.stringify(details?.items)}`];
		})
	};
}
