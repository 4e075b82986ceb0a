import { runBrowserTests } from '../browser-tests.js';

/**
 * `npm run screenshots`: takes every screen, to be looked at.
 *
 * @type {import('../run.js').Command}
 */
export function main(args, signal) {
	return takeWith('screenshots.spec', args, signal);
}

/**
 * `npm run pictures`: takes the pictures of the documents and of the manifest, to be committed.
 *
 * @type {import('../run.js').Command}
 */
export function pictures(args, signal) {
	return takeWith('pictures.spec', args, signal);
}

/**
 * Runs a file of tests/screenshots.
 *
 * @param {string} file
 * @param {string[]} args more of Playwright's own
 * @param {AbortSignal} signal
 */
function takeWith(file, args, signal) {
	process.env.SCREENSHOTS = '1';
	return runBrowserTests(['--project=screenshots', file, ...args], signal);
}
