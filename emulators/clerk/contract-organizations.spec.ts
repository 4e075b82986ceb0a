/** Clerk's own components for organisations, in browsers, against the local Clerk. */
import type { LoadedClerk } from '@clerk/shared/types';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test as base } from './contract.fixtures.ts';
import type { MountedClerk } from './contract.fixtures.ts';
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

const GRACE = { userId: 'user_local_grace' };
const NONE = { org_id: null, org_role: null, org_slug: null };

/** `test` with a second browser. */
const test = base.extend<{ otherContext: BrowserContext }>({
	otherContext: async ({ browser, clerk }, use) => {
		const context = await browser.newContext({ baseURL: clerk.origin });
		await use(context);
		await context.close();
	}
});

/** Opens the page of organisations as a user. */
async function openAs(email: string, clerk: MountedClerk, context: BrowserContext): Promise<Page> {
	await signIn(clerk, context, email);
	const page = await context.newPage();
	await page.goto('/organizations');
	await expect(who(page)).toHaveText(email);
	return page;
}

const organizationOf = (page: Page) => page.evaluate(() => Clerk.organization?.name);

/** The claims of a token that is made now. */
const claims = async (clerk: MountedClerk, page: Page) =>
	verify(clerk, await getToken(page, { skipCache: true }));

/** What clerk-js does when its window is looked at again. */
const lookAgain = (page: Page) => page.evaluate(() => Clerk.session?.touch());

const createOrganization = async (clerk: MountedClerk, name: string, userId = 'user_local_ada') =>
	clerk.control<{ organizationId: string }>('create-organization', { name, userId });

const openSwitcher = (page: Page) =>
	page.getByRole('button', { name: 'Open organization switcher' }).click();

/** Chooses in the switcher, which shows the organisation that is the active one. */
async function choose(page: Page, name: string): Promise<void> {
	await openSwitcher(page);
	await page.getByRole('button', { name }).click();
	await expect(page.getByRole('button', { name: 'Open organization switcher' })).toHaveText(
		new RegExp(name)
	);
}

async function manage(page: Page, tab: 'General' | 'Members'): Promise<void> {
	await openSwitcher(page);
	await page.getByRole('button', { name: 'Manage' }).click();
	await page.getByRole('button', { name: tab }).click();
}

test('one makes an organisation and invites another, who joins it', async ({
	clerk,
	context,
	otherContext
}) => {
	const ada = await openAs('ada@example.com', clerk, context);
	await openSwitcher(ada);
	await ada.getByRole('button', { name: 'Create organization' }).click();
	await ada.getByLabel('Name').fill('Analytical Society');
	await ada.getByRole('button', { name: 'Create organization' }).click();
	await ada.getByRole('textbox', { name: /name@example.com/ }).fill('Grace@Example.com');
	await ada.keyboard.press('Enter');
	await ada.getByRole('button', { name: 'Send invitations' }).click();
	await ada.getByRole('button', { name: 'Finish' }).click();
	expect(await organizationOf(ada)).toBe('Analytical Society');

	const grace = await openAs('grace@example.com', clerk, otherContext);
	await openSwitcher(grace);
	await grace.getByRole('button', { name: 'Join' }).click();
	await grace.getByRole('button', { name: 'Analytical Society' }).click();
	await expect.poll(() => organizationOf(grace)).toBe('Analytical Society');

	await ada.reload();
	await manage(ada, 'Members');
	await expect(ada.getByRole('tab', { name: 'Invitations' })).toHaveText('Invitations0');
	await expect(ada.getByRole('row', { name: 'Grace Hopper' })).toContainText('Member');

	const society = { org_id: expect.stringMatching(/^org_/) as unknown };
	const [adas, graces] = [await claims(clerk, ada), await claims(clerk, grace)];
	expect(adas).toMatchObject({ ...society, org_role: 'org:admin', org_slug: 'analytical-society' });
	expect(graces).toMatchObject({ org_id: adas.org_id, org_role: 'org:member' });
});

test('one switches between organisations and the personal account', async ({ clerk, context }) => {
	const { organizationId } = await createOrganization(clerk, 'Analytical Society');
	const other = await createOrganization(clerk, 'Royal Society');
	const ada = await openAs('ada@example.com', clerk, context);
	expect(await claims(clerk, ada)).toMatchObject(NONE);

	await choose(ada, 'Analytical Society');
	expect(await verify(clerk, await getToken(ada))).toMatchObject({
		org_id: organizationId,
		o: { id: organizationId, rol: 'admin', slg: 'analytical-society' }
	});
	await choose(ada, 'Royal Society');
	const template = await verify(clerk, await getToken(ada, { template: 'convex' }));
	expect(template).toMatchObject({ org_id: other.organizationId, org_role: 'org:admin' });
	await ada.reload();
	await expect.poll(() => organizationOf(ada)).toBe('Royal Society');

	await choose(ada, 'Personal account');
	const personal = await verify(clerk, await getToken(ada));
	expect(personal).toMatchObject(NONE);
	expect(personal.o).toBeUndefined();
});

