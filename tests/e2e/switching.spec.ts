import type { Clerk } from '@clerk/shared/types';
import type { Page } from '@playwright/test';
import { expect, test } from '../offline-kit/index.ts';
import { appOn, openGeneral, openSignedIn, send, signInByPassword } from './app.ts';

test.use({ sharesBrowser: true });

/** clerk-js, as it is in the page. */
type WithClerk = { Clerk: Clerk };

/** What the server was told of identities since it was last asked. */
async function stats(servers: { control: <T>(...call: ['convex', string, object]) => Promise<T> }) {
	return await servers.control<{ authenticates: number }>('convex', 'stats', { clear: true });
}

/** Records what a list of the page shows, in each frame, from now on; `none` while there is no list. */
async function recordFrames(
	page: Page,
	list = '[role=log]',
	item = 'article'
): Promise<() => Promise<string[]>> {
	await page.evaluate(
		([list, item]) => {
			const frames: string[] = [];
			Object.assign(window, { frames_: frames });
			const look = () => {
				const shown = document.querySelector(list)?.querySelectorAll<HTMLElement>(item);
				const frame = shown ? [...shown].map((one) => one.innerText).join('|') : 'none';
				if (frames.at(-1) !== frame) frames.push(frame);
				requestAnimationFrame(look);
			};
			look();
		},
		[list, item] as const
	);
	return () => page.evaluate(() => (window as unknown as { frames_: string[] }).frames_);
}

/** Signs Grace in beside the user who is signed in, and stays with that one. */
async function signInGraceToo(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const { Clerk } = window as unknown as WithClerk;
		const attempt = await Clerk.client?.signIn.create({
			identifier: 'grace@example.com',
			password: 'local-password'
		});
		if (attempt?.status !== 'complete') throw new Error('Grace could not sign in');
	});
}

/** Goes on as another user who is signed in. */
async function switchTo(page: Page, firstName: string): Promise<void> {
	await page.evaluate(async (firstName) => {
		const { Clerk } = window as unknown as WithClerk;
		const other = Clerk.client?.sessions.find(({ user }) => user?.firstName === firstName);
		await Clerk.setActive({ session: other?.id ?? null });
	}, firstName);
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
	// The organisation has conversations of its own, and shows nothing of the personal space.
	await openGeneral(page);
	await send(page, 'Of the society');
	await expect(appOn(page).message('Of nobody in particular')).toHaveCount(0);
	await expect(appOn(page).connection).not.toContainText('Offline');
	expect((await stats(servers)).authenticates).toBeGreaterThan(0);

	const before = (await frames()).length;
	await servers.control('clerk', 'set-role', { organizationId, userId, role: 'org:member' });
	await page.evaluate(() => (window as unknown as WithClerk).Clerk.session?.touch());
	await expect.poll(async () => (await frames()).slice(before).includes('none')).toBe(true);
	await expect(appOn(page).message('Of the society')).toBeVisible();
	await expect(appOn(page).message('Of nobody in particular')).toHaveCount(0);
});

test('a message on its way when another user takes over is never sent as theirs', async ({
	servers,
	device,
	newDevice
}) => {
	await openSignedIn(servers, device);
	const { page } = device;
	await signInGraceToo(page);
	await servers.control('convex', 'delay', { count: 1, ms: 3_000, path: 'messages:send' });
	const { composer, message, messages } = appOn(page);
	await composer.fill('By Ada');
	await composer.press('Enter');
	await expect(message('By Ada')).toContainText('Sending');
	const frames = await recordFrames(page);

	await switchTo(page, 'Grace');
	await expect.poll(async () => (await frames()).includes('none')).toBe(true);
	await send(page, 'By Grace');
	await expect(messages.filter({ hasText: 'By Grace' })).toHaveAccessibleName('You');

	const other = await newDevice();
	await openSignedIn(servers, other, 'grace@example.com');
	await expect(appOn(other.page).message('By Grace')).toHaveAccessibleName('You');
	await switchTo(page, 'Ada');
	await expect(message('By Ada')).toContainText('Sent');
	await expect(appOn(other.page).message('By Ada')).toHaveCount(1);
	await expect(appOn(other.page).message('By Ada')).toHaveAccessibleName('Ada Lovelace');
});

test('what one user has found is in no frame of the next', async ({ servers, device }) => {
	await openSignedIn(servers, device);
	const { page } = device;
	await page.goto(`${servers.url}/new`);
	await page.getByRole('button', { name: 'New group' }).click();
	await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Notes');
	await page.getByRole('radio', { name: 'By invitation' }).check();
	await page.getByRole('button', { name: 'Create' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Notes' })).toBeVisible();
	await send(page, 'Secret of Ada');
	await page.goto(`${servers.url}/search?q=secret`);
	const found = page.getByRole('list', { name: 'Found messages' }).getByRole('link');
	await expect(found).toHaveText([/Secret of Ada/]);
	// What the device has shows first; the server answers once Clerk is there.
	await expect(page.getByText('1 message · All messages')).toBeVisible();
	await signInGraceToo(page);
	const frames = await recordFrames(page, 'ul[aria-label="Found messages"]', 'a');

	await switchTo(page, 'Grace');
	await expect(page.getByText('Nothing found · All messages')).toBeVisible();
	const seen = await frames();
	expect(seen[0]).toContain('Secret of Ada');
	expect(seen).toContain('none');
	expect(seen.slice(seen.indexOf('none')).join()).not.toContain('Secret');
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
	await openGeneral(page);
	await send(page, 'Here at last');
});
