import { expect, test, type ServerName } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { appOn, openSignedIn, send, signInByPassword, signOut, untilInstalled } from './app.ts';

test.use({ sharesBrowser: true });

const PARTS: readonly ServerName[][] = [['clerk'], ['convex'], ['clerk', 'convex']];

for (const parts of PARTS) {
	test(
		`a launch while ${parts.join(' and ')} cannot be reached shows the last messages, and goes live when it can`,
		onlyInAll(parts.join() !== 'clerk'),
		async ({ servers, device }) => {
			await openSignedIn(servers, device);
			await untilInstalled(device.page);
			await send(device.page, 'Before');
			await servers.kill(parts);
			await device.page.reload();
			const { message, connection } = appOn(device.page);
			await expect(message('Before')).toBeVisible();
			await expect(connection).toContainText('Offline');

			await servers.start();
			await expect(connection).not.toContainText('Offline');
			await send(device.page, 'After');
		}
	);
}

test('a sign-in while Convex cannot be reached is completed when it can', async ({
	servers,
	device
}) => {
	const { page } = device;
	await servers.kill(['convex']);
	await page.goto(servers.url);
	await signInByPassword(page, 'ada@example.com');
	await expect(page.getByText('Opening…')).toBeVisible();
	await expect(appOn(page).connection).toContainText('Offline');

	await servers.start();
	await expect(page.getByRole('heading', { name: 'General' })).toBeVisible();
});

test('tokens that live for seconds are replaced without a flicker', async ({ servers, device }) => {
	// Convex's client asks for the next token 10 s before the last one ends.
	await servers.control('clerk', 'token-life', { seconds: 12 });
	await openSignedIn(servers, device);
	await send(device.page, 'Before');
	await device.page.evaluate(() => {
		const seen = new Set<string>();
		Object.assign(window, { seenStatuses: seen });
		const look = () => {
			seen.add(document.querySelector('[aria-label="Connection"]')?.textContent?.trim() ?? 'gone');
			requestAnimationFrame(look);
		};
		look();
	});
	await servers.control('convex', 'stats', { clear: true });
	const authenticates = async () =>
		(await servers.control<{ authenticates: number }>('convex', 'stats')).authenticates;
	await expect.poll(authenticates, { timeout: 90_000 }).toBeGreaterThanOrEqual(4);

	await send(device.page, 'After');
	const seen = await device.page.evaluate(() => [
		...(window as unknown as { seenStatuses: Set<string> }).seenStatuses
	]);
	expect(seen).toEqual(['']);
});

test('a session that is revoked elsewhere ends here by itself', async ({ servers, device }) => {
	await servers.control('clerk', 'token-life', { seconds: 6 });
	const { sessionId } = await openSignedIn(servers, device);
	await send(device.page, 'A secret of Ada');
	await servers.control('clerk', 'revoke-session', { sessionId });

	await expect(device.page.getByLabel('Email address')).toBeVisible();
	await expect(appOn(device.page).log).toHaveCount(0);
});

test(
	'a user who is deleted is signed out here by itself',
	onlyInAll(),
	async ({ servers, device }) => {
		await servers.control('clerk', 'token-life', { seconds: 6 });
		const { userId } = await openSignedIn(servers, device);
		await servers.control('clerk', 'delete-user', { userId });

		await expect(device.page.getByLabel('Email address')).toBeVisible();
	}
);

test('signing out in one tab signs the other one out, at once and with no network', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	await untilInstalled(device.page);
	await send(device.page, 'A secret of Ada');
	const other = await device.context.newPage();
	await other.goto(servers.url);
	await expect(appOn(other).message('A secret of Ada')).toBeVisible();

	await servers.kill();
	await expect(appOn(device.page).connection).toContainText('Offline');
	await signOut(device.page);
	await expect(appOn(device.page).log).toHaveCount(0);
	await expect(appOn(other).log).toHaveCount(0);
	await expect(other.getByText('You are signed out on this device')).toBeVisible();
});
