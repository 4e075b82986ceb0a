import { expect, test, WAYS_OFFLINE } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import {
	act,
	appOn,
	openSignedIn,
	ownTime,
	passTime,
	send,
	signInAgain,
	signOut,
	untilInstalled
} from './app.ts';
import { alterPending } from './alter-kept.ts';

for (const way of WAYS_OFFLINE) {
	const isRepeated = way !== 'switched-off' && way !== 'answers-lost';

	test(
		`what is written offline survives a kill, and arrives once and in order: ${way}`,
		onlyInAll(isRepeated),
		async ({ servers, device, newDevice }) => {
			await openSignedIn(servers, device);
			await untilInstalled(device.page);
			// A browser takes its time to write cookies down; Clerk's session is one.
			await device.quit();
			await device.launch();
			await ownTime(device.page);
			await device.page.goto(servers.url);
			await send(device.page, 'Before');
			await device.goOffline(way);
			await passTime(device.page, 'silent');
			await expect(appOn(device.page).connection).toContainText('Offline', { timeout: 90_000 });
			const { composer, message } = appOn(device.page);
			for (const text of ['First', 'Second', 'Third']) {
				await composer.fill(text);
				await composer.press('Enter');
				await expect(composer).toHaveValue('');
				await expect(message(text)).toContainText('Saved on this device');
			}

			await device.relaunch();
			await ownTime(device.page);
			await device.page.goto(servers.url);
			await expect(appOn(device.page).messages).toHaveText([/Before/, /First/, /Second/, /Third/]);
			await expect(appOn(device.page).message('Third')).toContainText('Saved on this device');

			await device.goOnline();
			await passTime(device.page, 'retried');
			for (const text of ['First', 'Second', 'Third']) {
				await expect(appOn(device.page).message(text)).toContainText('Sent');
			}
			const other = await newDevice({ sharesBrowser: true });
			await openSignedIn(servers, other, 'grace@example.com');
			await expect(appOn(other.page).messages).toHaveText([/Before/, /First/, /Second/, /Third/]);
			await expect(appOn(device.page).messages).toHaveCount(4);
		}
	);
}

test('a message is edited and deleted offline, before and after it was sent', async ({
	servers,
	device,
	newDevice
}) => {
	await openSignedIn(servers, device);
	for (const text of ['Old words', 'Old mistake']) await send(device.page, text);
	await untilInstalled(device.page);
	await device.goOffline('switched-off');
	const { composer, message, messages } = appOn(device.page);
	for (const text of ['New words', 'New mistake']) {
		await composer.fill(text);
		await composer.press('Enter');
		await expect(message(text)).toContainText('Saved on this device');
	}

	await composer.fill('Something else');
	for (const text of ['Old words', 'New words']) {
		await act(device.page, text, 'Edit');
		await expect(composer).toHaveValue(text);
		await composer.fill(`${text}: changed`);
		await composer.press('Enter');
		await expect(message(`${text}: changed`)).toContainText('Saved on this device');
	}
	await expect(composer).toHaveValue('Something else');
	await act(device.page, 'Old mistake', 'Delete');
	await act(device.page, 'New mistake', 'Delete');
	await expect(messages).toHaveText([
		/Old words: changed/,
		/You deleted this message/,
		/New words: changed/
	]);

	await device.goOnline();
	await expect(message('New words: changed')).toContainText('Sent');
	await expect(messages.first()).toContainText('edited');
	await expect(messages.first()).toContainText('Sent');
	const other = await newDevice({ sharesBrowser: true });
	await openSignedIn(servers, other, 'grace@example.com');
	await expect(appOn(other.page).messages).toHaveText([
		/Old words: changed/,
		/This message was deleted/,
		/New words: changed/
	]);
});

for (const control of ['drop-before-execution', 'drop-after-commit']) {
	const isRepeated = control !== 'drop-after-commit';

	test(
		`a message whose connection is cut arrives once: ${control}`,
		onlyInAll(isRepeated),
		async ({ servers, device, newDevice }) => {
			await openSignedIn(servers, device);
			await servers.control('convex', control, { count: 2, path: 'messages:send' });
			await send(device.page, 'Only once');
			await send(device.page, 'And then this');
			const other = await newDevice({ sharesBrowser: true });
			await openSignedIn(servers, other, 'grace@example.com');
			await expect(appOn(other.page).messages).toHaveText([/Only once/, /And then this/]);
		}
	);
}

test('a refused message says why, and is edited, copied, tried again or deleted', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	const { composer, message, messages } = appOn(device.page);
	await servers.control('convex', 'refuse', { on: true });
	for (const text of ['Of an older version', 'And another']) {
		await composer.fill(text);
		await composer.press('Enter');
		await expect(message(text)).toContainText('Saved on this device');
	}
	// This version takes no such text, and an older one did.
	const tooLong = 'y'.repeat(4001);
	await alterPending(device, servers, (entry: { args: { body: string } }) => {
		entry.args.body = 'y'.repeat(4001);
		return entry;
	});
	await servers.control('convex', 'refuse', { on: false });
	await device.page.goto(servers.url);
	const refused = message(tooLong);
	await expect(refused).toHaveCount(2);
	await expect(refused.first()).toContainText('Not sent');
	await expect(refused.first()).toContainText('at most 4,000 characters');
	await send(device.page, 'Another is not held up');
	await device.page.reload();
	await expect(refused.first()).toContainText('Not sent');

	const button = (name: string) => refused.first().getByRole('button', { name, exact: true });
	await expect(button('Copy')).toBeVisible();
	await button('Retry').click();
	await expect(refused.first()).toContainText('Not sent');
	await button('Edit').click();
	await expect(composer).toHaveValue(tooLong);
	await composer.fill('Shorter');
	await composer.press('Enter');
	await expect(message('Shorter')).toContainText('Sent');
	await expect(messages).toHaveCount(3);
	await button('Delete').click();
	await expect(messages).toHaveCount(2);
});

