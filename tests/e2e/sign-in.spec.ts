import { expect, test } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { appOn, CODE, openSignedIn, PASSWORD, signInByPassword, signUp } from './app.ts';

test.use({ sharesBrowser: true });

test('a new person signs up with e-mail, password and code', async ({ servers, device }) => {
	const { page } = device;
	await signUp(servers, page, {
		'First name': 'Mary',
		'Last name': 'Somerville',
		'Email address': 'mary@example.com',
		Password: 'a-password-of-hers'
	});
	await appOn(page).accountButton.click();
	await expect(appOn(page).accountMenu).toBeVisible();
	await expect(page.getByText('Mary Somerville')).toBeVisible();
});

test('a person signs in with a password, and is still signed in after a reload', async ({
	servers,
	device
}) => {
	const { page } = device;
	await page.goto(servers.url);
	await signInByPassword(page, 'ada@example.com');
	await expect(page.getByRole('heading', { name: 'General' })).toBeVisible();

	await page.reload();
	await expect(page.getByRole('heading', { name: 'General' })).toBeVisible();
	await expect(appOn(page).connection).not.toContainText('Offline');
	await appOn(page).composer.fill('Still here');
	await expect(appOn(page).sendButton).toBeEnabled();
});

test('a person signs in with a code sent by e-mail', onlyInAll(), async ({ servers, device }) => {
	const { page } = device;
	await page.goto(`${servers.url}/sign-in`);
	await page.getByLabel('Email address').fill('grace@example.com');
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
	await page.getByRole('link', { name: 'Use another method' }).click();
	await page.getByRole('button', { name: /Email code to/ }).click();
	await page.getByLabel('Enter verification code').pressSequentially(CODE);

	await expect(page.getByRole('heading', { name: 'General' })).toBeVisible();
});

test(
	'a wrong password is refused, and the right one then works',
	onlyInAll(),
	async ({ servers, device }) => {
		const { page } = device;
		await page.goto(`${servers.url}/sign-in`);
		await page.getByLabel('Email address').fill('ada@example.com');
		await page.getByRole('button', { name: 'Continue', exact: true }).click();
		await page.getByLabel('Password', { exact: true }).fill('not-her-password');
		await page.getByRole('button', { name: 'Continue', exact: true }).click();
		await expect(page.getByText(/Password is incorrect/).first()).toBeVisible();

		await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
		await page.getByRole('button', { name: 'Continue', exact: true }).click();
		await expect(page.getByRole('heading', { name: 'General' })).toBeVisible();
	}
);

test('a link into the app leads there after signing in', async ({ servers, device, newDevice }) => {
	await openSignedIn(servers, device);
	const link = device.page.getByRole('link', { name: 'General' }).first();
	const path = await link.getAttribute('href');

	const { page } = await newDevice();
	await page.goto(`${servers.url}${path}`);
	await signInByPassword(page, 'grace@example.com');
	await expect(page.getByRole('heading', { name: 'General' })).toBeVisible();
	expect(new URL(page.url()).pathname).toBe(path);
});
