import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEngines } from '../../scripts/engines.js';
import { test as base } from '../offline-kit/index.ts';
import type { EngineBrowser } from './engine-browser.ts';
import { launchFirefox } from './firefox.ts';
import { launchWebKit } from './webkit.ts';

/** Starts a browser on a profile. */
type Launch = (profile: string) => Promise<EngineBrowser>;

interface EngineFixtures {
	/** A folder for what a browser keeps, removed after the test. */
	profile: string;
	/** Starts a browser on {@link EngineFixtures.profile}, which is ended after the test at the latest. */
	start: (launch: Launch) => Promise<EngineBrowser>;
}

const LAUNCH = { Firefox: launchFirefox, WebKit: launchWebKit };

/** The engines that this machine has a browser of. */
export const ENGINES: { name: 'Firefox' | 'WebKit'; launch: Launch }[] = findEngines().flatMap(
	({ name, program }) =>
		program === undefined ? [] : [{ name, launch: (profile) => LAUNCH[name](program, profile) }]
);

/** The tests of tests/offline-kit, with browsers that Playwright does not drive. */
export const test = base.extend<EngineFixtures>({
	profile: async ({ browserName: _ }, use) => {
		const profile = await mkdtemp(join(tmpdir(), 'engine-'));
		await use(profile);
		await rm(profile, { recursive: true, force: true });
	},
	start: async ({ profile }, use) => {
		const started: EngineBrowser[] = [];
		await use(async (launch) => {
			const browser = await launch(profile);
			started.push(browser);
			return browser;
		});
		for (const browser of started) await browser.quit();
	}
});
