import { runBrowserTests } from '../browser-tests.js';

/**
 * `npm run lighthouse`: what Lighthouse thinks of every screen, as tests/lighthouse says.
 *
 * @type {import('../run.js').Command}
 */
export function main(args, signal) {
	process.env.LIGHTHOUSE = '1';
	return runBrowserTests(['--project=lighthouse', ...args], signal);
}
