import { expect } from '../offline-kit/index.ts';
import { appOn, openSignedIn, ownTime, passTime, untilInstalled } from './app.ts';
import { publishNewVersion, test } from './own-build.ts';

test('what a newer backend does not take is held, and the next version of the app sends it', async ({
	servers,
	device,
	buildFolder
}) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await untilInstalled(page);
	await ownTime(page);
	await page.reload();
	const { composer, message, connection } = appOn(page);
	await expect(page.locator('#snapshot')).toHaveCount(0);
	await expect(connection).not.toContainText('Offline');
	await publishNewVersion(buildFolder);
	// A required argument was added: the old app's messages fail, and Convex tells clients no reason.
	await servers.control('convex', 'refuse-arguments', { path: 'messages:send', count: 6 });
	await composer.fill('Written in the old app');
	await composer.press('Enter');
	const mine = message('Written in the old app');
	await expect(mine).toContainText('Saved on this device');
	await expect(async () => {
		await passTime(page, 'retried');
		await expect(mine).toContainText('Held · update the app', { timeout: 2_000 });
	}).toPass();
	await page.getByRole('button', { name: 'Update' }).click();
	await expect(mine).toContainText('Sent');
});
