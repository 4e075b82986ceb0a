/**
 * `npm run screenshots`: every screen at three widths, light and dark, and the main ones from right to
 * left, in `screenshots/`, which git ignores.
 */
import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '../offline-kit/index.ts';
import { act, appOn, openActions, openSignedIn, send, untilInstalled } from '../e2e/app.ts';
import { openScreen, signedInScreens, SIGNED_OUT_SCREENS } from '../screens.ts';
import { alterPending } from '../e2e/alter-kept.ts';
import { talk } from './talk.ts';

const FOLDER = 'screenshots';
const WIDTHS = { phone: [360, 740], tablet: [800, 1024], desktop: [1280, 800] } as const;
/** What shows that all of a screen has come, where that is more than its heading. */
const COMPLETE: Partial<Record<string, string>> = {
	conversation: '[role=log] article',
	details: 'ul[aria-labelledby=members-title] li',
	search: 'mark',
	settings: 'text=Space used'
};
/** The screens that are taken from right to left too. */
const MAIN = ['conversation', 'conversations', 'settings'];
const SCHEMES = ['light', 'dark'] as const;

/** Takes the page as it is now, at each width and in both themes. */
async function shoot(page: Page, name: string): Promise<void> {
	await mkdir(FOLDER, { recursive: true });
	for (const scheme of SCHEMES) {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
		for (const [width, [w, h]] of Object.entries(WIDTHS)) {
			await page.setViewportSize({ width: w, height: h });
			await page.screenshot({
				path: `${FOLDER}/${name}-${width}-${scheme}.png`,
				animations: 'disabled'
			});
		}
	}
}

/** Makes a conversation that is open to everyone, and opens it. */
async function make(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name: 'New conversation' }).click();
	await page.getByRole('button', { name: 'New group' }).click();
	await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
	await expect(appOn(page).composer).toBeVisible();
}

