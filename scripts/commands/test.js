import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PortBusyError } from '../../emulators/port-busy.js';
import { ensureBuilt } from '../build.js';
import { countPlaywright, countVitest } from '../counts.js';
import { ensureInstalled } from '../install.js';
import { makePackedApp } from '../packed-app.js';
import { slowest, testsOfPlaywright, testsOfVitest } from '../reported-tests.js';
import { ROOT } from '../root.js';
import { SetupError } from '../setup-error.js';
import { runStages, seconds } from '../steps.js';
import {
	LEFT_TO_ALL,
	requireFreeTestPorts,
	TEST_BUILD_FOLDER,
	testEnv,
	UNIT_ONLY_IN_ALL
} from '../test-target.js';
import { runTool } from '../tool.js';

const UNIT_REPORT = 'test-results/vitest.json';
const BROWSER_REPORT = 'test-results/report.json';
const SLOWEST = 10;

/** How many lines of an error the summary has. */
const ERROR_LINES = 6;

/** How often a test that failed is tried again: on a machine that is busy, its own time runs out. */
const RETRIES = 1;

/** Lints components without types. */
const QUICK_LINT = ['--config', 'eslint.quick.config.js'];

/**
 * @typedef {import('../counts.js').Counts} Counts
 * @typedef {import('../reported-tests.js').ReportedTest} ReportedTest
 * @typedef {import('../steps.js').Step} Step
 * @typedef {import('../steps.js').Outcome} Outcome
 */

/**
 * `npm test`: all that a change must pass, from a fresh checkout. `npm run test:all` (`--all`) adds the
 * tests that repeat a claim in further ways, and runs all of them in the whole browser. The last line
 * counts the tests; any other step that fails counts as one.
 *
 * @type {import('../run.js').Command}
 */
export async function main(args, signal) {
	const { values } = parseArgs({ args, options: { all: { type: 'boolean', default: false } } });
	for (const report of [UNIT_REPORT, BROWSER_REPORT]) rmSync(join(ROOT, report), { force: true });
	const packedApp = await mkdtemp(join(tmpdir(), 'packed-app-'));
	try {
		const stages = stagesOf({ isAll: values.all, packedApp, signal });
		return summarize(await runStages(stages, (text) => void process.stdout.write(text)));
	} finally {
		await rm(packedApp, { recursive: true, force: true });
	}
}

/**
 * @param {{ isAll: boolean, packedApp: string, signal: AbortSignal }} options
 * @returns {import('../steps.js').Stage[]}
 */
