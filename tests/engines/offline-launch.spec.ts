/**
 * `npm run test:engines`: what matters most, in the engines that Playwright's tests do not run in. A
 * browser of each is a program of its own; there is a test for each one that the machine has.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEngines } from '../../scripts/engines.js';
import { test } from '../offline-kit/index.ts';
import { expectConnection, expectMessage, signIn, untilInstalled, write } from './app-in.ts';
import type { EngineBrowser } from './engine-browser.ts';
import { launchFirefox } from './firefox.ts';
import { launchWebKit } from './webkit.ts';

const LAUNCH = { Firefox: launchFirefox, WebKit: launchWebKit };

for (const { name, program } of findEngines()) {
	if (program === undefined) continue;
	test(`${name} opens the app offline, and delivers what was written there`, async ({
		servers
	}) => {
		test.setTimeout(300_000);
		const profile = await mkdtemp(join(tmpdir(), 'engine-'));
		const launch = () => LAUNCH[name](program, profile);
		let browser: EngineBrowser | undefined;
		try {
			browser = await launch();
			await signIn(browser, servers.url, 'ada@example.com');
			await untilInstalled(browser);
			await write(browser, 'Read me offline');
			await expectMessage(browser, 'Read me offline', 'Sent');
			// What comes after it is kept as well; a browser takes its time to write a cookie down.
			await browser.open(servers.url);
			await expectMessage(browser, 'Read me offline', 'Sent');

			await browser.quit();
			await servers.kill();
			browser = await launch();
			await browser.open(servers.url);
			await expectMessage(browser, 'Read me offline', 'Sent');
			await expectConnection(browser, /Offline.*as of/s);
			await write(browser, 'Written offline');
			await expectMessage(browser, 'Written offline', 'Saved on this device');

			await browser.quit();
			browser = await launch();
			await browser.open(servers.url);
			await expectMessage(browser, 'Written offline', 'Saved on this device');
			await servers.start();
			await expectMessage(browser, 'Written offline', 'Sent');
			await expectConnection(browser, /^\s*(Online)?\s*$/);
			await browser.open(servers.url);
			await expectMessage(browser, 'Written offline', 'Sent');
		} finally {
			await browser?.quit();
			await rm(profile, { recursive: true, force: true });
		}
	});
}
