import { ensureInstalled } from './install.js';
import { testPackedApp } from './packed-app.js';
import { requireFreePorts } from './ports.js';
import { TEST_PORT_VARIABLE, testEnv, testTarget } from './test-target.js';

/**
 * `npm run test:packed`: the library's package alone, in an app of its own; Playwright's own arguments
 * choose among its tests.
 *
 * @type {import('./run.js').Command}
 */
export async function main(args, signal) {
	await requireFreePorts(testTarget().ports, TEST_PORT_VARIABLE);
	await ensureInstalled(signal);
	const { ensureBrowser } = await import('./browser.js');
	await ensureBrowser(signal);
	return testPackedApp({ signal, env: testEnv(), args });
}
