import { ensureBuilt } from './build.js';
import { ensureInstalled } from './install.js';
import { requireFreePorts } from './ports.js';
import { TEST_BUILD_FOLDER, TEST_PORT_VARIABLE, testEnv, testTarget } from './test-target.js';
import { runTool } from './tool.js';

/**
 * `npm run test:e2e`: the browser tests alone, or those that Playwright's own arguments choose.
 *
 * @type {import('./run.js').Command}
 */
export async function main(args, signal) {
	const env = testEnv();
	await requireFreePorts(testTarget().ports, TEST_PORT_VARIABLE);
	await ensureInstalled(signal);
	const { ensureBrowser } = await import('./browser.js');
	await ensureBrowser(signal);
	await ensureBuilt({ signal, folder: TEST_BUILD_FOLDER, env });
	return runTool('playwright', ['test', ...args], { signal, env, from: '@playwright/test' });
}
