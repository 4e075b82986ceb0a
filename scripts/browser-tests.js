import { ensureBuilt } from './build.js';
import { ensureInstalled } from './install.js';
import { TEST_BUILD_FOLDER, requireFreeTestPorts, testEnv } from './test-target.js';
import { runTool } from './tool.js';

/**
 * Runs the browser tests alone, or those that Playwright's own arguments choose.
 *
 * @type {import('./run.js').Command}
 */
export async function runBrowserTests(args, signal) {
	const env = testEnv();
	await requireFreeTestPorts();
	await ensureInstalled(signal);
	const { ensureBrowser } = await import('./browser.js');
	await ensureBrowser(signal);
	await ensureBuilt({ signal, folder: TEST_BUILD_FOLDER, env });
	return runTool('playwright', ['test', ...args], { signal, env, from: '@playwright/test' });
}