test('pending messages are never sent as another user, and are sent when their author is back', async ({
	servers,
	device,
	newDevice
}) => {
	await openSignedIn(servers, device);
	await servers.control('convex', 'refuse', { on: true });
	const { composer, message, messages } = appOn(device.page);
	await composer.fill('By Ada');
	await composer.press('Enter');
	await expect(message('By Ada')).toContainText('Saved on this device');
	// It waits too, and is no message.
	await act(device.page, 'By Ada', '👍');
	await signOut(device.page);
	await device.page.getByRole('button', { name: 'Keep for my next sign-in' }).click();
	await expect(device.page.getByRole('status', { name: 'Unsent' })).toContainText(
		'Sign in to send 1 message'
	);

	await servers.control('convex', 'refuse', { on: false });
	await signInAgain(servers, device, 'grace@example.com');
	await send(device.page, 'By Grace');
	await expect(messages).toHaveCount(1);
	const other = await newDevice({ sharesBrowser: true });
	await openSignedIn(servers, other, 'grace@example.com');
	await expect(appOn(other.page).messages).toHaveText([/By Grace/]);

	await signOut(device.page);
	await signInAgain(servers, device, 'ada@example.com');
	await expect(message('By Ada')).toContainText('Sent');
	await expect(appOn(other.page).messages).toHaveText([/By Grace/, /By Ada/]);
	await expect(appOn(other.page).message('By Ada')).toHaveAccessibleName('Ada Lovelace');
});

test('a sign-out with pending messages sends them first, on request', async ({
	servers,
	device,
	newDevice
}) => {
	await openSignedIn(servers, device);
	await untilInstalled(device.page);
	await device.goOffline('switched-off');
	const { composer, message } = appOn(device.page);
	await composer.fill('Before I go');
	await composer.press('Enter');
	await expect(message('Before I go')).toContainText('Saved on this device');
	await signOut(device.page);
	await device.page.getByRole('button', { name: 'Send first' }).click();
	await device.goOnline();
	await expect(device.page.getByLabel('Email address')).toBeVisible();
	const other = await newDevice({ sharesBrowser: true });
	await openSignedIn(servers, other, 'grace@example.com');
	await expect(appOn(other.page).messages).toHaveText([/Before I go/]);
});

test('a sign-out with pending messages discards them, on request', async ({ servers, device }) => {
	await openSignedIn(servers, device);
	await servers.control('convex', 'refuse', { on: true });
	const { composer, message } = appOn(device.page);
	await composer.fill('Never mind');
	await composer.press('Enter');
	await expect(message('Never mind')).toContainText('Saved on this device');
	await signOut(device.page);
	await device.page.getByRole('button', { name: 'Discard' }).click();
	await expect(device.page.getByLabel('Email address')).toBeVisible();
	await expect(device.page.getByText('Sign in to send')).toBeHidden();
	await servers.control('convex', 'refuse', { on: false });
	await signInAgain(servers, device, 'ada@example.com');
	await send(device.page, 'Something else');
	await expect(appOn(device.page).messages).toHaveCount(1);
});

test('two tabs write, and each sees what becomes of it', async ({ servers, device }) => {
	await openSignedIn(servers, device);
	await untilInstalled(device.page);
	const second = await device.context.newPage();
	await second.goto(servers.url);
	await expect(appOn(second).composer).toBeVisible();
	await device.goOffline('servers-gone');
	const tabs = [device.page, second];
	for (const [index, tab] of tabs.entries()) {
		await appOn(tab).composer.fill(`From tab ${index}`);
		await appOn(tab).composer.press('Enter');
	}
	for (const tab of tabs) {
		await expect(appOn(tab).messages).toHaveText([/From tab 0/, /From tab 1/]);
		await expect(appOn(tab).message('From tab 1')).toContainText('Saved on this device');
	}
	await device.goOnline();
	for (const tab of tabs) {
		for (const text of ['From tab 0', 'From tab 1']) {
			await expect(appOn(tab).message(text)).toContainText('Sent');
		}
		await expect(appOn(tab).messages).toHaveText([/From tab 0/, /From tab 1/]);
	}
});

test('the page Unsent lists all pending mutations', async ({ servers, device }) => {
	await openSignedIn(servers, device);
	await servers.control('convex', 'refuse', { on: true });
	const { composer, message, accountButton, accountMenu } = appOn(device.page);
	for (const text of ['One', 'Two']) {
		await composer.fill(text);
		await composer.press('Enter');
		await expect(message(text)).toContainText('Saved on this device');
	}
	await accountButton.click();
	await accountMenu.getByRole('menuitem', { name: 'Unsent messages (2)' }).click();
	const list = device.page.getByRole('list', { name: 'Unsent messages' }).getByRole('listitem');
	await expect(list).toHaveText([/General.*One.*Saved/s, /General.*Two.*Saved/s]);
	await servers.control('convex', 'refuse', { on: false });
	await expect(list).toHaveCount(0);
	await expect(device.page.getByText('Everything you have written has been sent')).toBeVisible();
});
