/**
 * Runs the steps of `npm test`: stage after stage, and the lanes of a stage side by side.
 *
 * What the first lane of a stage prints is shown at once. What a step beside it prints is shown when the step
 * ends, so that no two of them mix.
 */
import { performance } from 'node:perf_hooks';

/** @typedef {import('./counts.js').Counts} Counts */

/**
 * @typedef {(text: string) => void} Print
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {boolean} [isNeeded] no later stage, and no later step of its lane, runs when it fails
 * @property {(print?: Print) => Promise<Counts>} run writes to the terminal when it gets no `print`, as a
 *   stage of one lane does
 *
 * @typedef {Step[]} Lane steps that run one after the other
 * @typedef {Lane[]} Stage lanes that run side by side
 *
 * @typedef {object} Outcome
 * @property {string} name
 * @property {Counts} counts
 * @property {number} ms how long it took
 */

/**
 * Goes on after a failed step, so that one run shows all that is wrong.
 *
 * @param {Stage[]} stages
 * @param {Print} write to the terminal
 * @returns {Promise<Outcome[]>} in the order in which the steps ended
 */
export async function runStages(stages, write) {
	/** @type {Outcome[]} */
	const outcomes = [];
	for (const stage of stages) {
		const whole = await Promise.all(stage.map((lane, index) => runLane(lane, index, stage.length)));
		if (whole.includes(false)) break;
	}
	return outcomes;

	/**
	 * @param {Lane} lane
	 * @param {number} index its place in the stage
	 * @param {number} lanes how many run at the same time
	 * @returns {Promise<boolean>} whether all that is needed has passed
	 */
	async function runLane(lane, index, lanes) {
		const isFirst = index === 0;
		for (const { name, isNeeded, run } of lane) {
			let output = '';
			const title = `\n== ${name} ==\n`;
			/** @type {Print} */
			const print = isFirst ? write : (text) => (output += text);
			if (isFirst) write(title);
			const startedAt = performance.now();
			const counts = await run(lanes > 1 ? print : undefined);
			const ms = performance.now() - startedAt;
			if (!isFirst) write(title + output);
			write(`${name}: ${counts.failed > 0 ? 'failed' : 'passed'} in ${seconds(ms)}\n`);
			outcomes.push({ name, counts, ms });
			if (isNeeded && counts.failed > 0) return false;
		}
		return true;
	}
}

/** @param {number} ms */
export function seconds(ms) {
	return `${(ms / 1_000).toFixed(1)} s`;
}
