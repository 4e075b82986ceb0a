import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../offline-kit/index.ts';
import { onlyInAll } from '../only-in-all.ts';
import { OF_CLERK, openScreen, signedInScreens, SIGNED_OUT_SCREENS } from '../screens.ts';
import { appOn, openActions, openSignedIn, send } from './app.ts';

test.use({ sharesBrowser: true });

interface Look {
	language: 'ar' | 'en';
	theme: 'dark' | 'light';
}

/** Each language and each theme is in both halves; together they are all that there is. */
const LOOKS: readonly (readonly Look[])[] = [
	[
		{ language: 'ar', theme: 'dark' },
		{ language: 'en', theme: 'light' }
	],
	[
		{ language: 'ar', theme: 'light' },
		{ language: 'en', theme: 'dark' }
	]
];
const PHONE = { width: 360, height: 740 };
/** What a phone lays out otherwise, and not only smaller. */
const LAID_OUT_FOR_A_PHONE = ['home', 'conversations', 'settings'];

/** What axe finds on the page as it is now, in words. */
async function violationsOn(page: Page): Promise<string[]> {
	// Colours that are on their way from one theme to the other are none that anyone reads.
	await page.evaluate(async () => {
		const isFinite = ({ effect }: Animation) => effect?.getComputedTiming().endTime !== Infinity;
		const running = document.getAnimations().filter(isFinite);
		await Promise.allSettled(running.map(({ finished }) => finished));
	});
	// The other mode puts the results together in a further window: for frames of other origins.
	const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`)
	);
}

/**
 * Shows the page in these languages and themes, which are chosen in another tab.
 */
async function eachLook(
	looks: readonly Look[],
	other: Page,
	page: Page,
	check: (name: string) => Promise<void>
) {
	for (const { language, theme } of looks) {
		const root = page.locator(`html[lang=${language}][data-theme=${theme}]`);
		// Until the app runs, it does not hear of it.
		await expect(async () => {
			await other.evaluate((chosen) => {
				localStorage.removeItem('preferences');
				localStorage.setItem('preferences', chosen);
			}, JSON.stringify({ theme, language }));
			await expect(root).toBeAttached({ timeout: 1_000 });
		}).toPass();
		await check(`${language}, ${theme}`);
	}
}

for (const [index, looks] of LOOKS.entries()) {
	const names = looks.map(({ language, theme }) => `${language}, ${theme}`).join(' and ');

	test(
		`axe finds nothing on any screen: ${names}`,
		onlyInAll(index > 0),
		async ({ servers, device, newDevice }) => {
			const { page, context } = device;
			const grace = await newDevice();
			await openSignedIn(servers, grace, 'grace@example.com');
			await send(grace.page, 'See https://example.com');

			const [signIn] = SIGNED_OUT_SCREENS;
			await page.goto(servers.url + signIn?.path);
			const other = await context.newPage();
			await other.goto(`${servers.url}/manifest.webmanifest`);
			const look = (screen: string, before?: () => Promise<void>) =>
				eachLook(looks, other, page, async (name) => {
					await before?.();
					expect(await violationsOn(page), `${screen}, ${name}`).toEqual([]);
				});
			await look('sign-in', async () => {
				await page.reload();
				// Clerk’s form speaks the language too.
				await expect(page.getByRole('textbox')).toBeVisible();
			});
			await openSignedIn(servers, device);
			await send(page, 'An answer');
			const { message, accountButton, composer, connection, log } = appOn(page);
			await expect(message('See https')).toBeVisible();
			await openActions(page, 'An answer');
			await look('message actions');
			await page.keyboard.press('Escape');
			await accountButton.click();
			await look('account menu');
			await page.keyboard.press('Escape');
			const screens = await signedInScreens(page);
			for (const screen of screens.filter(({ sameAs }) => !sameAs)) {
				await openScreen(page, servers.url, screen);
				await look(screen.name);
			}
			await page.setViewportSize(PHONE);
			for (const screen of screens.filter(({ name }) => LAID_OUT_FOR_A_PHONE.includes(name))) {
				await openScreen(page, servers.url, screen);
				await look(`${screen.name} on a phone`);
			}
			await device.goOffline('switched-off');
			await page.goto(servers.url);
			await expect(connection).toContainText('Offline');
			await composer.fill('Underground');
			await page.keyboard.press('Enter');
			await expect(log).toContainText('Saved on this device');
			await look('offline');
			await accountButton.click();
			await page.getByRole('menuitem', { name: 'Sign out' }).click();
			await expect(page.getByRole('dialog')).toBeVisible();
			await look('sign-out');
		}
	);
}

test(
	'a new message of somebody else’s is announced politely and once, one’s own never',
	onlyInAll(),
	async ({ servers, device: ada, newDevice }) => {
		const grace = await newDevice();
		await openSignedIn(servers, grace, 'grace@example.com');
		await send(grace.page, 'before');
		await openSignedIn(servers, ada);
		await expect(appOn(ada.page).message('before')).toBeVisible();
		// It is loaded after the messages.
		await expect(ada.page.locator('#app [aria-live=polite]')).toBeAttached();
		const heard = await ada.page.evaluateHandle(() => {
			const said: string[] = [];
			const regions = [
				...document.querySelectorAll('[aria-live]:not([aria-live=off]), [role=log]')
			];
			for (const region of regions.filter((one) => one.getAttribute('aria-live') !== 'off')) {
				new MutationObserver((changes) => {
					for (const { addedNodes } of changes) {
						for (const { textContent } of addedNodes) if (textContent) said.push(textContent);
					}
				}).observe(region, { childList: true, subtree: true });
			}
			return said;
		});
		await send(ada.page, 'mine');
		await send(grace.page, 'first');
		await expect(appOn(ada.page).message('first')).toBeVisible();
		await send(grace.page, 'second');
		await expect(appOn(ada.page).message('second')).toBeVisible();
		await expect
			.poll(() => heard.evaluate((said) => said))
			.toEqual(
				['New message from Grace', 'New message from Grace'].map((one) =>
					expect.stringContaining(one)
				)
			);
	}
);

test('everything can be done by keyboard alone, and one sees where one is', async ({
	servers,
	device
}) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await send(page, 'to be edited');
	const { composer, message, accountButton, accountMenu } = appOn(page);
	const focused = () =>
		page.evaluate(() => {
			const one = document.activeElement;
			if (!one || one === document.body) return { name: '', isSeen: true };
			const shown = one.closest('.row') ?? one;
			return {
				name: one.getAttribute('aria-label') ?? one.textContent?.trim() ?? '',
				isSeen: [one, shown].some((each) => getComputedStyle(each).outlineStyle !== 'none')
			};
		});
	await page.evaluate(() => {
		if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
	});
	const passed: string[] = [];
	while (passed.at(-1) !== 'Message' && passed.length < 20) {
		await page.keyboard.press('Tab');
		const { name, isSeen } = await focused();
		expect(isSeen, `${name} shows that it has the focus`).toBe(true);
		passed.push(name);
	}
	const names = ['New conversation', 'General', 'Account', 'Messages, scrollable', 'Message'];
	for (const name of names) {
		expect(passed).toContainEqual(expect.stringContaining(name));
	}

	await accountButton.focus();
	await page.keyboard.press('Enter');
	await expect(accountMenu.getByRole('menuitem').first()).toBeFocused();
	await page.keyboard.press('End');
	await expect(accountMenu.getByRole('menuitem', { name: 'Sign out' })).toBeFocused();
	await page.keyboard.press('ArrowDown');
	await expect(accountMenu.getByRole('menuitem').first()).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(accountMenu).toBeHidden();
	await expect(accountButton).toBeFocused();

	await page.getByRole('group', { name: 'Messages, scrollable' }).focus();
	await page.keyboard.press('ArrowUp');
	await expect(message('to be edited')).toBeFocused();
	await page.keyboard.press('Enter');
	const actions = page.getByRole('menu', { name: 'Message actions' });
	await expect(actions.getByRole('menuitem').first()).toBeFocused();
	// Above "Delete", the last one, is "Edit".
	for (const key of ['End', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
	await expect(composer).toBeFocused();
	await page.keyboard.press('End');
	await page.keyboard.type(' by keyboard');
	await page.keyboard.press('Enter');
	await expect(message('to be edited by keyboard')).toContainText('edited');

	const newButton = page.getByRole('button', { name: 'New conversation' });
	await newButton.focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('textbox', { name: 'Search people' })).toBeFocused();
	await page.goBack();
	await expect(message('to be edited by keyboard')).toBeVisible();
});

/** The zone in which a time is the longest that there is: its hour is 12. */
function zoneWhereItIsNoon(time: string): string {
	const behind = new Date(time).getUTCHours() - 12;
	// Its sign is the other way round than people write it.
	return `Etc/GMT${behind < 0 ? '' : '+'}${behind}`;
}

test('at twice the size on a phone nothing is cut off or needs scrolling sideways', async ({
	servers,
	device
}) => {
	const { page, context } = device;
	await openSignedIn(servers, device);
	const LONG = 'A message that is longer than the line that it stands on';
	await send(page, LONG);
	const sentAt = await appOn(page).message(LONG).locator('time').getAttribute('datetime');
	const session = await context.newCDPSession(page);
	await session.send('Emulation.setTimezoneOverride', {
		timezoneId: zoneWhereItIsNoon(sentAt ?? '')
	});
	const half = { width: PHONE.width / 2, height: PHONE.height / 2 };
	// What is wider than the window, or higher than the box that hides the rest of it.
	const cutOff = () =>
		page.evaluate(
			(ofClerk) =>
				[...document.querySelectorAll(`#app *:not(${ofClerk})`)]
					.filter(
						(one) => one.checkVisibility() && !one.closest('.visually-hidden, svg, [popover]')
					)
					// What ends in an ellipsis says that it goes on.
					.filter((one) => getComputedStyle(one.parentElement ?? one).textOverflow !== 'ellipsis')
					.filter((one) => {
						const { left, right, width } = one.getBoundingClientRect();
						const isHigh =
							one.scrollHeight > one.clientHeight + 2 &&
							getComputedStyle(one).overflowY === 'hidden' &&
							getComputedStyle(one).webkitLineClamp === 'none' &&
							!one.matches('.meta');
						return isHigh || (width > 1 && (left < -1 || right > innerWidth + 1));
					})
					.map((one) => one.outerHTML.slice(0, 100)),
			OF_CLERK
		);
	for (const screen of await signedInScreens(page)) {
		await page.setViewportSize(half);
		await openScreen(page, servers.url, screen);
		if (screen.name === 'search') {
			await expect(page.getByRole('link', { name: LONG })).toBeVisible();
		}
		expect(await cutOff(), screen.name).toEqual([]);
		await page.setViewportSize(PHONE);
		await page.addStyleTag({ content: 'html { font-size: 200% !important }' });
		// A launch may put another heading in the place of the one that was asked.
		const heading = page.getByRole('heading', { level: 1 }).first();
		const size = () => heading.evaluate((one) => parseFloat(getComputedStyle(one).fontSize));
		await expect.poll(size, { message: screen.name }).toBeGreaterThanOrEqual(32);
		expect(await cutOff(), `${screen.name}, with text of twice the size`).toEqual([]);
	}
});

