import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { settingOf, toLine } from './machine.ts';
import { summarise, type Bar, type Figures } from './summary.ts';
import { toTable } from './table.ts';

/** A question, and those who answer it side by side. */
export interface Benchmark {
	/** Names the file of the results. */
	name: string;
	/** What is measured, as a heading. */
	title: string;
	/** By name, what measures each of them once. */
	contestants: Record<string, () => Promise<Figures>>;
	/** The floor or the peer, one of the contestants, that every figure is a multiple of. */
	against: string;
	bars: Bar[];
	/** How often each contestant is measured. */
	rounds: number;
	/** The packages whose versions belong to the result. */
	packages: string[];
}

const RESULTS = join(import.meta.dirname, 'results');

/**
 * Measures all contestants in turn, round after round, so that what slows the machine down for a while
 * slows them all. Prints the table, and writes the same as JSON. A bar that is missed is no failure: the
 * table says so.
 */
export function benchmark({
	name,
	title,
	contestants,
	against,
	bars,
	rounds,
	packages
}: Benchmark) {
	test(name, async () => {
		const figures: Record<string, Figures[]> = {};
		for (const contestant of Object.keys(contestants)) figures[contestant] = [];
		for (let round = 0; round < rounds; round++) {
			for (const [contestant, measure] of Object.entries(contestants)) {
				figures[contestant]?.push(await measure());
			}
		}
		const setting = settingOf(packages);
		const rows = summarise(figures, against, bars);
		mkdirSync(RESULTS, { recursive: true });
		const result = { title, against, rounds, setting, rows };
		writeFileSync(join(RESULTS, `${name}.json`), JSON.stringify(result, null, '\t') + '\n');
		console.log(`\n${title}\n\n${toTable(rows)}\n\n${toLine(setting)}\n`);
	});
}