test.describe('with another member', () => {
	let organizationId: string;
	test.beforeEach(async ({ clerk }) => {
		({ organizationId } = await createOrganization(clerk, 'Analytical Society'));
		await clerk.control('set-role', { organizationId, ...GRACE, role: 'org:member' });
	});

	test('a changed role is in the next token, and in the page that looks again', async ({
		clerk,
		context,
		otherContext
	}) => {
		const grace = await openAs('grace@example.com', clerk, otherContext);
		await choose(grace, 'Analytical Society');
		expect(await claims(clerk, grace)).toMatchObject({ org_role: 'org:member' });

		const ada = await openAs('ada@example.com', clerk, context);
		await choose(ada, 'Analytical Society');
		await manage(ada, 'Members');
		const row = ada.getByRole('row', { name: 'Grace Hopper' });
		await row.getByRole('button', { name: 'Member' }).click();
		await ada.getByRole('option', { name: 'Admin' }).click();
		await expect(row.getByRole('button', { name: 'Admin' })).toBeVisible();

		expect(await claims(clerk, grace)).toMatchObject({ org_role: 'org:admin' });
		await lookAgain(grace);
		const permission = { permission: 'org:sys_memberships:manage' } as const;
		expect(await grace.evaluate((one) => Clerk.session?.checkAuthorization(one), permission)).toBe(
			true
		);
	});

	test('one who is removed acts in none any more', async ({ clerk, context, otherContext }) => {
		const grace = await openAs('grace@example.com', clerk, otherContext);
		await choose(grace, 'Analytical Society');
		const ada = await openAs('ada@example.com', clerk, context);
		await choose(ada, 'Analytical Society');
		await manage(ada, 'Members');
		const row = ada.getByRole('row', { name: 'Grace Hopper' });
		await row.getByRole('menuitem', { name: 'Open menu' }).click();
		await ada.getByRole('menuitem', { name: 'Remove member' }).click();
		await expect(row).toBeHidden();

		expect(await claims(clerk, grace)).toMatchObject(NONE);
		await lookAgain(grace);
		await expect.poll(() => organizationOf(grace)).toBeUndefined();
	});

	test('one leaves, and the last one deletes it', async ({ clerk, context, otherContext }) => {
		const leave = async (page: Page, what: 'Leave' | 'Delete') => {
			await choose(page, 'Analytical Society');
			await manage(page, 'General');
			await page.getByRole('button', { name: `${what} organization` }).click();
			await page.getByLabel('Type "Analytical Society"').fill('Analytical Society');
			await page
				.getByRole('button', { name: `${what} organization` })
				.last()
				.click();
			await expect.poll(() => organizationOf(page)).toBeUndefined();
			expect(await claims(clerk, page)).toMatchObject(NONE);
		};
		await leave(await openAs('grace@example.com', clerk, otherContext), 'Leave');
		const ada = await openAs('ada@example.com', clerk, context);
		await leave(ada, 'Delete');
		expect(await ada.evaluate(() => Clerk.user?.organizationMemberships)).toEqual([]);
	});
});

test.describe('where everybody has to be in an organisation', () => {
	test.beforeEach(({ clerk }) => clerk.control('force-organization', { on: true }));

	/** Signs Ada in, who has something to do before she is. */
	async function signInToTask(page: Page): Promise<void> {
		await page.goto('/sign-in');
		await enterEmail(page, 'ada@example.com');
		await enterPassword(page, 'local-password');
		await expect(page).toHaveURL(/\/tasks\/choose-organization$/);
		expect(await stateOf(page)).toEqual(['pending', 'choose-organization', false]);
	}

	const stateOf = (page: Page) =>
		page.evaluate(() => [
			Clerk.session?.status,
			Clerk.session?.currentTask?.key ?? null,
			Clerk.isSignedIn
		]);

	test('a session is pending until an organisation was made', async ({ clerk, page }) => {
		await signInToTask(page);
		expect(await claims(clerk, page)).toMatchObject({ ...NONE, sts: 'pending' });
		await page.goto('/');
		await expect(who(page)).toHaveText('ada@example.com');
		expect(await stateOf(page)).toEqual(['pending', 'choose-organization', false]);

		await page.goto('/sign-in#/tasks/choose-organization');
		await page.getByLabel('Name').fill('Analytical Society');
		await continueWith(page);
		await expect(page).toHaveURL('/');
		await expect.poll(() => stateOf(page)).toEqual(['active', null, true]);
		expect(await claims(clerk, page)).toMatchObject({ org_role: 'org:admin', sts: 'active' });
	});

	test('a session is pending until an organisation was chosen', async ({ clerk, page }) => {
		await createOrganization(clerk, 'Analytical Society');
		await createOrganization(clerk, 'Royal Society');
		await signInToTask(page);
		await page.getByRole('button', { name: 'Royal Society' }).click();
		await expect(page).toHaveURL('/');
		await expect.poll(() => stateOf(page)).toEqual(['active', null, true]);
		expect(await organizationOf(page)).toBe('Royal Society');
	});
});

test.describe('what is refused', () => {
	test.use({ refusals: true });

	test('to act in an organisation of others', async ({ clerk, context }) => {
		const theirs = await createOrganization(clerk, 'Navy', GRACE.userId);
		const ada = await openAs('ada@example.com', clerk, context);
		const refusal = await ada.evaluate(
			(organization) =>
				Clerk.setActive({ organization }).catch(
					(reason: { errors: { code: string }[] }) => reason.errors[0]?.code
				),
			theirs.organizationId
		);
		expect(refusal).toBe('organization_not_found_or_unauthorized');
	});
});
