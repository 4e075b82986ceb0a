import { findEngines } from '../engines.js';
import { SetupError } from '../setup-error.js';
import { runBrowserTests } from '../browser-tests.js';

/**
 * `npm run test:engines`: the offline launch in Firefox and in WebKit, in those that the machine has.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args, signal) {
	const engines = findEngines();
	const missing = engines.filter(({ program }) => program === undefined);
	const notes = missing.map(({ name, source }) => `${name} is not here (${source}).`);
	if (missing.length === engines.length) throw new SetupError(notes.join('\n'));
	for (const note of notes) console.log(note);
	process.env.ENGINES = '1';
	return runBrowserTests(['--project=engines', ...args], signal);
}
