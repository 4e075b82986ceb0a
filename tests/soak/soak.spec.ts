import { expect, test as base } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { Device } from '../../src/lib/offline-kit/index.ts';
import { readVariable } from '../../scripts/environment.js';
import { SeedRun } from './seed-run.ts';
import { World } from './world.ts';

const FIRST_SEED = readVariable('SOAK_SEED');
const COUNT = readVariable('SOAK_COUNT');
/** How many of them `npm test` runs. */
const COUNT_IN_TEST = 2;

const test = base.extend<{ resetServers: void }, { world: World }>({
	// The author stays signed in from seed to seed.
	resetServers: async ({ browserName: _ }, use) => use(),
	world: [
		async ({ playwright, browserName, servers }, use) => {
			const { redirect } = servers;
			const device = await Device.create(playwright[browserName], { redirect });
			await use(await World.create(servers, device));
			await device.close();
		},
		{ scope: 'worker', timeout: 120_000 }
	]
});

for (let seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed++) {
	test(
		`what was shown as saved arrives once and in order: seed ${seed}`,
		onlyInAll(seed >= FIRST_SEED + COUNT_IN_TEST),
		async ({ world }, info) => {
			const run = new SeedRun(world, seed);
			try {
				const outcome = await run.run();
				info.annotations.push({ type: 'soak', description: JSON.stringify(outcome) });
				expect(outcome.verdict).toEqual({ lost: [], duplicated: [], reordered: [], undone: [] });
				expect(outcome.vanished, 'messages gone from a screen for a moment').toEqual([]);
			} catch (error) {
				console.log(run.log.join('\n'));
				throw error;
			}
		}
	);
}
