import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PortBusyError } from '../emulators/port-busy.js';
import { ensureBuilt } from './build.js';
import { countPlaywright, countVitest } from './counts.js';
import { ensureInstalled } from './install.js';
import { testPackedApp } from './packed-app.js';
import { ROOT } from './root.js';
import { SetupError } from './setup-error.js';
import { TEST_BUILD_FOLDER, requireFreeTestPorts, testEnv } from './test-target.js';
import { runTool } from './tool.js';

const UNIT_REPORT = 'test-results/vitest.json';
const BROWSER_REPORT = 'test-results/report.json';

/**
 * One step of `npm test`. `isNeeded` means that nothing after it can say anything when it fails.
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {boolean} [isNeeded]
 * @property {() => Promise<import('./counts.js').Counts>} run
 */

/**
 * `npm test`: everything, from a fresh checkout. It goes on after a failed step, so that one run
 * shows all that is wrong, and its last line counts the tests; any other step that fails counts as one.
 *
 * @type {import('./run.js').Command}
 */
export async function main(_args, signal) {
	const total = { passed: 0, failed: 0 };
	/** @type {string[]} */
	const failedSteps = [];
	for (const { name, isNeeded, run } of steps(signal)) {
		console.log(`\n== ${name} ==`);
		const { passed, failed } = await run().catch(failedSetUp);
		total.passed += passed;
		total.failed += failed;
		if (failed > 0) failedSteps.push(name);
		if (failed > 0 && isNeeded) break;
	}
	if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(', ')}`);
	console.log(`${total.passed} passed, ${total.failed} failed`);
	return total.failed > 0 ? 1 : 0;
}

/**
 * @param {AbortSignal} signal
 * @returns {Step[]}
 */
function steps(signal) {
	const env = testEnv();
	/** @type {(command: string, args: string[], from?: string) => Promise<number>} */
	const tool = (command, args, from) => runTool(command, args, { signal, env, from });
	return [
		{ name: 'Set-up', isNeeded: true, run: () => works(setUp(signal)) },
		{ name: 'Formatting', run: () => passes(tool('prettier', ['--check', '.'])) },
		// Lint and types both read the types that SvelteKit generates.
		{
			name: 'Generated types',
			isNeeded: true,
			run: () => passes(tool('svelte-kit', ['sync'], '@sveltejs/kit'))
		},
		{ name: 'Lint', run: () => passes(tool('eslint', ['.', '--max-warnings', '0'])) },
		{
			name: 'Types',
			run: () => passes(tool('svelte-check', ['--tsconfig', 'tsconfig.json', '--fail-on-warnings']))
		},
		{
			name: 'Unit tests',
			async run() {
				rmSync(join(ROOT, UNIT_REPORT), { force: true });
				const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${UNIT_REPORT}`];
				const code = await tool('vitest', ['run', '--allowOnly=false', ...reporters]);
				return countVitest(readReport(UNIT_REPORT), code);
			}
		},
		{
			name: 'Build',
			isNeeded: true,
			run: () => works(ensureBuilt({ signal, folder: TEST_BUILD_FOLDER, env }))
		},
		{
			name: 'Browser tests',
			run: () =>
				browserTests(() => tool('playwright', ['test', '--forbid-only'], '@playwright/test'))
		},
		{
			name: 'The package in an app of its own',
			run: () => browserTests(() => testPackedApp({ signal, env }))
		}
	];
}

/** @param {AbortSignal} signal */
async function setUp(signal) {
	await requireFreeTestPorts();
	await ensureInstalled(signal);
	// It is Playwright that knows where its browser is.
	const { ensureBrowser } = await import('./browser.js');
	await ensureBrowser(signal);
}

/**
 * A step that is no test: it counts when it fails.
 *
 * @param {Promise<number>} exitCode
 */
async function passes(exitCode) {
	return { passed: 0, failed: (await exitCode) === 0 ? 0 : 1 };
}

/** @param {Promise<unknown>} work */
async function works(work) {
	await work;
	return { passed: 0, failed: 0 };
}

/** @param {() => Promise<number>} run runs Playwright and resolves with its exit code */
async function browserTests(run) {
	rmSync(join(ROOT, BROWSER_REPORT), { force: true });
	const code = await run();
	return countPlaywright(readReport(BROWSER_REPORT), code);
}

/** @param {unknown} error */
function failedSetUp(error) {
	if (!(error instanceof SetupError || error instanceof PortBusyError)) throw error;
	console.error(error.message);
	return { passed: 0, failed: 1 };
}

/**
 * @param {string} path
 * @returns {unknown}
 */
function readReport(path) {
	const file = join(ROOT, path);
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
