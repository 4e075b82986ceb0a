import fc from 'fast-check';
import { describe, test, vi } from 'vitest';
import { useFakeTime } from '../fakes/fake-time.js';
import { readVariable } from '../../../scripts/environment.js';
import type { FakeDevice } from '../fakes/fake-device.svelte.js';
import { OutboxWorld, type Step } from '../fakes/outbox-world.js';

/** The number of runs, and the most steps in a run. `OUTBOX_RUNS=5000` searches longer. */
const RUNS = readVariable('OUTBOX_RUNS');
const LIMIT_MS = 60_000;

const number = fc.nat({ max: 20 });
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.record({
			do: fc.constant('send' as const),
			tab: number,
			conversation: number,
			isBad: fc.constant(false)
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('send' as const),
			tab: number,
			conversation: number,
			isBad: fc.constant(true)
		})
	},
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constantFrom('edit' as const, 'discard' as const),
			tab: number,
			message: number
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('retry' as const), tab: number, message: number })
	},
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constantFrom(
				'connect' as const,
				'connect' as const,
				'disconnect' as const,
				'reload' as const,
				'freeze' as const,
				'thaw' as const,
				'wake' as const,
				'switch' as const
			),
			tab: number
		})
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('open' as const), subject: number }) },
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('fate' as const),
			fate: fc.constantFrom(
				'answered' as const,
				'answered' as const,
				'lost' as const,
				'dropped' as const,
				'fails' as const
			)
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('fill' as const), writes: fc.constantFrom(1, 3) })
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('jump' as const),
			ms: fc.constantFrom(-3_600_000, 3_600_000, -86_400_000, 20 * 86_400_000)
		})
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant('watch' as const), tab: number, conversation: number })
	},
	{
		weight: 8,
		arbitrary: fc.record({
			do: fc.constant('pass' as const),
			ms: fc.constantFrom(0, 1, 10, 25, 1_000, 16_000, 60_000)
		})
	}
);

/** Runs all steps, and then the recovery. */
async function live(steps: Step[], has: FakeDevice['has']): Promise<void> {
	const world = new OutboxWorld(has);
	await world.device.open('ada');
	for (const one of steps) {
		await world.take(one);
		world.checkAlways();
	}
	await vi.advanceTimersByTimeAsync(0);
	await world.recover();
	world.checkEnd();
	for (const tab of world.device.tabs) tab.close();
}

useFakeTime();

const steps = fc.array(step, { maxLength: 60, size: 'max' });

describe.each([
	['with locks', { locks: true, channels: true }, RUNS],
	['without locks', { locks: false, channels: true }, RUNS],
	// Tabs that read the disk every few seconds: a run takes several times as long.
	['without channels', { locks: true, channels: false }, RUNS / 4],
	['without either', { locks: false, channels: false }, RUNS / 4]
])('after any sequence of events on a device %s', (_name, has, numRuns) => {
	test(
		'each message arrives once, in order, as its author’s, and the outbox empties',
		async () => {
			await fc.assert(
				fc.asyncProperty(steps, (taken) => live(taken, has)),
				{ numRuns, interruptAfterTimeLimit: LIMIT_MS, markInterruptAsFailure: false }
			);
		},
		5 * LIMIT_MS
	);
});
