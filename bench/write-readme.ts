import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { placeTable, type Result } from './readme-table.ts';

const README = join(import.meta.dirname, '../README.md');
const RESULTS = join(import.meta.dirname, 'results');

/** Once all benchmarks of a run are over, the table in the README says what is known by then. */
export async function teardown(): Promise<void> {
	const results = readdirSync(RESULTS)
		.sort()
		// Only `benchmark` writes them.
		.map((name) => JSON.parse(readFileSync(join(RESULTS, name), 'utf8')) as Result);
	const text = placeTable(readFileSync(README, 'utf8'), results);
	const options = await resolveConfig(README);
	writeFileSync(README, await format(text, { ...options, filepath: README }));
}
