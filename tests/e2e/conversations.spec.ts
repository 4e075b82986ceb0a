import type { Page } from '@playwright/test';
import { expect } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { appOn, openSignedIn, send, untilInstalled } from './app.ts';
import { test } from './two-people.ts';
import { foundOn } from './read-device.ts';

test.use({ sharesBrowser: true });

const PHONE = { width: 360, height: 740 };

/** What a page shows and offers of conversations. */
function conversationsOn(page: Page) {
	const list = appOn(page).conversations;
	return {
		list,
		link: (name: string) => list.getByRole('link', { name }),
		title: (name: string) => page.getByRole('heading', { level: 1, name }),
		button: (name: string) => page.getByRole('button', { name }),
		details: page.getByRole('link', { name: 'Details' }),
		members: page.getByRole('list', { name: 'Members' })
	};
}

/** Fills in and sends the form for a new conversation. */
async function create(page: Page, name: string, who = 'Everyone'): Promise<void> {
	await page.getByRole('button', { name: 'New conversation' }).click();
	await page.getByRole('button', { name: 'New group' }).click();
	await page.getByRole('textbox', { name: 'Name' }).fill(name);
	await page.getByRole('radio', { name: who }).check();
	await page.getByRole('button', { name: 'Create' }).click();
}

/** Finds a person by the beginning of their name, and takes them. */
async function pick(page: Page, text: string, name: string): Promise<void> {
	await page.getByRole('textbox', { name: /Search people/ }).fill(text);
	await page.getByRole('list', { name: 'People' }).getByRole('button', { name }).click();
}

test('an open conversation is found, joined, left and deleted', async ({ ada, grace }) => {
	await create(ada.page, 'Reading group');
	await expect(conversationsOn(ada.page).title('Reading group')).toBeVisible();
	await send(ada.page, 'Which book first?');
	await expect(conversationsOn(ada.page).link('Reading group')).toContainText(
		'You: Which book first?'
	);

	const graces = conversationsOn(grace.page);
	await graces.list.getByRole('button', { name: 'Join Reading group' }).click();
	await expect(graces.list.getByRole('button', { name: 'Join Reading group' })).toHaveCount(0);
	await graces.link('Reading group').click();
	await expect(appOn(grace.page).message('Which book first?')).toBeVisible();
	await graces.details.click();
	await expect(graces.members.getByRole('listitem')).toHaveText([
		/Ada Lovelace.*Owner/,
		/Grace.*You/
	]);
	await expect(graces.button('Delete conversation')).toHaveCount(0);
	await graces.button('Leave').click();
	await grace.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
	await expect(graces.list.getByRole('button', { name: 'Join Reading group' })).toBeVisible();

	await graces.link('Reading group').click();
	const adas = conversationsOn(ada.page);
	await adas.details.click();
	await expect(adas.members.getByRole('listitem')).toHaveCount(1);
	await ada.page.getByRole('textbox', { name: 'Name' }).fill('Book club');
	await adas.button('Rename').click();
	await expect(adas.link('Book club')).toBeVisible();
	await expect(graces.title('Book club')).toBeVisible();

	await adas.button('Delete conversation').click();
	await ada.page.keyboard.press('Escape');
	await expect(ada.page.getByRole('dialog')).toHaveCount(0);
	await adas.button('Delete conversation').click();
	await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
	await expect(adas.link('Book club')).toHaveCount(0);
	await expect(grace.page.getByRole('alert')).toContainText('Book club was deleted.');
});

