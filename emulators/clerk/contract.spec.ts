/** The real clerk-js and Clerk's UI, in a browser, against the local Clerk. */
import type { LoadedClerk } from '@clerk/shared/types';
import type { Page } from '@playwright/test';
import { expect, test } from './contract.fixtures.ts';
import {
	continueWith,
	enterEmail,
	enterPassword,
	getToken,
	signIn,
	verify,
	who
} from './contract.steps.ts';

/** Only in functions that run in the page. */
declare const Clerk: LoadedClerk;

const enterCode = (page: Page, code: string) =>
	page.getByLabel('Enter verification code').pressSequentially(code);

/** What Clerk's UI says is wrong. */
const complaint = (page: Page, text: string) =>
	page.getByTestId('form-feedback-error').filter({ hasText: text });

test.describe('sign-up', () => {
	test('takes an address, a password, a name and the code', async ({ page }) => {
		await page.goto('/sign-up');
		await page.getByLabel('First name').fill('Katherine');
		await page.getByLabel('Last name').fill('Johnson');
		await page.getByLabel('Email address').fill('katherine@example.com');
		await enterPassword(page, 'a long password');
		await enterCode(page, '424242');

		await expect(who(page)).toHaveText('katherine@example.com');
		expect(await page.evaluate(() => Clerk.user?.fullName)).toBe('Katherine Johnson');
	});
});

test.describe('sign-in', () => {
	test('takes a password', async ({ page }) => {
		await page.goto('/sign-in');
		await enterEmail(page, 'ada@example.com');
		await enterPassword(page, 'local-password');

		await expect(who(page)).toHaveText('ada@example.com');
	});

	test('takes the code in an e-mail', async ({ page }) => {
		await page.goto('/sign-in');
		await enterEmail(page, 'Grace@Example.com');
		await page.getByRole('link', { name: 'Use another method' }).click();
		await page.getByRole('button', { name: 'Email code to grace@example.com' }).click();
		await enterCode(page, '424242');

		await expect(who(page)).toHaveText('grace@example.com');
	});

	test('lasts over a reload, and until sign-out', async ({ page, clerk, context }) => {
		await signIn(clerk, context, 'ada@example.com');
		await page.goto('/');
		await expect(who(page)).toHaveText('ada@example.com');
		await page.reload();
		await expect(who(page)).toHaveText('ada@example.com');

		await page.getByRole('button', { name: 'Open user menu' }).click();
		// Clerk then goes to the page for those who have signed out.
		const next = page.waitForEvent('load');
		await page.getByRole('button', { name: 'Sign out' }).click();
		await next;
		await expect(who(page)).toHaveText('nobody');
	});
});

test.describe('what is refused', () => {
	test.use({ refusals: true });

	test('an unknown user, a wrong password and a wrong code at sign-in', async ({ page }) => {
		await page.goto('/sign-in');
		await enterEmail(page, 'nobody@example.com');
		await expect(complaint(page, "Couldn't find your account.")).toBeVisible();

		await enterEmail(page, 'ada@example.com');
		await enterPassword(page, 'not the password');
		await expect(complaint(page, 'Password is incorrect')).toBeVisible();

		await page.getByRole('link', { name: 'Use another method' }).click();
		await page.getByRole('button', { name: /Email code/ }).click();
		await enterCode(page, '000000');
		await expect(complaint(page, 'Incorrect code')).toBeVisible();
		await expect(who(page)).toHaveText('nobody');
	});

	test('a weak password, an address that is taken and a wrong code at sign-up', async ({
		page
	}) => {
		await page.goto('/sign-up');
		await page.getByLabel('Email address').fill('mary@example.com');
		await enterPassword(page, 'short');
		await expect(complaint(page, '8 or more characters')).toBeVisible();

		await page.getByLabel('Email address').fill('ada@example.com');
		await enterPassword(page, 'a long password');
		await expect(complaint(page, 'That email address is taken')).toBeVisible();

		await page.getByLabel('Email address').fill('mary@example.com');
		await continueWith(page);
		await enterCode(page, '111111');
		await expect(complaint(page, 'Incorrect code')).toBeVisible();
		await expect(who(page)).toHaveText('nobody');
	});

	test('weak passwords also when the page has not checked them', async ({ page }) => {
		await page.goto('/');
		await expect(who(page)).toHaveText('nobody');
		const error = await page.evaluate(() =>
			Clerk.client.signUp
				.create({ emailAddress: 'mary@example.com', password: 'short' })
				.catch((reason: { errors: { code: string }[] }) => reason.errors[0]?.code)
		);
		expect(error).toBe('form_password_length_too_short');
	});

	test('templates other than convex', async ({ page, clerk, context }) => {
		await signIn(clerk, context, 'ada@example.com');
		await page.goto('/');
		await expect(who(page)).toHaveText('ada@example.com');
		await expect(getToken(page, { template: 'other' })).rejects.toThrow('No JWT template');
	});

	test('a session that was revoked, and a user who was deleted', async ({
		page,
		clerk,
		context
	}) => {
		const { sessionId } = await signIn(clerk, context, 'ada@example.com');
		await page.goto('/');
		await expect(who(page)).toHaveText('ada@example.com');
		await clerk.control('revoke-session', { sessionId });
		await expect(getToken(page, { skipCache: true })).rejects.toThrow();
		await expect(who(page)).toHaveText('nobody');

		const { userId } = await signIn(clerk, context, 'grace@example.com');
		await page.goto('/');
		await expect(who(page)).toHaveText('grace@example.com');
		await clerk.control('delete-user', { userId });
		await expect(getToken(page, { skipCache: true })).rejects.toThrow();
		await expect(who(page)).toHaveText('nobody');
	});
});

