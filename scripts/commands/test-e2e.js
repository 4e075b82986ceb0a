import { runBrowserTests } from '../browser-tests.js';

/**
 * `npm run test:e2e`: the browser tests alone, or those that Playwright's own arguments choose.
 *
 * @type {import('../run.js').Command}
 */
export const main = runBrowserTests;
