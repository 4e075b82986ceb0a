import { defineConfig, devices } from '@playwright/test';
import { findBrowser, findHeadlessShell } from './scripts/browser.js';
import { PACKED_KIND_IN_TEST, PACKED_KINDS } from './scripts/packed-kinds.js';
import { PHONE_PROJECT, TEST_WORKERS } from './scripts/test-target.js';

const launchOptions = {
	executablePath: findBrowser(),
	// With the automation marks clerk-js takes itself to be in a bot's browser, and treats a network
	// that is gone as an answer (see tests/offline-kit/README.md).
	ignoreDefaultArgs: ['--enable-automation'],
	args: [
		'--no-sandbox',
		'--disable-blink-features=AutomationControlled',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync'
	]
};

/** Most of `npm test` needs no windows. `npm run test:all` takes the whole browser for all tests. */
const withoutWindows = process.env.WHOLE_BROWSER
	? {}
	: { launchOptions: { ...launchOptions, executablePath: findHeadlessShell() } };

const screenshots = {
	name: 'screenshots',
	testDir: 'tests/screenshots',
	workers: 1,
	testMatch: '**/*.spec.ts'
};

const engines = {
	name: 'engines',
	testDir: 'tests/engines',
	workers: 1,
	testMatch: '**/*.spec.ts'
};

const lighthouse = {
	name: 'lighthouse',
	testDir: 'tests/lighthouse',
	workers: 1,
	testMatch: '**/*.spec.ts'
};

/** The tests of a packed app are by what its kind can do (scripts/packed-kinds.js). */
function packedTests(kind = PACKED_KIND_IN_TEST): string[] {
	if (kind === PACKED_KIND_IN_TEST) return ['**/{devtools,kinds,offline,own-clerk,packed}.spec.ts'];
	return PACKED_KINDS[kind]?.isRendered ? ['**/{kinds,rendered}.spec.ts'] : ['**/kinds.spec.ts'];
}

const packed = {
	name: 'packed',
	testDir: 'tests/packed',
	testMatch: packedTests(process.env.PACKED_KIND)
};

/**
 * `e2e` runs the production build (`npm run build` first) against the two local servers, which the
 * fixtures in tests/offline-kit start, stop and kill. `phone` does so on a Pixel, with a finger: what is
 * installed, offline, and how one goes back there, in the whole browser. `contract` runs the real clerk-js and Clerk UI
 * against the local Clerk alone. `soak` kills browsers and the backend at random moments; a trace of it would
 * slow it down. `packed` runs an app that scripts/packed-app.js has made; `engines` starts browsers of its
 * own, which no proxy redirects. Each worker has servers of its own, to which the browsers' proxy leads.
 */
export default defineConfig({
	// A run clears it: the reports of `npm test` are beside it.
	outputDir: 'test-results/browser',
	workers: TEST_WORKERS,
	fullyParallel: true,
	forbidOnly: !!process.env.CI,
	reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
	// No test fails because the machine is slow.
	timeout: 600_000,
	expect: { timeout: 90_000 },
	use: {
		...devices['Desktop Chrome'],
		// Recording every test takes two fifths more time. The hosted workflow does, and so does
		// `--trace=retain-on-failure`.
		trace: process.env.TRACES ? 'retain-on-failure' : 'off',
		actionTimeout: 90_000,
		launchOptions
	},
	projects: [
		{
			name: 'contract',
			testDir: 'emulators',
			testMatch: '**/*.spec.ts',
			use: withoutWindows
		},
		{
			name: 'e2e',
			testDir: 'tests/e2e',
			testMatch: '**/*.spec.ts',
			testIgnore: ['back-navigation', 'background-sync'].map((name) => `**/${name}.spec.ts`),
			use: withoutWindows
		},
		{
			name: PHONE_PROJECT,
			testDir: 'tests/e2e',
			testMatch: ['back-navigation', 'background-sync', 'installed', 'offline'].map(
				(name) => `**/${name}.spec.ts`
			),
			use: devices['Pixel 7']
		},
		{
			name: 'soak',
			testDir: 'tests/soak',
			testMatch: '**/*.spec.ts',
			use: { trace: 'off' },
			timeout: 300_000
		},
		...(process.env.SCREENSHOTS ? [screenshots] : []),
		...(process.env.ENGINES ? [engines] : []),
		...(process.env.LIGHTHOUSE ? [lighthouse] : []),
		...(process.env.PACKED_APP ? [packed] : [])
	]
});