test('two accounts in one browser can be switched and signed out of one by one', async ({
	page,
	clerk,
	context
}) => {
	await signIn(clerk, context, 'ada@example.com');
	await page.goto('/');
	await page.getByRole('button', { name: 'Open user menu' }).click();
	await page.getByRole('button', { name: 'Add account' }).click();
	await enterEmail(page, 'grace@example.com');
	await enterPassword(page, 'local-password');
	await expect(who(page)).toHaveText('grace@example.com');

	await page.getByRole('button', { name: 'Open user menu' }).click();
	await page.getByRole('button', { name: /Ada Lovelace/ }).click();
	await expect(who(page)).toHaveText('ada@example.com');
	await page.reload();
	await expect(who(page)).toHaveText('ada@example.com');

	await page.evaluate(() => Clerk.signOut(() => {}, { sessionId: Clerk.session?.id ?? '' }));
	await page.reload();
	await expect(who(page)).toHaveText('grace@example.com');
	await page.evaluate(() => Clerk.signOut(() => {}));
	await expect(who(page)).toHaveText('nobody');
});

test('a changed profile is in the next token', async ({ page, clerk, context }) => {
	await signIn(clerk, context, 'ada@example.com');
	await page.goto('/');
	await expect(who(page)).toHaveText('ada@example.com');
	await page.evaluate(() => Clerk.user?.update({ firstName: 'Augusta', lastName: 'King' }));
	expect(await page.evaluate(() => Clerk.user?.fullName)).toBe('Augusta King');

	const claims = await verify(clerk, await getToken(page, { skipCache: true }));
	expect(claims).toMatchObject({ name: 'Augusta King' });
	const picture = await page.request.get(String(claims.picture));
	expect(await picture.text()).toContain('>AK<');
});

test('tokens carry what Convex reads, and can be checked by discovery', async ({
	page,
	clerk,
	context
}) => {
	const { userId, sessionId } = await signIn(clerk, context, 'ada@example.com');
	await page.goto('/');
	await expect(who(page)).toHaveText('ada@example.com');
	const identity = {
		sub: userId,
		azp: clerk.origin,
		name: 'Ada Lovelace',
		email: 'ada@example.com',
		picture: expect.stringContaining(`${clerk.origin}/__clerk/`) as unknown
	};

	const session = await verify(clerk, await getToken(page));
	expect(session).toMatchObject({ ...identity, sid: sessionId, sts: 'active', v: 2 });
	expect(session.exp! - session.iat!).toBe(60);

	const template = await verify(clerk, await getToken(page, { template: 'convex' }));
	expect(template).toMatchObject(identity);
});

test('a token that is about to expire is replaced', async ({ page, clerk, context }) => {
	await clerk.control('token-life', { seconds: 3 });
	await signIn(clerk, context, 'ada@example.com');
	await page.goto('/');
	await expect(who(page)).toHaveText('ada@example.com');
	const first = await getToken(page);
	await expect.poll(() => getToken(page)).not.toBe(first);
});

test('a restart of the local Clerk signs nobody out', async ({ page, clerk, context }) => {
	await signIn(clerk, context, 'ada@example.com');
	await page.goto('/');
	await expect(who(page)).toHaveText('ada@example.com');
	const before = await getToken(page);

	await clerk.restart();
	await page.reload();
	await expect(who(page)).toHaveText('ada@example.com');
	await verify(clerk, before);
	await verify(clerk, await getToken(page, { skipCache: true }));
});
