/**
 * What a soak has come to, in lines to print, from Playwright's report of it.
 *
 * Each seed leaves its outcome (tests/soak/seed-run.ts) in an annotation, unless it came to no end.
 */

/** @typedef {import('../tests/soak/seed-run.ts').Outcome} Outcome */

/**
 * @typedef {object} Suite what is read of Playwright's `json` report
 * @property {Suite[]} [suites]
 * @property {{ tests: { annotations: { type: string, description?: string }[] }[] }[]} [specs]
 */

/**
 * @param {Suite} report
 * @returns {string}
 */
export function summarize(report) {
	const tests = testsOf(report);
	const outcomes = tests.flatMap(outcomesOf);
	/** @param {(outcome: Outcome) => number} count */
	const sum = (count) => outcomes.reduce((total, outcome) => total + count(outcome), 0);
	const drainsMs = outcomes.map(({ drainMs }) => drainMs);
	return [
		`${tests.length} seeds, ${tests.length - outcomes.length} of them without an end`,
		`${sum(({ written }) => written)} messages written, ${sum(({ saved }) => saved)} shown as saved`,
		...crashesIn(outcomes),
		`outbox empty after ${seconds(Math.max(0, ...drainsMs))} at most`,
		`${sum(({ vanished }) => vanished.length)} gone from a screen for a moment`,
		`${sum(({ verdict }) => verdict.lost.length)} lost`,
		`${sum(({ verdict }) => verdict.duplicated.length)} duplicated`,
		`${sum(({ verdict }) => verdict.reordered.length)} reordered`,
		`${sum(({ verdict }) => verdict.undone.length)} edits or deletions undone`
	].join('\n');
}

/**
 * What was crashed how often, and how far that was in whose middle it crashed.
 *
 * @param {Outcome[]} outcomes
 */
function crashesIn(outcomes) {
	const crashes = outcomes.flatMap((outcome) => outcome.crashes);
	const kinds = [...new Set(crashes.map(({ of }) => of))].sort();
	return kinds.map((kind) => {
		const stages = crashes.filter(({ of }) => of === kind).map(({ stage }) => stage);
		const counts = [...new Set(stages)].sort().map((stage) => {
			return `${stages.filter((one) => one === stage).length} ${stage}`;
		});
		return `${stages.length} crashes of ${kind}: ${counts.join(', ')}`;
	});
}

/**
 * @param {Suite} suite
 * @returns {{ annotations: { type: string, description?: string }[] }[]}
 */
function testsOf({ suites = [], specs = [] }) {
	return [...specs.flatMap(({ tests }) => tests), ...suites.flatMap(testsOf)];
}

/**
 * @param {{ annotations: { type: string, description?: string }[] }} test
 * @returns {Outcome[]}
 */
function outcomesOf({ annotations }) {
	return annotations
		.filter(({ type }) => type === 'soak')
		.map(({ description = '' }) => JSON.parse(description));
}

/** @param {number} ms */
function seconds(ms) {
	return `${(ms / 1_000).toFixed(1)} s`;
}
