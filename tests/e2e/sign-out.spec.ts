import { expect, test, type Device } from '../offline-kit/index.ts';
import { appOn, openSignedIn, send, untilInstalled } from './app.ts';

/** Everything on the device in which a text of the user could stand. */
async function readDevice({ page }: Device): Promise<string> {
	return page.evaluate(async () => {
		const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.body.innerText];
		for (const { name } of await indexedDB.databases()) found.push({ database: name });
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const response = await cache.match(request);
				found.push({ url: request.url, text: await response?.text() });
			}
		}
		return JSON.stringify(found);
	});
}

/** Who the device takes its user to be. */
async function rememberedIdentity({
	page
}: Device): Promise<{ subject: string; sessionId: string }> {
	const stored = await page.evaluate(() => {
		const key = Object.keys(localStorage).find((one) => one.endsWith(':identity'));
		return key && localStorage.getItem(key);
	});
	const { value } = JSON.parse(String(stored)) as { value: { subject: string; sessionId: string } };
	return value;
}

test('signing out removes the user’s data from the device', async ({ servers, device }) => {
	await openSignedIn(servers, device);
	await untilInstalled(device.page);
	await send(device.page, 'A secret of Ada');
	await appOn(device.page).composer.fill('A thought of Ada');
	const { subject } = await rememberedIdentity(device);
	expect(await readDevice(device)).toContain(subject);

	await appOn(device.page).accountButton.click();
	await appOn(device.page).signOutButton.click();
	await expect(device.page.getByLabel('Email address')).toBeVisible();
	await expect.poll(() => readDevice(device)).not.toContain(subject);
	const left = await readDevice(device);
	for (const text of ['A secret of Ada', 'A thought of Ada', 'ada@example.com', 'Lovelace']) {
		expect(left).not.toContain(text);
	}
	await device.page.goto(servers.url);
	await expect(device.page.getByLabel('Email address')).toBeVisible();
});

test('signing out offline is at once, and holds when the network returns', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	await untilInstalled(device.page);
	await send(device.page, 'A secret of Ada');
	await servers.kill();
	await expect(appOn(device.page).connection).toContainText('Offline');
	await appOn(device.page).accountButton.click();
	await appOn(device.page).signOutButton.click();
	await expect(appOn(device.page).log).toHaveCount(0);
	await device.relaunch();
	await device.page.goto(servers.url);
	await expect(device.page.getByText('You are signed out on this device')).toBeVisible();

	await servers.start();
	await expect(device.page.getByLabel('Email address')).toBeVisible({ timeout: 45_000 });
	await expect(device.page.getByText('You are signed out on this device')).toHaveCount(0);
	await device.page.reload();
	await expect(device.page.getByLabel('Email address')).toBeVisible();
	await expect(appOn(device.page).log).toHaveCount(0);
});

test('one user’s messages and drafts never show to the next', async ({ servers, device }) => {
	await openSignedIn(servers, device, 'ada@example.com');
	await appOn(device.page).composer.fill('A thought of Ada');
	await appOn(device.page).accountButton.click();
	await appOn(device.page).signOutButton.click();
	await expect(device.page.getByLabel('Email address')).toBeVisible();

	await openSignedIn(servers, device, 'grace@example.com');
	await expect(appOn(device.page).composer).toHaveValue('');
	await appOn(device.page).accountButton.click();
	await expect(device.page.getByRole('dialog', { name: 'Account' })).toContainText('Grace Hopper');
});

test('a session revoked elsewhere signs this device out and removes the data', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	await send(device.page, 'A secret of Ada');
	const { sessionId } = await rememberedIdentity(device);
	await servers.control('clerk', 'revoke-session', { sessionId });
	await device.page.reload();

	await expect(device.page.getByLabel('Email address')).toBeVisible();
	await expect.poll(() => readDevice(device)).not.toContain('A secret of Ada');
});
