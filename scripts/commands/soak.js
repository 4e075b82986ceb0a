import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../root.js';
import { SetupError } from '../setup-error.js';
import { summarize } from '../soak-summary.js';
import { runBrowserTests } from '../browser-tests.js';

const REPORT = join(ROOT, 'test-results/report.json');

/**
 * `npm run soak`: kills browsers and the backend at random moments of so many lives, and counts what is
 * lost. `--seed 17 --count 1` repeats one of them.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args, signal) {
	const { seed, count } = readNumbers(args);
	process.env.SOAK_SEED = seed;
	process.env.SOAK_COUNT = count;
	rmSync(REPORT, { force: true });
	const code = await runBrowserTests(['--project=soak'], signal);
	if (existsSync(REPORT)) console.log(summarize(JSON.parse(readFileSync(REPORT, 'utf8'))));
	return code;
}

/** @param {string[]} args */
function readNumbers(args) {
	const { values } = parseArgs({
		args,
		options: {
			seed: { type: 'string', default: '1' },
			count: { type: 'string', default: '200' }
		}
	});
	for (const [name, value] of Object.entries(values)) {
		if (!/^[1-9]\d*$/.test(value)) throw new SetupError(`--${name} is no whole number: ${value}.`);
	}
	return values;
}
