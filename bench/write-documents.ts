import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { placeBetween, toDetails, toSummary, type Result } from './result-tables.ts';

const RESULTS = join(import.meta.dirname, 'results');
const SUMMARY = join(import.meta.dirname, '../docs/performance.md');
const DETAILS = join(import.meta.dirname, 'README.md');

/** Writes all results into the tables of both documents, when the benchmarks of a run are over. */
export async function teardown(): Promise<void> {
	const results = new Map(
		readdirSync(RESULTS)
			.sort()
			.map((name) => [basename(name, '.json'), read(join(RESULTS, name))])
	);
	await rewrite(SUMMARY, (text) =>
		placeBetween(text, 'benchmarks', toSummary([...results.values()]))
	);
	await rewrite(DETAILS, (text) =>
		[...results].reduce((now, [name, result]) => placeBetween(now, name, toDetails(result)), text)
	);
}

function read(file: string): Result {
	// Only `benchmark` writes them.
	return JSON.parse(readFileSync(file, 'utf8')) as Result;
}

async function rewrite(file: string, change: (text: string) => string): Promise<void> {
	const options = await resolveConfig(file);
	const text = change(readFileSync(file, 'utf8'));
	writeFileSync(file, await format(text, { ...options, filepath: file }));
}
