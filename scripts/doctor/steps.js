/** Runs checks one after the other and says what each has found. */
import { NoAnswerError } from './ask.js';

/**
 * One check.
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {string} what what is checked, to begin its line with
 * @property {readonly string[]} [needs] the names of the steps without which this one says nothing
 * @property {string} [unanswered] what to do when what it asks does not answer
 * @property {() => Promise<string | { note: string }>} run resolves with what was found well, or with
 *   a note when it could not be found out; throws what is wrong and what to do
 */

const MARKS = { passed: '✓', failed: '✗', open: '·' };

/**
 * Runs `steps`, prints a line for each, and resolves with how many have failed. A step whose needs are
 * not met is not run.
 *
 * @param {readonly Step[]} steps
 * @param {{ print: (line: string) => void, signal: AbortSignal }} options
 * @returns {Promise<number>}
 */
export async function runSteps(steps, { print, signal }) {
	/** @type {Map<string, keyof typeof MARKS>} */
	const outcomes = new Map();
	for (const step of steps) {
		const isPossible = (step.needs ?? []).every((name) => outcomes.get(name) === 'passed');
		const [outcome, text] = isPossible ? await settle(step) : notChecked;
		// Stopped by Ctrl-C, a step has found nothing.
		signal.throwIfAborted();
		outcomes.set(step.name, outcome);
		print(`${MARKS[outcome]} ${step.what}: ${text}`);
	}
	return [...outcomes.values()].filter((outcome) => outcome === 'failed').length;
}

/** @typedef {[outcome: keyof typeof MARKS, text: string]} Settled */

/** @type {Settled} */
const notChecked = ['open', 'not checked.'];

/**
 * @param {Step} step
 * @returns {Promise<Settled>}
 */
async function settle({ run, unanswered = '' }) {
	try {
		const found = await run();
		return typeof found === 'string' ? ['passed', found] : ['open', found.note];
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		return ['failed', error instanceof NoAnswerError ? `${message} ${unanswered}` : message];
	}
}
