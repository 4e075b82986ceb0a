import { expect, test } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { appOn, openSignedIn, send } from './app.ts';

test.use({ sharesBrowser: true });

test('an address in the app opens where one is', onlyInAll(), async ({ servers, device }) => {
	await openSignedIn(servers, device);
	const { page } = device;
	await send(page, `All of them: ${servers.url}/conversations`);
	await page.evaluate(() => Object.assign(window, { isSameWindow: true }));
	await appOn(page).log.getByRole('link').click();
	await expect(page).toHaveURL(`${servers.url}/conversations`);
	expect(await page.evaluate(() => 'isSameWindow' in window)).toBe(true);
});
