import { expect, test, type Device } from '../offline-kit/index.ts';
import { appOn, openSignedIn, send, signOut, untilInstalled } from './app.ts';

/** Everything that the browser keeps for the app, as one text to look for a user's data in. */
async function readDevice({ page }: Device): Promise<string> {
	return page.evaluate(async () => {
		const settle = <Result>(request: IDBRequest<Result>) =>
			new Promise<Result>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(new Error(request.error?.message));
			});
		const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.body.innerText];
		for (const { name } of await indexedDB.databases()) {
			const database = await settle(indexedDB.open(name ?? ''));
			for (const storeName of database.objectStoreNames) {
				const store = database.transaction(storeName).objectStore(storeName);
				found.push(name, storeName, await settle(store.getAllKeys()), await settle(store.getAll()));
			}
			database.close();
		}
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const response = await cache.match(request);
				found.push(request.url, await response?.text());
			}
		}
		return JSON.stringify(found);
	});
}

/** Those of the texts that stand anywhere on the device. */
async function foundOn(device: Device, texts: readonly string[]): Promise<string[]> {
	const everything = await readDevice(device);
	return texts.filter((text) => everything.includes(text));
}

test('signing out removes the user’s data from the device', async ({ servers, device }) => {
	const { userId } = await openSignedIn(servers, device);
	await untilInstalled(device.page);
	await send(device.page, 'A secret of Ada');
	await appOn(device.page).composer.fill('A thought of Ada');
	const kept = [userId, 'A secret of Ada', 'A thought of Ada', 'ada@example.com', 'Lovelace'];
	await expect.poll(() => foundOn(device, kept)).toEqual(kept);

	await signOut(device.page);
	await expect(device.page.getByLabel('Email address')).toBeVisible();
	await expect.poll(() => foundOn(device, kept)).toEqual([]);
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
	await signOut(device.page);
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
	await signOut(device.page);
	await expect(device.page.getByLabel('Email address')).toBeVisible();

	await openSignedIn(servers, device, 'grace@example.com');
	await expect(appOn(device.page).composer).toHaveValue('');
	await appOn(device.page).accountButton.click();
	await expect(device.page.getByText('Grace Hopper')).toBeVisible();
});

test('a session revoked elsewhere signs this device out and removes the data', async ({
	servers,
	device
}) => {
	const { sessionId } = await openSignedIn(servers, device);
	await send(device.page, 'A secret of Ada');
	await servers.control('clerk', 'revoke-session', { sessionId });
	await device.page.reload();

	await expect(device.page.getByLabel('Email address')).toBeVisible();
	await expect.poll(() => foundOn(device, ['A secret of Ada'])).toEqual([]);
});
