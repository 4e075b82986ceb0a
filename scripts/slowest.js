/** Which tests took longest, from what vitest and Playwright write about a run. */

/**
 * @typedef {object} TimedTest
 * @property {string} name with its file's
 * @property {number} ms
 */

/**
 * @param {any} report what vitest's `json` reporter wrote, `undefined` if nothing
 * @param {string} root the repository's folder
 * @returns {TimedTest[]}
 */
export function timesOfVitest(report, root) {
	/** @type {{ name: string, assertionResults: { fullName: string, duration?: number }[] }[]} */
	const files = report?.testResults ?? [];
	return files.flatMap(({ name: file, assertionResults }) =>
		assertionResults.map(({ fullName, duration = 0 }) => ({
			name: `${file.replace(`${root}/`, '')} › ${fullName.trim()}`,
			ms: duration
		}))
	);
}

/**
 * @typedef {object} Suite what is read of Playwright's `json` report
 * @property {string} file
 * @property {Suite[]} [suites]
 * @property {{ title: string, tests: { results: { duration: number }[] }[] }[]} [specs]
 *
 * @param {{ suites?: Suite[] } | undefined} report what Playwright's `json` reporter wrote
 * @returns {TimedTest[]}
 */
export function timesOfPlaywright(report) {
	return (report?.suites ?? []).flatMap(timesIn);
}

/**
 * @param {TimedTest[]} tests
 * @param {number} count
 * @returns {TimedTest[]}
 */
export function slowest(tests, count) {
	return [...tests].sort((one, other) => other.ms - one.ms).slice(0, count);
}

/**
 * @param {Suite} suite
 * @returns {TimedTest[]}
 */
function timesIn({ file, suites = [], specs = [] }) {
	const own = specs.flatMap(({ title, tests }) =>
		tests.flatMap(({ results }) =>
			results.map(({ duration }) => ({ name: `${file} › ${title}`, ms: duration }))
		)
	);
	return [...own, ...suites.flatMap(timesIn)];
}
