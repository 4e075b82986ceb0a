/** People who have said no name: nothing waits for one, and they are asked once. */
import { AxeBuilder } from '@axe-core/playwright';
import type { LoadedClerk } from '@clerk/shared/types';
import type { Page } from '@playwright/test';
import { expect, test, type Servers } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { appOn, openSignedIn, send, signUp, untilInstalled } from './app.ts';

/** Only in functions that run in the page. */
declare const Clerk: LoadedClerk;

const MARY = 'mary@example.com';

const nameOn = (page: Page) => ({
	question: page.getByRole('textbox', { name: 'What should people call you?' }),
	saveButton: page.getByRole('button', { name: 'Save', exact: true }),
	skipButton: page.getByRole('button', { name: 'Skip' })
});

/** Signs up as most people do: with what must be given, and no more. */
async function signUpNameless(servers: Servers, page: Page, email = MARY): Promise<void> {
	await signUp(servers, page, { 'Email address': email, Password: 'a-password-of-hers' });
}

/** What Clerk has of the user's name. */
const nameAtClerk = (page: Page) => page.evaluate(() => Clerk.user?.fullName);

/** By whom a message is, for somebody else. */
const authorOf = (page: Page, text: string) =>
	appOn(page)
		.message(text)
		.evaluate((article) => article.ariaLabel);

test('who signs up without a name writes at once, is asked once, and may skip it', async ({
	servers,
	device,
	newDevice
}) => {
	const { page } = device;
	const grace = await newDevice();
	await openSignedIn(servers, grace, 'grace@example.com');
	await signUpNameless(servers, page);
	await expect(nameOn(page).question).toBeVisible();
	await send(page, 'before any answer');
	await nameOn(page).skipButton.click();
	await expect(nameOn(page).question).toBeHidden();
	await send(page, 'without a name');

	await expect(appOn(grace.page).message('without a name')).toBeVisible();
	expect(await authorOf(grace.page, 'without a name')).toBe('Someone');
	await expect(grace.page.getByText(/mary/i)).toHaveCount(0);

	await appOn(page).accountButton.click();
	await expect(page.getByText(MARY)).toBeVisible();
	await page.reload();
	await send(page, 'after a reload');
	await expect(nameOn(page).question).toBeHidden();
	const phone = await newDevice();
	await openSignedIn(servers, phone, MARY);
	await send(phone.page, 'from another device');
	await expect(nameOn(phone.page).question).toBeHidden();
});

test(
	'the answer is what others see, and Clerk has it',
	onlyInAll(),
	async ({ servers, device, newDevice }) => {
		const { page } = device;
		const grace = await newDevice();
		await openSignedIn(servers, grace, 'grace@example.com');
		await signUpNameless(servers, page);
		await send(page, 'before the answer');
		const { question, saveButton } = nameOn(page);
		await question.fill(' Mary\u202e  Somerville ');
		await saveButton.click();
		await expect(question).toBeHidden();
		await expect.poll(() => authorOf(grace.page, 'before the answer')).toBe('Mary Somerville');
		expect(await nameAtClerk(page)).toBe('Mary Somerville');

		// With a token that says the name itself.
		await page.reload();
		await send(page, 'after a reload');
		await expect(appOn(grace.page).message('after a reload')).toBeVisible();
		expect(await authorOf(grace.page, 'after a reload')).toBe('Mary Somerville');
		await expect(question).toBeHidden();
		await appOn(page).accountButton.click();
		await expect(page.getByText('Mary Somerville')).toBeVisible();
	}
);

