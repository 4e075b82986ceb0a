import { ensureInstalled } from '../install.js';
import { testPackedApp } from '../packed-app.js';
import { requireFreeTestPorts, testEnv } from '../test-target.js';

/**
 * `npm run test:packed`: the library's package alone, in an app of its own; Playwright's own arguments
 * choose among its tests.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args, signal) {
	await requireFreeTestPorts();
	await ensureInstalled(signal);
	const { ensureBrowser } = await import('../browser.js');
	await ensureBrowser(signal);
	return testPackedApp({ signal, env: testEnv(), args });
}