function stagesOf({ isAll, packedApp, signal }) {
	const env = isAll ? { ...testEnv(), WHOLE_BROWSER: 'true', OUTBOX_RUNS: '200' } : testEnv();
	/** For what runs beside the browser tests, which take the longest and often wait. */
	const besides = { signal, env, isBackground: true };
	/** @type {NodeJS.ProcessEnv} */
	let ofPackedApp = {};

	/** @type {(name: string, command: string, args: string[], from?: string) => Step} */
	const check = (name, command, args, from) => ({
		name,
		run: async (print) => {
			const code = await runTool(command, args, { ...besides, from, print });
			return { passed: 0, failed: code === 0 ? 0 : 1 };
		}
	});

	/** @type {Step} */
	const unitTests = {
		name: 'Unit tests',
		async run(print) {
			const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${UNIT_REPORT}`];
			const chosen = isAll ? [] : [`--tags-filter=!${UNIT_ONLY_IN_ALL}`];
			const args = ['run', '--allowOnly=false', `--retry=${RETRIES}`, ...chosen, ...reporters];
			const code = await runTool('vitest', args, { ...besides, print });
			return countVitest(readReport(UNIT_REPORT), code);
		}
	};

	/** @type {Step} */
	const browserTests = {
		name: 'Browser tests',
		async run(print) {
			const chosen = isAll ? [] : [`--grep-invert=${LEFT_TO_ALL}`];
			const code = await runTool(
				'playwright',
				['test', '--forbid-only', `--retries=${RETRIES}`, ...chosen],
				{
					signal,
					env: { ...env, ...ofPackedApp },
					from: '@playwright/test',
					print
				}
			);
			return countPlaywright(readReport(BROWSER_REPORT), code);
		}
	};

	return [
		[[{ name: 'Set-up', isNeeded: true, run: () => works(() => setUp(signal)) }]],
		// The checks and the builds read the types that SvelteKit generates.
		[[{ ...check('Generated types', 'svelte-kit', ['sync'], '@sveltejs/kit'), isNeeded: true }]],
		[
			[
				{
					name: 'Build',
					isNeeded: true,
					run: (print) =>
						works(() => ensureBuilt({ signal, folder: TEST_BUILD_FOLDER, env, print }))
				},
				{
					name: 'The package in an app of its own',
					run: (print) =>
						works(async () => {
							ofPackedApp = await makePackedApp(packedApp, { signal, env, print });
						})
				},
				browserTests
			],
			[
				check('Formatting', 'prettier', ['--check', '.']),
				check('Lint', 'eslint', ['.', '--max-warnings', '0', ...(isAll ? [] : QUICK_LINT)]),
				// The examples have configurations too, for packages that are not here.
				check('Types', 'svelte-check', [
					...['--config', 'svelte.config.js', '--tsconfig', 'tsconfig.json'],
					'--fail-on-warnings'
				])
			],
			[unitTests]
		]
	];
}

/** @param {AbortSignal} signal */
async function setUp(signal) {
	await requireFreeTestPorts();
	await ensureInstalled(signal);
	// It is Playwright that knows where its browser is.
	const { ensureBrowser } = await import('../browser.js');
	await ensureBrowser(signal);
}

/**
 * A step that is no test: it counts when it fails.
 *
 * @param {() => Promise<unknown>} work
 * @returns {Promise<Counts>}
 */
async function works(work) {
	try {
		await work();
		return { passed: 0, failed: 0 };
	} catch (error) {
		if (!(error instanceof SetupError || error instanceof PortBusyError)) throw error;
		console.error(error.message);
		return { passed: 0, failed: 1 };
	}
}

/**
 * Says how long everything took and what failed.
 *
 * @param {Outcome[]} outcomes
 * @returns {number} the exit code
 */
function summarize(outcomes) {
	console.log('\n== How long it took ==');
	for (const { name, ms } of outcomes) console.log(`${seconds(ms).padStart(8)}  ${name}`);
	const tests = [
		...testsOfVitest(readReport(UNIT_REPORT), ROOT),
		...testsOfPlaywright(readReport(BROWSER_REPORT))
	];
	console.log(`\n== The ${SLOWEST} slowest tests ==`);
	for (const { name, ms } of slowest(tests, SLOWEST)) {
		console.log(`${seconds(ms).padStart(8)}  ${name}`);
	}
	list('Tests that passed only when they were tried again', tests, 'flaky');
	list('Tests that failed', tests, 'failed');

	const total = { passed: 0, failed: 0 };
	for (const { counts } of outcomes) {
		total.passed += counts.passed;
		total.failed += counts.failed;
	}
	const failed = outcomes.filter(({ counts }) => counts.failed > 0).map(({ name }) => name);
	if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
	console.log(`\n${total.passed} passed, ${total.failed} failed`);
	return total.failed > 0 ? 1 : 0;
}

/**
 * @param {string} title
 * @param {ReportedTest[]} tests
 * @param {ReportedTest['outcome']} outcome of those that are listed
 */
function list(title, tests, outcome) {
	const listed = tests.filter((test) => test.outcome === outcome);
	if (listed.length === 0) return;
	console.log(`\n== ${title} ==`);
	for (const { name, error = '' } of listed) {
		const about = error.split('\n').slice(0, ERROR_LINES);
		console.log([name, ...about.map((line) => `    ${line}`)].join('\n'));
	}
}

/** @param {string} path */
function readReport(path) {
	const file = join(ROOT, path);
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
