/**
 * How many tests passed and failed, from what vitest and Playwright write about a run.
 *
 * A run that ends badly has failed at least once, whatever its report says: a file that cannot be
 * loaded has no tests to count. And a run without a single test has failed: it shows nothing.
 */

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * @param {unknown} report what vitest's `json` reporter wrote, `undefined` if nothing
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
	return counts(numberAt(report, 'numPassedTests'), numberAt(report, 'numFailedTests'), exitCode);
}

/**
 * @param {unknown} report what Playwright's `json` reporter wrote, `undefined` if nothing
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countPlaywright(report, exitCode) {
	const stats = at(report, 'stats');
	const passed = numberAt(stats, 'expected') + numberAt(stats, 'flaky');
	return counts(passed, numberAt(stats, 'unexpected'), exitCode);
}

/**
 * @param {number} passed
 * @param {number} failed
 * @param {number} exitCode
 * @returns {Counts}
 */
function counts(passed, failed, exitCode) {
	const isBad = exitCode !== 0 || passed + failed === 0;
	return { passed, failed: isBad ? Math.max(failed, 1) : failed };
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {unknown}
 */
function at(value, name) {
	if (typeof value !== 'object' || value === null) return undefined;
	return /** @type {Record<string, unknown>} */ (value)[name];
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function numberAt(value, name) {
	return Number(at(value, name) ?? 0);
}