test('what is touched is large enough for a finger', async ({ servers, device }) => {
	const { page } = device;
	await openSignedIn(servers, device);
	await page.setViewportSize(PHONE);
	await send(page, 'touch me');
	for (const screen of await signedInScreens(page)) {
		await openScreen(page, servers.url, screen);
		const small = await page.evaluate((ofClerk) => {
			const HALF_PX = 21;
			const controls = document.querySelectorAll<HTMLElement>(
				`#app :is(button, a[href], input, select, summary, textarea):not(p a, ${ofClerk})`
			);
			return [...controls]
				.filter((one) => one.checkVisibility({ visibilityProperty: true }))
				.flatMap((one) => {
					one.scrollIntoView({ block: 'center' });
					const { left, top, width, height } = one.getBoundingClientRect();
					const [x, y] = [left + width / 2, top + height / 2];
					const isHit = ([dx, dy]: number[]) => {
						const [px, py] = [x + (dx ?? 0), y + (dy ?? 0)];
						if (px < 0 || py < 0 || px >= innerWidth || py >= innerHeight) return true;
						const hit = document.elementFromPoint(px, py);
						return hit !== null && (one.contains(hit) || hit.closest('label')?.contains(one));
					};
					const around = [
						[HALF_PX, 0],
						[-HALF_PX, 0],
						[0, HALF_PX],
						[0, -HALF_PX]
					];
					return around.every(isHit) ? [] : [one.outerHTML.slice(0, 120)];
				});
		}, OF_CLERK);
		expect(small, screen.name).toEqual([]);
	}
});