test('where Clerk takes no names the app keeps it, and it can be changed in the settings', async ({
	servers,
	device,
	newDevice
}) => {
	await servers.control('clerk', 'names', { on: false });
	const { page } = device;
	const grace = await newDevice();
	await openSignedIn(servers, grace, 'grace@example.com');
	await signUpNameless(servers, page);
	await send(page, 'hello');
	const { question, saveButton } = nameOn(page);
	await question.fill('Mary');
	await question.press('Enter');
	await expect(question).toBeHidden();
	await expect.poll(() => authorOf(grace.page, 'hello')).toBe('Mary');
	expect(await nameAtClerk(page)).toBeFalsy();

	await page.reload();
	await send(page, 'after a reload');
	await expect(question).toBeHidden();
	expect(await authorOf(grace.page, 'after a reload')).toBe('Mary');
	await page.goto(`${servers.url}/settings`);
	await expect(question).toHaveValue('Mary');
	await expect(saveButton).toBeDisabled();
	await question.fill('Countess');
	// While the page connects it says that it has not saved it.
	await expect(async () => {
		await saveButton.click();
		await expect(page.getByText('Countess', { exact: true })).toBeVisible({ timeout: 5_000 });
	}).toPass();
	await expect.poll(() => authorOf(grace.page, 'hello')).toBe('Countess');
	await page.goto(servers.url);
	await appOn(page).accountButton.click();
	await expect(page.getByText('Countess', { exact: true })).toBeVisible();
});

test(
	'a name that is known to Clerk is changed in the settings as a whole',
	onlyInAll(),
	async ({ servers, device, newDevice }) => {
		const { page } = device;
		await openSignedIn(servers, device);
		const grace = await newDevice();
		await openSignedIn(servers, grace, 'grace@example.com');
		await send(page, 'hello');
		await expect(nameOn(page).question).toBeHidden();
		await page.goto(`${servers.url}/settings`);
		await expect(nameOn(page).question).toHaveValue('Ada Lovelace');
		await nameOn(page).question.fill('Ada King');
		await nameOn(page).saveButton.click();
		await expect.poll(() => authorOf(grace.page, 'hello')).toBe('Ada King');
		expect(await nameAtClerk(page)).toBe('Ada King');
	}
);

test(
	'an answer that cannot be saved stays, and says so',
	onlyInAll(),
	async ({ servers, device }) => {
		const { page } = device;
		await signUpNameless(servers, page);
		const { question, saveButton, skipButton } = nameOn(page);
		await question.fill(MARY);
		await expect(page.getByText('That is an e-mail address')).toBeVisible();
		await expect(saveButton).toBeDisabled();

		await question.fill('Mary');
		await servers.control('clerk', 'fail', { count: 1, status: 503, path: '/v1/me' });
		await saveButton.click();
		await expect(page.getByText('Not saved. Try again.')).toBeVisible();
		await page.reload();
		await expect(question).toHaveValue('Mary');
		await expect(skipButton).toBeVisible();
		await saveButton.click();
		await expect(question).toBeHidden();
		expect(await nameAtClerk(page)).toBe('Mary');
	}
);

test('nobody is asked offline, and writing goes on', async ({ servers, device }) => {
	const { page } = device;
	await servers.control('clerk', 'create-user', { email: MARY });
	await openSignedIn(servers, device, MARY);
	await untilInstalled(page);
	await expect(nameOn(page).question).toBeVisible();
	await send(page, 'online');
	await device.goOffline('switched-off');
	await page.reload();
	await expect(appOn(page).connection).toContainText('Offline');
	await appOn(page).composer.fill('offline');
	await appOn(page).composer.press('Enter');
	await expect(appOn(page).message('offline')).toContainText('Saved on this device');
	await expect(nameOn(page).question).toBeHidden();
	await page.goto(`${servers.url}/settings`);
	await expect(nameOn(page).question).toBeDisabled();
	await page.goto(servers.url);

	await device.goOnline();
	await expect(appOn(page).message('offline')).toContainText('Sent');
	await expect(nameOn(page).question).toBeVisible();
});

for (const language of ['en', 'ar']) {
	test(
		`the question fits a narrow phone, in ${language}`,
		onlyInAll(language !== 'ar'),
		async ({ servers, device }) => {
			const { page } = device;
			await page.addInitScript(
				(chosen) => localStorage.setItem('preferences', chosen),
				JSON.stringify({ theme: 'dark', language })
			);
			await page.setViewportSize({ width: 320, height: 600 });
			await servers.control('clerk', 'create-user', { email: MARY });
			await openSignedIn(servers, device, MARY);
			const ask = page.locator('.ask');
			await expect(ask.getByRole('textbox')).toBeVisible();
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
			for (const control of await ask.locator('input, button').all()) {
				await expect(control).toBeInViewport({ ratio: 1 });
			}
			// The composer keeps its place, and is on the screen.
			await expect(page.locator('form textarea')).toBeInViewport();
		}
	);
}
