import { readToken } from '../doctor/read-token.js';
import { ensureInstalled } from '../install.js';
import { ROOT } from '../root.js';

/**
 * `npm run doctor`: checks what the app is set up to run on, step by step, and says what to do about
 * each step that fails.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args, signal) {
	const token = await readToken(args, signal);
	await ensureInstalled(signal);
	// They need installed packages, so they cannot be imported any earlier.
	const { examine } = await import('../doctor/examine.js');
	const { listVariables } = await import('../deployment-variables.js');
	const failed = await examine({
		env: process.env,
		folder: ROOT,
		token,
		fetch,
		listVariables: (settings) => listVariables(settings, signal),
		now: Date.now,
		print: (line) => console.log(line),
		signal
	});
	return failed === 0 ? 0 : 1;
}
