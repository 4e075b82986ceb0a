import { expect, test } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import {
	appOn,
	openSignedIn,
	ownTime,
	passTime,
	send,
	signOut,
	untilInstalled,
	watchFor
} from './app.ts';
import { foundOn } from './read-device.ts';
import { deviceRecord } from './stored-rows.ts';

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
	const { sessionId } = await openSignedIn(servers, device);
	await untilInstalled(device.page);
	await send(device.page, 'A secret of Ada');
	await servers.kill();
	await expect(appOn(device.page).connection).toContainText('Offline');
	await signOut(device.page);
	await expect(appOn(device.page).log).toHaveCount(0);
	// The disk has it a moment later than the screen.
	await expect
		.poll(() => deviceRecord(device.page))
		.toMatchObject({ identity: undefined, signOuts: [{ sessionId }] });
	await device.relaunch();
	await ownTime(device.page);
	await device.page.goto(servers.url);
	await expect(device.page.getByText('You are signed out on this device')).toBeVisible();

	await servers.start();
	await passTime(device.page, 'retried');
	await expect(device.page.getByLabel('Email address')).toBeVisible();
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

test(
	'a session revoked elsewhere signs this device out and removes the data',
	onlyInAll(),
	async ({ servers, device }) => {
		const { sessionId } = await openSignedIn(servers, device);
		await send(device.page, 'A secret of Ada');
		await servers.control('clerk', 'revoke-session', { sessionId });
		await device.page.reload();

		await expect(device.page.getByLabel('Email address')).toBeVisible();
		await expect.poll(() => foundOn(device, ['A secret of Ada'])).toEqual([]);
	}
);

test('what a full disk keeps of who has signed out is said, never painted, and removed later', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await untilInstalled(page);
	await send(page, 'A secret of Ada');
	await expect.poll(() => foundOn(device, ['A secret of Ada'])).toEqual(['A secret of Ada']);
	await page.evaluate(() => {
		// As Chromium does where there is no room at all: to delete is to write.
		const fail = () => {
			throw new DOMException('No room', 'UnknownError');
		};
		Object.assign(IDBObjectStore.prototype, { put: fail, delete: fail });
		const refuse = () => Promise.resolve(false);
		Object.assign(CacheStorage.prototype, { delete: refuse });
		Object.assign(Cache.prototype, { delete: refuse });
	});
	await signOut(page);
	await expect(page.getByRole('alert')).toContainText('may still be on this device');
	await expect(page.getByText('your messages are removed from it')).toHaveCount(0);

	const seen = await watchFor(page, ['A secret of Ada']);
	await page.goto(servers.url);
	await expect(page.getByLabel('Email address')).toBeVisible();
	expect(await seen()).toEqual([]);
	await expect.poll(() => foundOn(device, ['A secret of Ada'])).toEqual([]);
	await expect(page.getByRole('alert')).toHaveCount(0);
});
