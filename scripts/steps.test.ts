import { describe, expect, it } from 'vitest';
import { runStages, type Step } from './steps.js';

const passed = { passed: 1, failed: 0 };
const failed = { passed: 0, failed: 1 };

/** A run of stages, and what it has written. */
async function run(stages: Step[][][]) {
	let written = '';
	const outcomes = await runStages(stages, (text) => (written += text));
	return { names: outcomes.map(({ name }) => name), outcomes, written };
}

const step = (name: string, counts = passed, isNeeded = false): Step => ({
	name,
	isNeeded,
	run: (print) => {
		print?.(`${name} says something\n`);
		return Promise.resolve(counts);
	}
});

describe('runStages', () => {
	it('goes on after a step that failed', async () => {
		const { names } = await run([[[step('one', failed), step('two')]], [[step('three')]]]);
		expect(names).toEqual(['one', 'two', 'three']);
	});

	it('runs nothing that comes after a needed step that failed, and ends the other lanes', async () => {
		const lanes = [
			[step('needed', failed, true), step('later')],
			[step('a'), step('b')]
		];
		const { names } = await run([lanes, [[step('next stage')]]]);
		expect([...names].sort()).toEqual(['a', 'b', 'needed']);
	});

	it('runs the lanes of a stage at the same time', async () => {
		let arrive = () => {};
		const other = new Promise<void>((resolve) => (arrive = resolve));
		const waits: Step = { name: 'waits', run: () => other.then(() => passed) };
		const comes: Step = { name: 'comes', run: async () => (arrive(), await other, passed) };
		expect((await run([[[waits], [comes]]])).names).toHaveLength(2);
	});

	it('shows what the first lane prints at once, and what others print when their step ends', async () => {
		let goOn = () => {};
		const other = new Promise<void>((resolve) => (goOn = resolve));
		const first: Step = {
			name: 'first',
			run: async (print) => (print?.('begins\n'), await other, print?.('ends\n'), passed)
		};
		const last: Step = { name: 'last', run: () => Promise.resolve((goOn(), passed)) };
		const { written, outcomes } = await run([[[first], [step('beside', failed), last]]]);
		expect(written).toMatch(
			/^\n== first ==\nbegins\n\n== beside ==\nbeside says something\nbeside: failed in \d+\.\d s\n/
		);
		expect(written).toMatch(/\nends\n(.*\n)*first: passed in \d+\.\d s\n/);
		expect(outcomes.every(({ ms }) => ms >= 0)).toBe(true);
	});

	it('lets a step that runs alone write to the terminal itself', async () => {
		const { written } = await run([[[step('alone')]]]);
		expect(written).toMatch(/^\n== alone ==\nalone: passed/);
	});
});
