/** How each test went and how long it took, from what vitest and Playwright write about a run. */

/**
 * @typedef {object} ReportedTest
 * @property {string} name with its file's
 * @property {number} ms of all tries together
 * @property {'passed' | 'failed' | 'flaky' | 'skipped'} outcome `flaky`: it passed when it was tried again
 * @property {string} [error] the first thing that went wrong
 */

/**
 * @typedef {object} VitestReport what is read of vitest's `json` report
 * @property {VitestFile[]} [testResults]
 *
 * @typedef {object} VitestFile
 * @property {string} name
 * @property {string} [status]
 * @property {string} [message] why the file could not be loaded
 * @property {{ fullName: string, status: string, duration?: number, failureMessages?: string[] }[]} assertionResults
 */

/**
 * @param {VitestReport | undefined} report
 * @param {string} root the repository's folder
 * @returns {ReportedTest[]}
 */
export function testsOfVitest(report, root) {
	return (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
		const file = name.replace(`${root}/`, '');
		if (assertionResults.length === 0 && status === 'failed') {
			return [
				/** @type {ReportedTest} */ ({ name: file, ms: 0, outcome: 'failed', error: message })
			];
		}
		return assertionResults.map(({ fullName, status, duration = 0, failureMessages = [] }) => ({
			name: `${file} › ${fullName.trim()}`,
			ms: duration,
			outcome: OUTCOMES[status] ?? 'skipped',
			error: failureMessages[0]
		}));
	});
}

/**
 * @typedef {object} PlaywrightReport what is read of Playwright's `json` report
 * @property {Suite[]} [suites]
 *
 * @typedef {object} Suite
 * @property {string} file
 * @property {Suite[]} [suites]
 * @property {{ title: string, tests: PlaywrightTest[] }[]} [specs]
 *
 * @typedef {object} PlaywrightTest
 * @property {string} projectName
 * @property {string} status
 * @property {{ duration: number, error?: { message?: string } }[]} results
 */

/**
 * @param {PlaywrightReport | undefined} report
 * @returns {ReportedTest[]}
 */
export function testsOfPlaywright(report) {
	return (report?.suites ?? []).flatMap(testsIn);
}

/**
 * @param {ReportedTest[]} tests
 * @param {number} count
 * @returns {ReportedTest[]}
 */
export function slowest(tests, count) {
	return [...tests].sort((one, other) => other.ms - one.ms).slice(0, count);
}

/** @type {Record<string, ReportedTest['outcome']>} */
const OUTCOMES = {
	passed: 'passed',
	failed: 'failed',
	expected: 'passed',
	unexpected: 'failed',
	flaky: 'flaky'
};

/**
 * @param {Suite} suite
 * @returns {ReportedTest[]}
 */
function testsIn({ file, suites = [], specs = [] }) {
	const own = specs.flatMap(({ title, tests }) =>
		tests.map(({ projectName, status, results }) => ({
			name: `[${projectName}] ${file} › ${title}`,
			ms: results.reduce((sum, { duration }) => sum + duration, 0),
			outcome: OUTCOMES[status] ?? 'skipped',
			error: results.find(({ error }) => error)?.error?.message
		}))
	);
	return [...own, ...suites.flatMap(testsIn)];
}
