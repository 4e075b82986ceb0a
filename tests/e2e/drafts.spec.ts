import { expect, test } from '../offline-kit/index.ts';
import { appOn, openSignedIn } from './app.ts';

test.use({ sharesBrowser: true });

test('a draft follows its author to another device, and of two that were written apart both are kept', async ({
	servers,
	device: desk,
	newDevice
}) => {
	const phone = await newDevice();
	for (const device of [desk, phone]) await openSignedIn(servers, device, 'ada@example.com');
	const [here, there] = [appOn(desk.page), appOn(phone.page)];
	await here.composer.fill('Begun at the desk');
	await expect(there.composer).toHaveValue('Begun at the desk');
	await there.composer.press('End');
	await there.composer.pressSequentially(', ended on the phone');
	await expect(here.composer).toHaveValue('Begun at the desk, ended on the phone');

	// What is sent without a connection does not come back with one.
	await phone.goOffline('switched-off');
	await there.composer.press('Enter');
	await expect(there.message('ended on the phone')).toContainText('Saved on this device');
	await desk.goOffline('switched-off');
	await there.composer.fill('From the phone');
	await here.composer.fill('From the desk');
	await phone.goOnline();
	await expect(there.message('ended on the phone')).toContainText('Sent');
	await desk.goOnline();

	const offered = (device: typeof desk, text: string) =>
		device.page.getByText(`Other draft: ${text}`);
	await expect(offered(desk, 'From the phone')).toBeVisible();
	await expect(offered(phone, 'From the desk')).toBeVisible();
	await expect(here.composer).toHaveValue('From the desk');
	await expect(there.composer).toHaveValue('From the phone');
	await desk.page.getByRole('button', { name: 'Use' }).click();
	await expect(here.composer).toHaveValue('From the phone');
	await expect(offered(desk, 'From the desk')).toBeVisible();
});