test('a conversation that is made with no network waits, and is made when it is back', async ({
	servers,
	device: ada,
	newDevice
}) => {
	const other = await newDevice();
	await openSignedIn(servers, other, 'ada@example.com');
	const { page } = ada;
	await page.setViewportSize(PHONE);
	await openSignedIn(servers, ada);
	await untilInstalled(page);
	await ada.goOffline('switched-off');
	await page.goto(`${servers.url}/new`);
	await page.getByRole('button', { name: 'New group' }).click();
	await page.getByRole('textbox', { name: 'Name' }).fill('Underground');
	await page.getByRole('button', { name: 'Create' }).click();
	const { title, link } = conversationsOn(page);
	await expect(title('Underground')).toBeVisible();
	await expect(page.getByRole('main').getByText('Saved on this device')).toBeVisible();
	await expect(appOn(page).composer).toHaveCount(0);

	await page.reload();
	await expect(title('Underground')).toBeVisible();
	await page.getByRole('link', { name: 'Conversations' }).click();
	await expect(link('Underground')).toContainText('Saved on this device');
	await link('Underground').click();
	await expect(page).toHaveURL(/\/c\//);
	const addressBefore = page.url();

	await ada.goOnline();
	await expect(appOn(page).composer).toBeVisible();
	expect(page.url()).not.toBe(addressBefore);
	await send(page, 'Above ground');
	await page.getByRole('link', { name: 'Conversations' }).click();
	await expect(link('Underground')).toHaveCount(1);
	const grace = await newDevice();
	await openSignedIn(servers, grace, 'grace@example.com');
	await expect(conversationsOn(grace.page).link('Underground')).toHaveCount(1);

	// The address from before is its maker's on their other devices too.
	await other.page.goto(addressBefore);
	await expect(appOn(other.page).message('Above ground')).toBeVisible();
	expect(new URL(other.page.url()).pathname).toMatch(/^\/c\/\w+$/);
	await grace.page.goto(addressBefore);
	await expect(grace.page.getByRole('alert')).toContainText(
		'does not exist, or you may not read it'
	);
});

test('two people have one conversation between them', async ({ ada, grace }) => {
	await conversationsOn(ada.page).button('New conversation').click();
	await pick(ada.page, 'gra', 'Grace Hopper');
	await expect(conversationsOn(ada.page).title('Grace Hopper')).toBeVisible();
	await send(ada.page, 'Only for you');

	await expect(conversationsOn(grace.page).link('Ada Lovelace')).toContainText('Only for you');
	await conversationsOn(grace.page).button('New conversation').click();
	await pick(grace.page, 'Ada', 'Ada Lovelace');
	await expect(appOn(grace.page).message('Only for you')).toBeVisible();
	await expect(conversationsOn(grace.page).link('Ada Lovelace')).toHaveCount(1);
});

test('who is invited may accept, and who is removed reads no more', async ({
	servers,
	ada,
	grace
}) => {
	await create(ada.page, 'Compiler', 'By invitation');
	await send(ada.page, 'Between us');
	const adas = conversationsOn(ada.page);
	const graces = conversationsOn(grace.page);
	const path = new URL(ada.page.url()).pathname;
	await expect(graces.list.getByText('Compiler')).toHaveCount(0);
	await grace.page.goto(servers.url + path);
	await expect(grace.page.getByRole('alert')).toContainText(
		'does not exist, or you may not read it'
	);

	await adas.details.click();
	await pick(ada.page, 'grace', 'Grace Hopper');
	await expect(ada.page.getByText('Grace Hopper is invited.')).toBeVisible();
	await expect(graces.list.getByText('Ada Lovelace invites you')).toBeVisible();
	await graces.list.getByRole('button', { name: 'Accept the invitation to Compiler' }).click();
	await graces.link('Compiler').click();
	await expect(appOn(grace.page).message('Between us')).toBeVisible();
	await expect.poll(() => foundOn(grace, ['Between us'])).toEqual(['Between us']);

	await adas.members.getByRole('button', { name: 'Remove Grace Hopper' }).click();
	await ada.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
	await expect(adas.members.getByRole('listitem')).toHaveCount(1);
	await expect(grace.page.getByRole('alert')).toContainText(
		'You are no longer a member of Compiler.'
	);
	await expect(graces.list.getByText('Compiler')).toHaveCount(0);
	await expect(grace.page.getByText('Between us')).toHaveCount(0);
	await expect.poll(() => foundOn(grace, ['Between us'])).toEqual([]);
});

test('an invitation may be declined', onlyInAll(), async ({ ada, grace }) => {
	await create(ada.page, 'Compiler', 'By invitation');
	await conversationsOn(ada.page).details.click();
	await pick(ada.page, 'grace', 'Grace Hopper');
	const { list } = conversationsOn(grace.page);
	await list.getByRole('button', { name: 'Decline the invitation to Compiler' }).click();
	await expect(list.getByText('Compiler')).toHaveCount(0);
	await grace.page.reload();
	await expect(list.getByRole('link', { name: 'General' })).toBeVisible();
	await expect(list.getByText('Compiler')).toHaveCount(0);
});

test(
	'on a phone, back from a conversation is the list',
	onlyInAll(),
	async ({ servers, device }) => {
		const { page } = device;
		await page.setViewportSize(PHONE);
		await openSignedIn(servers, device);
		await page.getByRole('link', { name: 'Conversations' }).click();
		const { link, title } = conversationsOn(page);
		await link('General').click();
		await expect(title('General')).toBeVisible();
		await page.goBack();
		await expect(link('General')).toBeVisible();
		await page.goForward();
		await conversationsOn(page).details.click();
		await expect(page.getByRole('heading', { level: 2, name: 'General' })).toBeVisible();
		await page.goBack();
		await expect(title('General')).toBeVisible();
	}
);

test(
	'what is written and not sent is marked as a draft',
	onlyInAll(),
	async ({ servers, device }) => {
		const { page } = device;
		await openSignedIn(servers, device);
		await appOn(page).composer.fill('Half a thought');
		await create(page, 'Elsewhere');
		await expect(conversationsOn(page).title('Elsewhere')).toBeVisible();
		await expect(conversationsOn(page).link('General')).toContainText('Draft Half a thought');
		await conversationsOn(page).link('General').click();
		await expect(appOn(page).composer).toHaveValue('Half a thought');
		await expect(conversationsOn(page).link('General')).not.toContainText('Draft');
	}
);

test('without a connection, a conversation that was never opened shows its messages', async ({
	ada,
	grace
}) => {
	await conversationsOn(grace.page).button('New conversation').click();
	await pick(grace.page, 'Ada', 'Ada Lovelace');
	await send(grace.page, 'Which book first?');
	const { link, title } = conversationsOn(ada.page);
	await expect(link('Grace Hopper')).toBeVisible();
	await untilInstalled(ada.page);
	const id = (await link('Grace Hopper').getAttribute('href'))?.replace('/c/', '');
	// As a key stands in the text of everything that the device keeps.
	const key = `messages:list({\\"conversationId\\":\\"${id}`;
	await expect.poll(() => foundOn(ada, [key])).toHaveLength(1);
	await ada.goOffline('switched-off');
	await expect(appOn(ada.page).connection).toContainText('Offline');
	await link('Grace Hopper').click();
	await expect(title('Grace Hopper')).toBeVisible();
	await expect(appOn(ada.page).message('Which book first?')).toBeVisible();
	await appOn(ada.page).composer.fill('The short one');
	await appOn(ada.page).composer.press('Enter');
	await expect(appOn(ada.page).message('The short one')).toContainText('Saved on this device');

	await ada.goOnline();
	await expect(appOn(grace.page).message('The short one')).toBeVisible({ timeout: 90_000 });
});
