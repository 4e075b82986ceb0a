/**
 * `npm run test:engines`: what matters most, in the engines that Playwright's tests do not run in. A
 * browser of each is a program of its own; there is a test for each one that the machine has.
 */
import { expectConnection, expectMessage, signIn, untilInstalled, write } from './app-in.ts';
import { ENGINES, test } from './engine-test.ts';

for (const { name, launch } of ENGINES) {
	test(`${name} opens the app offline, and delivers what was written there`, async ({
		servers,
		start
	}) => {
		let browser = await start(launch);
		await signIn(browser, servers.url, 'ada@example.com');
		await untilInstalled(browser);
		await write(browser, 'Read me offline');
		await expectMessage(browser, 'Read me offline', 'Sent');

		await browser.quit();
		await servers.kill();
		browser = await start(launch);
		await browser.open(servers.url);
		await expectMessage(browser, 'Read me offline', 'Sent');
		await expectConnection(browser, /Offline.*as of/s);
		await write(browser, 'Written offline');
		await expectMessage(browser, 'Written offline', 'Saved on this device');

		await browser.quit();
		browser = await start(launch);
		await browser.open(servers.url);
		await expectMessage(browser, 'Written offline', 'Saved on this device');
		await servers.start();
		await expectMessage(browser, 'Written offline', 'Sent');
		await expectConnection(browser, /^\s*(Online)?\s*$/);
		await browser.open(servers.url);
		await expectMessage(browser, 'Written offline', 'Sent');
	});
}