test('every screen', async ({ servers, device: ada, newDevice }) => {
	const stranger = await newDevice();
	for (const { path, name } of SIGNED_OUT_SCREENS) {
		await stranger.page.goto(servers.url + path);
		await expect(stranger.page.getByLabel('Email address')).toBeVisible();
		await shoot(stranger.page, name);
	}
	await untilInstalled(stranger.page);

	const grace = await newDevice();
	await openSignedIn(servers, ada, 'ada@example.com');
	await shoot(ada.page, 'empty');
	await openSignedIn(servers, grace, 'grace@example.com');
	await untilInstalled(ada.page);
	await talk(ada, grace);
	const newcomer = await newDevice();
	await servers.control('clerk', 'create-user', { email: 'mary@example.com' });
	await openSignedIn(servers, newcomer, 'mary@example.com');
	await expect(newcomer.page.getByRole('button', { name: 'Skip' })).toBeVisible();
	await shoot(newcomer.page, 'name');
	await newcomer.page.close();
	await act(ada.page, 'the point of it', '👍');
	await act(grace.page, 'the whole way', 'Reply');
	await send(grace.page, 'The times are at https://example.com/timetable.');
	await expect(appOn(ada.page).message('timetable')).toBeVisible();
	await shoot(ada.page, 'reply-and-reaction');
	await make(grace.page, 'Book club');
	await send(grace.page, 'What shall we read next?');
	await make(ada.page, 'Timetables');
	await expect(appOn(ada.page).conversations.getByText('Book club')).toBeVisible();
	await ada.page.goto(servers.url);
	await appOn(ada.page).conversations.getByRole('link', { name: 'General' }).click();
	await expect(ada.page.getByRole('heading', { name: 'General', level: 1 })).toBeVisible();
	await appOn(ada.page).accountButton.click();
	await shoot(ada.page, 'account-menu');
	await ada.page.keyboard.press('Escape');
	for (const screen of (await signedInScreens(ada.page)).filter(({ sameAs }) => !sameAs)) {
		await openScreen(ada.page, servers.url, screen);
		await expect(ada.page.locator(COMPLETE[screen.name] ?? 'h1').first()).toBeVisible();
		await shoot(ada.page, screen.name);
	}
	await ada.page.goto(`${servers.url}/settings`);
	await ada.page.getByRole('button', { name: 'Sign out everywhere' }).scrollIntoViewIfNeeded();
	await ada.page.getByText('What changed').click();
	await ada.page.getByText('Licences', { exact: true }).click();
	await expect(ada.page.getByText(/^svelte \d/)).toBeVisible();
	await shoot(ada.page, 'settings-about');
	await ada.page.goto(servers.url);
	const { composer, message, accountButton, accountMenu, signOut } = appOn(ada.page);
	const actions = await openActions(ada.page, 'tonight');
	await shoot(ada.page, 'message-actions');
	await actions.getByRole('menuitem', { name: 'Edit' }).click();
	await shoot(ada.page, 'editing');
	await composer.press('Escape');
	await act(ada.page, 'two places', 'Delete');
	await expect(message('You deleted this message')).toContainText('Sent');
	await composer.fill(`What if the message were very long? ${'It goes on. '.repeat(340)}`);
	await expect(ada.page.getByRole('button', { name: /^Split into/ })).toBeVisible();
	await shoot(ada.page, 'too-long');
	await servers.control('convex', 'refuse', { on: true });
	await composer.fill('Of an older version');
	await composer.press('Enter');
	await expect(message('Of an older version')).toContainText('Saved on this device');
	// This version takes no such text, and an older one did.
	await alterPending(ada, servers, (entry: { args: { body: string } }) => {
		entry.args.body = `What if the message were very long? ${'It goes on. '.repeat(340)}`;
		return entry;
	});
	await servers.control('convex', 'refuse', { on: false });
	await ada.page.goto(servers.url);
	await expect(message('Not sent')).toBeVisible();

	await servers.kill();
	await ada.page.goto(servers.url);
	await expect(appOn(ada.page).connection).toContainText('as of');
	for (const text of ['Underground again.', 'This goes when I am back above ground.']) {
		await composer.fill(text);
		await composer.press('Enter');
		await expect(message(text)).toContainText('Saved on this device');
	}
	await shoot(ada.page, 'offline');
	await accountButton.click();
	await shoot(ada.page, 'account-menu-offline');
	await signOut.click();
	await shoot(ada.page, 'sign-out');
	await ada.page.getByRole('button', { name: 'Cancel' }).click();
	await accountButton.click();
	await accountMenu.getByRole('menuitem', { name: /Unsent/ }).click();
	await expect(ada.page.getByRole('list', { name: 'Unsent messages' })).toBeVisible();
	await shoot(ada.page, 'unsent-offline');
	await stranger.page.goto(servers.url);
	await expect(stranger.page.getByText('You need a connection to sign in.')).toBeVisible();
	await shoot(stranger.page, 'offline-signed-out');
});

test('the main screens from right to left', async ({ servers, device: ada, newDevice }) => {
	const grace = await newDevice();
	await openSignedIn(servers, ada, 'ada@example.com');
	await openSignedIn(servers, grace, 'grace@example.com');
	await untilInstalled(ada.page);
	await talk(ada, grace);
	await ada.page.evaluate(() => {
		localStorage.setItem('preferences', JSON.stringify({ theme: 'system', language: 'ar' }));
	});
	const screens = await signedInScreens(ada.page);
	for (const screen of screens.filter(({ name }) => MAIN.includes(name))) {
		await openScreen(ada.page, servers.url, screen);
		await shoot(ada.page, `rtl-${screen.name}`);
	}
	await servers.kill();
	await ada.page.goto(servers.url);
	await expect(ada.page.getByRole('status', { name: 'الاتصال' })).toContainText('حتى');
	const composer = ada.page.getByRole('textbox', { name: 'رسالة' });
	await composer.fill('أكتب لك من القطار.');
	await composer.press('Enter');
	await expect(ada.page.getByRole('log')).toContainText('محفوظة على هذا الجهاز');
	await ada.page.getByRole('button', { name: 'الحساب' }).click();
	await shoot(ada.page, 'rtl-offline');
});
