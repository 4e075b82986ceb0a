import { expect } from '../offline-kit/index.ts';
import { appOn, send } from './app.ts';
import { test } from './two-people.ts';

test.use({ sharesBrowser: true });

test('two people see each other’s messages without a reload', async ({ ada, grace }) => {
	await send(ada.page, 'Hello Grace');
	await expect(appOn(grace.page).message('Hello Grace')).toBeVisible();
	await expect(appOn(grace.page).log).toContainText('Ada Lovelace');
	await send(grace.page, 'Hello Ada');
	await expect(appOn(ada.page).message('Hello Ada')).toBeVisible();
	await expect(appOn(ada.page).messages).toHaveCount(2);
	await expect(appOn(ada.page).composer).toHaveValue('');
});

test('a conversation that one person makes opens for the other', async ({ ada, grace }) => {
	await ada.page.getByRole('button', { name: 'New conversation' }).click();
	await ada.page.getByRole('button', { name: 'New group' }).click();
	await ada.page.getByRole('textbox', { name: 'Name' }).fill('Reading group');
	await ada.page.getByRole('button', { name: 'Create' }).click();
	await expect(ada.page.getByRole('heading', { name: 'Reading group' })).toBeVisible();
	await send(ada.page, 'Which book first?');

	await appOn(grace.page).conversations.getByRole('link', { name: 'Reading group' }).click();
	await expect(appOn(grace.page).message('Which book first?')).toBeVisible();
	await appOn(grace.page).conversations.getByRole('link', { name: 'General' }).click();
	await expect(grace.page.getByRole('heading', { name: 'General' })).toBeVisible();
	await expect(appOn(grace.page).messages).toHaveCount(0);
});
