import { expect, test } from '../offline-kit/index.ts';
import { appOn, openSignedIn } from './app.ts';

test.use({ sharesBrowser: true });

test('who closes one window is still here in another, and gone with the last', async ({
	servers,
	device: ada,
	newDevice
}) => {
	const phone = await newDevice();
	const desktop = await newDevice();
	await openSignedIn(servers, ada, 'ada@example.com');
	await openSignedIn(servers, phone, 'grace@example.com');
	await openSignedIn(servers, desktop, 'grace@example.com');
	const isHere = ada.page.getByText('Grace Hopper is here');
	await expect(isHere).toBeVisible();
	await expect(phone.page.getByText('Ada Lovelace is here')).toBeVisible();
	await expect(desktop.page.getByText('Ada Lovelace is here')).toBeVisible();
	await ada.page.evaluate(() => {
		const wasGone = () => !document.body.innerText.includes('Grace Hopper is here');
		new MutationObserver(() => {
			if (wasGone()) document.body.dataset.wasGone = 'true';
		}).observe(document.body, { subtree: true, childList: true, characterData: true });
	});

	await phone.page.goto(`${servers.url}/conversations`);
	// What Ada sees next comes after it.
	await appOn(desktop.page).composer.pressSequentially('Still here');
	await expect(ada.page.getByText('Grace Hopper is typing…')).toBeVisible();
	await expect(ada.page.locator('[data-was-gone]')).toHaveCount(0);
	await desktop.page.goto(`${servers.url}/conversations`);
	await expect(isHere).toHaveCount(0);
	await expect(ada.page.getByText('is typing')).toHaveCount(0);
});
