import type { Locator } from '@playwright/test';
import { expect, test } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import {
	act,
	appOn,
	openSignedIn,
	ownTime,
	passTime,
	send,
	signInByPassword,
	untilInstalled,
	writeOffline
} from './app.ts';

test.use({ sharesBrowser: true });

test('a revoked session holds pending messages until its user is back', async ({
	servers,
	device
}) => {
	const { page } = device;
	await ownTime(page);
	const { sessionId } = await openSignedIn(servers, device);
	await servers.control('convex', 'refuse', { on: true });
	await writeOffline(page, 'One');
	await writeOffline(page, 'Two');
	await servers.control('clerk', 'revoke-session', { sessionId });
	await passTime(page, 'silent');
	await expect(page.getByRole('status', { name: 'Unsent' })).toContainText(
		'Sign in to send 2 messages'
	);
	await servers.control('convex', 'refuse', { on: false });
	await signInByPassword(page, 'ada@example.com');
	await expect(appOn(page).messages).toHaveText([/One.*Sent/s, /Two.*Sent/s]);
});

test(
	'a message that the server cannot read is rejected, and all others go on',
	onlyInAll(),
	async ({ servers, device }) => {
		const { page } = device;
		const { messages } = appOn(page);
		const failures: Error[] = [];
		page.on('pageerror', (error) => failures.push(error));
		await openSignedIn(servers, device);
		await servers.control('convex', 'not-understand', { text: 'poison' });
		await servers.control('convex', 'refuse', { on: true });
		for (const text of ['Before', 'A poison', 'After']) await writeOffline(page, text);
		await servers.control('convex', 'refuse', { on: false });
		await expect(messages).toHaveText([
			/Before.*Sent/s,
			/After.*Sent/s,
			/A poison.*Not sent.*The server could not read it/s
		]);
		await page.getByRole('button', { name: 'Delete' }).click();
		await expect(messages).toHaveText([/Before/, /After/]);
		await send(page, 'Live again');
		expect(failures).toEqual([]);
	}
);

test('without storage the app says so, and sends directly', async ({
	servers,
	device,
	newDevice
}) => {
	const { page, context } = device;
	await context.addInitScript(() => {
		Object.defineProperty(window, 'indexedDB', { get: () => undefined });
	});
	const failures: Error[] = [];
	page.on('pageerror', (error) => failures.push(error));
	await openSignedIn(servers, device);
	await expect(page.getByText('This browser keeps nothing')).toBeVisible();
	await send(page, 'Without storage');
	const other = await newDevice();
	await openSignedIn(servers, other, 'grace@example.com');
	await expect(appOn(other.page).messages).toHaveText([/Without storage/]);
	expect(failures).toEqual([]);
});

test('a full device sends directly while there is a connection, and otherwise keeps the text', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	const { page } = device;
	const { composer, message, messages } = appOn(page);
	await send(page, 'Before');
	await page.evaluate(() => {
		// As a browser does when there is no room: what is written fails, what is there is read.
		IDBObjectStore.prototype.put = () => {
			throw new DOMException('No room', 'QuotaExceededError');
		};
	});
	await send(page, 'Directly');
	await expect(composer).toHaveValue('');

	await device.goOffline('switched-off');
	await expect(appOn(page).connection).toContainText('Offline');
	await composer.fill('Kept here');
	await composer.press('Enter');
	await expect(page.getByRole('alert')).toContainText('no room left');
	await expect(composer).toHaveValue('Kept here');
	await expect(messages).toHaveCount(2);
	await device.goOnline();
	await expect(appOn(page).connection).not.toContainText('Offline');
	await composer.press('Enter');
	await expect(message('Kept here')).toContainText('Sent');
	await expect(page.getByRole('alert')).toHaveCount(0);
});

test('an edit of a message that was deleted elsewhere can be read and copied', async ({
	servers,
	device,
	newDevice
}) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await device.context.grantPermissions(['clipboard-read', 'clipboard-write']);
	const { composer, messages } = appOn(page);
	await send(page, 'Old words');
	const other = await newDevice({ sharesBrowser: true });
	await openSignedIn(servers, other);
	await expect(appOn(other.page).message('Old words')).toBeVisible();
	await untilInstalled(page);

	await device.goOffline('switched-off');
	await act(page, 'Old words', 'Edit');
	await composer.fill('New words, written for long');
	await composer.press('Enter');
	await act(other.page, 'Old words', 'Delete');
	// It is kept back as long as it can be undone.
	await expect(other.page.getByRole('button', { name: 'Undo' })).toBeVisible();
	await expect(other.page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
	await expect(appOn(other.page).messages).toHaveText([/You deleted this message.*Sent/s]);
	await device.goOnline();
	const message = messages.first();
	await expect(message).toContainText('You deleted this message');
	await expect(message).toContainText('The message was deleted.');
	await expect(message).toContainText('New words, written for long');
	const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
	const copy = async (where: Locator) => {
		await page.evaluate(() => navigator.clipboard.writeText('something else'));
		await where.getByRole('button', { name: 'Copy', exact: true }).click();
		await expect.poll(clipboard).toBe('New words, written for long');
	};
	await copy(message);

	await page.goto(`${servers.url}/unsent`);
	const item = page.getByRole('list', { name: 'Unsent messages' }).getByRole('listitem');
	await expect(item).toContainText('New words, written for long');
	await copy(item);
});
