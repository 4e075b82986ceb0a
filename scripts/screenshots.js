import { main as runBrowserTests } from './test-e2e.js';

/**
 * `npm run screenshots`: takes every screen, as tests/screenshots says.
 *
 * @type {import('./run.js').Command}
 */
export function main(args, signal) {
	process.env.SCREENSHOTS = '1';
	return runBrowserTests(['--project=screenshots', ...args], signal);
}
