/** Where the engines differ from each other, and the app must not. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { composerHeight, expectMessage, signIn, typeInto, COMPOSER, write } from './app-in.ts';
import { ENGINES, test } from './engine-test.ts';

for (const { name, launch } of ENGINES) {
	test(`${name} gives a long text its room, and takes it back`, async ({ servers, start }) => {
		const browser = await start(launch);
		await signIn(browser, servers.url, 'ada@example.com');
		const oneLine = await composerHeight(browser);
		await typeInto(browser, COMPOSER, 'It goes on and on. '.repeat(16));
		await expect.poll(() => composerHeight(browser)).toBeGreaterThan(oneLine * 1.8);
		await browser.type('\n');
		await expectMessage(browser, 'It goes on', 'Sent');
		await expect.poll(() => composerHeight(browser)).toBe(oneLine);
	});
}

for (const { name, launch } of ENGINES.filter(({ name }) => name === 'Firefox')) {
	test(`${name} sends and shows messages in a private window too`, async ({
		servers,
		start,
		profile
	}) => {
		const isPrivate = 'user_pref("browser.privatebrowsing.autostart", true);\n';
		await writeFile(join(profile, 'user.js'), isPrivate);
		const browser = await start(launch);
		await signIn(browser, servers.url, 'ada@example.com');
		await write(browser, 'In private');
		await expectMessage(browser, 'In private', 'Sent');
		await browser.open(servers.url);
		await expectMessage(browser, 'In private', 'Sent');
	});
}
