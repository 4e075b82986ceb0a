import type { Clerk } from '@clerk/shared/types';
import type { Page } from '@playwright/test';
import { expect, test } from '../offline-kit/index.ts';
import { appOn, openSignedIn, send, signInByPassword } from './app.ts';

test.use({ sharesBrowser: true });

/** clerk-js, as it is in the page. */
type WithClerk = { Clerk: Clerk };

/** What the server was told of identities since it was last asked. */
async function stats(servers: { control: <T>(...call: ['convex', string, object]) => Promise<T> }) {
	return await servers.control<{ authenticates: number }>('convex', 'stats', { clear: true });
}

/** Records what the page shows, in each frame, from now on. */
async function recordFrames(page: Page): Promise<() => Promise<string[]>> {
	await page.evaluate(() => {
		const frames: string[] = [];
		Object.assign(window, { frames_: frames });
		const look = () => {
			const log = document.querySelector('[role=log]');
			const shown = log
				? [...log.querySelectorAll('article')].map((one) => one.innerText)
				: ['none'];
			const frame = shown.join('|');
			if (frames.at(-1) !== frame) frames.push(frame);
			requestAnimationFrame(look);
		};
		look();
	});
	return () => page.evaluate(() => (window as unknown as { frames_: string[] }).frames_);
}

test('another organisation, and another role, begin anew and come back by themselves', async ({
	servers,
	device
}) => {
	const { userId } = await openSignedIn(servers, device);
	const { page } = device;
	await send(page, 'Of nobody in particular');
	const { organizationId } = await servers.control<{ organizationId: string }>(
		'clerk',
		'create-organization',
		{ name: 'Analytical Society', userId }
	);
	const frames = await recordFrames(page);
	await stats(servers);

	await page.evaluate(async (organization) => {
		const { Clerk } = window as unknown as WithClerk;
		await Clerk.session?.touch();
		await Clerk.setActive({ organization });
	}, organizationId);
	await expect.poll(async () => (await frames()).includes('none')).toBe(true);
	await expect(appOn(page).message('Of nobody in particular')).toBeVisible();
	await expect(appOn(page).connection).not.toContainText('Offline');
	expect((await stats(servers)).authenticates).toBeGreaterThan(0);

	const before = (await frames()).length;
	await servers.control('clerk', 'set-role', { organizationId, userId, role: 'org:member' });
	await page.evaluate(() => (window as unknown as WithClerk).Clerk.session?.touch());
	await expect.poll(async () => (await frames()).slice(before).includes('none')).toBe(true);
	await expect(appOn(page).message('Of nobody in particular')).toBeVisible();
});

test('a message on its way when another user takes over is never sent as theirs', async ({
	servers,
	device,
	newDevice
}) => {
	await openSignedIn(servers, device);
	const { page } = device;
	await page.evaluate(async () => {
		const { Clerk } = window as unknown as WithClerk;
		const attempt = await Clerk.client?.signIn.create({
			identifier: 'grace@example.com',
			password: 'local-password'
		});
		if (attempt?.status !== 'complete') throw new Error('Grace could not sign in');
	});
	await servers.control('convex', 'delay', { count: 1, ms: 3_000, path: 'messages:send' });
	const { composer, message, messages } = appOn(page);
	await composer.fill('By Ada');
	await composer.press('Enter');
	await expect(message('By Ada')).toContainText('Sending');
	const frames = await recordFrames(page);

	await page.evaluate(async () => {
		const { Clerk } = window as unknown as WithClerk;
		const grace = Clerk.client?.sessions.find(({ user }) => user?.firstName === 'Grace');
		await Clerk.setActive({ session: grace?.id ?? null });
	});
	await expect.poll(async () => (await frames()).includes('none')).toBe(true);
	await send(page, 'By Grace');
	await expect(messages.filter({ hasText: 'By Grace' })).toHaveAccessibleName('You');

	const other = await newDevice();
	await openSignedIn(servers, other, 'grace@example.com');
	await expect(appOn(other.page).message('By Grace')).toHaveAccessibleName('You');
	await page.evaluate(async () => {
		const { Clerk } = window as unknown as WithClerk;
		const ada = Clerk.client?.sessions.find(({ user }) => user?.firstName === 'Ada');
		await Clerk.setActive({ session: ada?.id ?? null });
	});
	await expect(message('By Ada')).toContainText('Sent');
	await expect(appOn(other.page).message('By Ada')).toHaveCount(1);
	await expect(appOn(other.page).message('By Ada')).toHaveAccessibleName('Ada Lovelace');
});

test('a session with a task left to do counts as signed out until that is done', async ({
	servers,
	device
}) => {
	await servers.control('clerk', 'force-organization', { on: true });
	const { page } = device;
	await page.goto(`${servers.url}/sign-in`);
	await signInByPassword(page, 'ada@example.com');
	const name = page.getByLabel('Name', { exact: true });
	await expect(name).toBeVisible();
	await page.goto(servers.url);
	await expect(name).toBeVisible();
	await expect(appOn(page).composer).toBeHidden();
	await name.fill('Analytical Society');
	await page.getByRole('button', { name: 'Continue' }).click();
	await expect(page.getByRole('heading', { name: 'General' })).toBeVisible();
	await send(page, 'Here at last');
});
