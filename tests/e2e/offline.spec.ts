import { expect, test, WAYS_OFFLINE } from '../offline-kit/index.ts';
import { onlyInAll, onPhone } from '../only-in-all.ts';
import { signedInScreens } from '../screens.ts';
import { appOn, openSignedIn, ownTime, passTime, send, untilInstalled, watchFor } from './app.ts';
import { untilStored } from './stored-rows.ts';

/**
 * What a person who has signed in must not meet when they open the app offline. "Opening…" is not among it:
 * where there is no snapshot, a slow disk takes longer than the time after which that is said.
 */
const NEVER = ['Sign in', 'sign in', 'Loading', 'could not'];

for (const way of WAYS_OFFLINE) {
	const isRepeated = way !== 'switched-off' && way !== 'black-hole';

	test(
		`opens with the last messages, and goes live again by itself: ${way}`,
		way === 'switched-off' ? onPhone() : onlyInAll(isRepeated),
		async ({ servers, device, newDevice }) => {
			await openSignedIn(servers, device);
			await untilInstalled(device.page);
			// A browser takes its time to write cookies down; Clerk's session is one.
			await device.quit();
			await device.launch();
			await device.page.goto(servers.url);
			await send(device.page, 'Read me offline');
			const [conversation] = await signedInScreens(device.page);
			await untilStored(device.page, 'Read me offline');

			await device.relaunch();
			await device.goOffline(way);
			await ownTime(device.page);
			const seen = await watchFor(device.page, NEVER);
			for (const path of ['/', conversation?.path ?? '', '/sign-in', '/?utm=1']) {
				await device.page.goto(servers.url + path);
				const { message, connection, composer, sendButton } = appOn(device.page);
				await expect(message('Read me offline')).toBeVisible();
				await passTime(device.page, 'noticed');
				await expect(connection).toContainText('Offline');
				await expect(connection).toContainText(/as of \d/);
				await composer.fill('Typed offline');
				await expect(sendButton).toBeEnabled();
				expect(await seen()).toEqual([]);
			}

			await device.goOnline();
			await passTime(device.page, 'retried');
			const { connection, composer, sendButton, message } = appOn(device.page);
			await expect(connection).not.toContainText('Offline');
			await expect(composer).toHaveValue('Typed offline');
			await expect(sendButton).toBeEnabled();
			const other = await newDevice({ sharesBrowser: true });
			await openSignedIn(servers, other, 'grace@example.com');
			await send(other.page, 'Welcome back');
			await expect(message('Welcome back')).toBeVisible();
			expect(await seen()).toEqual([]);
		}
	);

	test(
		`an open page goes offline and comes back without a reload: ${way}`,
		onlyInAll(isRepeated),
		async ({ servers, device }) => {
			await ownTime(device.page);
			await openSignedIn(servers, device);
			await send(device.page, 'Before');
			await device.page.evaluate(() => Object.assign(window, { isSamePage: true }));

			await device.goOffline(way);
			const { connection, message, composer } = appOn(device.page);
			await passTime(device.page, 'silent');
			await expect(connection).toContainText('Offline', { timeout: 90_000 });
			await expect(message('Before')).toBeVisible();
			await composer.fill('Kept');

			await device.goOnline();
			await passTime(device.page, 'retried');
			await expect(connection).not.toContainText('Offline');
			await expect(composer).toHaveValue('Kept');
			await composer.press('Enter');
			await expect(message('Kept')).toContainText('Sent');
			expect(await device.page.evaluate(() => 'isSamePage' in window)).toBe(true);
		}
	);
}

test('the text in the composer survives a reload with no network', async ({ servers, device }) => {
	await openSignedIn(servers, device);
	await untilInstalled(device.page);
	await servers.kill();
	await appOn(device.page).composer.fill('Half a thought');
	await device.page.reload();

	await expect(appOn(device.page).composer).toHaveValue('Half a thought');
});

test('a browser where nobody has signed in gets the sign-in page and is told to connect', async ({
	servers,
	device
}) => {
	await device.page.goto(servers.url);
	await expect(device.page.getByLabel('Email address')).toBeVisible();
	await untilInstalled(device.page);
	await device.relaunch();
	await servers.kill();
	await ownTime(device.page);
	await device.page.goto(servers.url);
	await passTime(device.page, 'noticed');

	await expect(device.page.getByText('You need a connection to sign in.')).toBeVisible();
	await servers.start();
	await passTime(device.page, 'retried');
	await expect(device.page.getByLabel('Email address')).toBeVisible();
});

test('delivers on a network that works, though the browser says that there is none', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	await device.page.evaluate(() => {
		// As Windows does behind some VPNs.
		Object.defineProperty(navigator, 'onLine', { value: false });
		dispatchEvent(new Event('offline'));
	});
	await send(device.page, 'Behind a VPN');
	await expect(appOn(device.page).connection).not.toContainText('Offline');
});

test(
	'is live within five seconds when the servers are back and no event says so',
	onlyInAll(),
	async ({ servers, device }) => {
		await openSignedIn(servers, device);
		const { connection, message } = appOn(device.page);
		await send(device.page, 'Before');
		await servers.kill(['clerk', 'convex']);
		await ownTime(device.page);
		await expect(connection).toContainText('Offline');
		// By now Convex's own client waits for up to 24 s from one attempt to the next.
		for (let minute = 0; minute < 4; minute += 1) await passTime(device.page, 'silent');
		await servers.start();
		// Five seconds of the page's time, however long the answers take.
		await device.page.clock.pauseAt(await device.page.evaluate(() => Date.now() + 1_000));
		await device.page.clock.runFor(4_000);
		await expect(connection).not.toContainText('Offline');
		await expect(message('Before')).toBeVisible();
	}
);
