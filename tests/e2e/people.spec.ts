import { expect, type Page } from '@playwright/test';
import { appOn, openSignedIn, send } from './app.ts';
import { test } from './two-people.ts';

const profileOn = (page: Page, name: string) => {
	const dialog = page.getByRole('dialog', { name });
	return {
		dialog,
		button: (label: string) => dialog.getByRole('button', { name: label, exact: true })
	};
};

test('a face opens a profile, from which one writes, mutes, reports and blocks', async ({
	ada,
	grace
}) => {
	await send(grace.page, 'Good morning');
	const { page } = ada;
	await expect(appOn(page).message('Good morning')).toBeVisible();
	const face = appOn(page).log.getByRole('button', { name: 'Grace Hopper' });
	const { dialog, button } = profileOn(page, 'Grace Hopper');
	await face.click();
	await expect(dialog.getByRole('link', { name: 'General' })).toBeVisible();
	await page.goBack();
	await expect(dialog).toHaveCount(0);
	await expect(appOn(page).message('Good morning')).toBeVisible();

	await face.click();
	await button('Report').click();
	await dialog.getByRole('textbox', { name: 'What is wrong?' }).fill('Too cheerful');
	await button('Send report').click();
	await expect(dialog.getByRole('status')).toContainText('Reported');
	await button('Back to the profile').click();

	await button('Message').click();
	await expect(page.getByRole('heading', { name: 'Grace Hopper', level: 1 })).toBeVisible();
	const atGrace = appOn(grace.page).conversations.getByRole('link', { name: 'Ada Lovelace' });
	await send(page, 'Only for you');
	await expect(atGrace).toContainText('Only for you');

	await page.getByRole('link', { name: 'Details' }).click();
	await page.getByRole('button', { name: 'Mute' }).click();
	const atAda = appOn(page).conversations.getByRole('link', { name: 'Grace Hopper' });
	await expect(atAda).toHaveAccessibleName(/Muted/);
	await page.getByRole('button', { name: 'Profile' }).click();
	await button('Unmute').click();
	await expect(button('Mute')).toBeVisible();
	await button('Block').click();
	await expect(dialog.getByRole('status')).toContainText('You have blocked this person');

	await atGrace.click();
	await expect(grace.page.getByRole('heading', { name: 'Ada Lovelace', level: 1 })).toBeVisible();
	await send(grace.page, 'Are you there?');
	await page.keyboard.press('Escape');
	await page.goto(new URL('/settings', page.url()).href);
	await expect(atAda).toContainText('Only for you');
	const blocked = page.getByRole('list', { name: 'Blocked people' });
	await blocked.getByRole('button', { name: 'Unblock Grace Hopper' }).click();
	await expect(blocked).toHaveCount(0);
	await send(grace.page, 'And now?');
	await expect(atAda).toContainText('And now?');
});

test('somebody new begins with people, and a link brings the next one', async ({
	servers,
	ada,
	newDevice
}) => {
	await send(ada.page, 'Is anybody new here?');
	const email = 'mary@example.com';
	await servers.control('clerk', 'create-user', { email, firstName: 'Mary' });
	const mary = await newDevice();
	const { page } = mary;
	await openSignedIn(servers, mary, email);
	// Without having joined it: she still begins with people.
	await page.goto(servers.url);
	await expect(page.getByRole('heading', { name: 'Write to somebody' })).toBeVisible();
	const people = page.getByRole('list', { name: 'People' });
	await expect(people.getByRole('button', { name: 'Ada Lovelace' })).toBeVisible();
	await page.getByRole('button', { name: 'Create link' }).click();
	const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();

	await ada.page.goto(link);
	await ada.page.getByRole('button', { name: 'Write a message' }).click();
	await expect(ada.page.getByRole('heading', { name: 'Mary', level: 1 })).toBeVisible();
	await expect(page.getByRole('heading', { name: 'Write to somebody' })).toBeVisible();
	await send(ada.page, 'Welcome');
	// What was open last is General.
	await appOn(page).conversations.getByRole('link', { name: 'Ada Lovelace' }).click();
	await expect(appOn(page).message('Welcome')).toBeVisible();

	await page.getByRole('button', { name: 'Open conversations' }).click();
	await page.getByRole('textbox', { name: 'Search open conversations' }).fill('gen');
	await page.getByRole('main').getByRole('button', { name: 'Join General' }).click();
	await expect(appOn(page).message('Is anybody new here?')).toBeVisible();
});
