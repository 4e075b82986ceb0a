/** What one sees where the system chooses the colours, or asks for no motion. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../offline-kit/index.ts';
import { openScreen, signedInScreens } from '../screens.ts';
import { act, appOn, openActions, openSignedIn, send } from './app.ts';

test.use({ sharesBrowser: true });

/** The colour that most of an element has on the screen; its styles would say what was asked for. */
async function colourOf(element: Locator): Promise<string> {
	const png = (await element.screenshot()).toString('base64');
	return element.evaluate(async (_element, png) => {
		const image = new Image();
		image.src = `data:image/png;base64,${png}`;
		await image.decode();
		const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
		context?.drawImage(image, 0, 0);
		const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? [];
		const counts = new Map<string, number>();
		for (let at = 0; at < pixels.length; at += 4) {
			const colour = pixels.slice(at, at + 3).join();
			counts.set(colour, (counts.get(colour) ?? 0) + 1);
		}
		return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 'none';
	}, png);
}

/** Goes once through the page by keyboard: what does not show that it has the focus. */
async function unseenFocus(page: Page): Promise<string[]> {
	const unseen: string[] = [];
	const passed = new Set<string>();
	await page.evaluate(() => {
		if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
	});
	for (;;) {
		await page.keyboard.press('Tab');
		const { path, name, isSeen } = await page.evaluate(() => {
			const one = document.activeElement;
			const path: number[] = [];
			for (let at = one; at?.parentElement; at = at.parentElement) {
				path.push([...at.parentElement.children].indexOf(at));
			}
			const shown = [one, one?.closest('.row'), one?.nextElementSibling];
			const isSeen = shown.some((each) => {
				const { outlineStyle, outlineWidth } = each ? getComputedStyle(each) : { outlineStyle: '' };
				return outlineStyle !== '' && outlineStyle !== 'none' && outlineWidth !== '0px';
			});
			return { path: path.join(), name: one?.outerHTML.slice(0, 100) ?? '', isSeen };
		});
		// The body: once around.
		if (path.split(',').length <= 1 || passed.has(path)) return unseen;
		passed.add(path);
		if (!isSeen) unseen.push(name);
	}
}

test('what is chosen and what has the focus shows on every screen where the system chooses the colours', async ({
	servers,
	device
}) => {
	const { page } = device;
	await page.emulateMedia({ forcedColors: 'active' });
	await openSignedIn(servers, device);
	await send(page, 'Look at me');
	await page.getByRole('button', { name: 'New conversation' }).click();
	await page.getByRole('button', { name: 'New group' }).click();
	await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Another');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'Another', level: 1 })).toBeVisible();
	const link = (name: string) => appOn(page).conversations.getByRole('link', { name });
	expect(await colourOf(link('Another'))).not.toBe(await colourOf(link('General')));

	await link('General').click();
	await act(page, 'Look at me', '👍');
	const menu = await openActions(page, 'Look at me');
	const reaction = (emoji: string) => menu.getByRole('menuitem', { name: emoji, exact: true });
	await expect(reaction('👍')).toHaveAttribute('aria-current', 'true');
	expect(await colourOf(reaction('👍'))).not.toBe(await colourOf(reaction('❤️')));

	for (const screen of await signedInScreens(page)) {
		await openScreen(page, servers.url, screen);
		expect(await unseenFocus(page), screen.name).toEqual([]);
	}
	await page.goto(`${servers.url}/settings`);
	const themeOf = (name: string) => page.locator('label', { hasText: name }).locator('span');
	expect(await colourOf(themeOf('Follow the system'))).not.toBe(await colourOf(themeOf('Dark')));
});

test('nothing moves for whoever asks for that', async ({ servers, device }) => {
	const { page } = device;
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await page.addInitScript(() => {
		const moved: string[] = [];
		Object.assign(window, { moved });
		const note = (event: Event) => {
			if (!(event.target instanceof Element)) return;
			for (const animation of event.target.getAnimations({ subtree: true })) {
				const { duration } = animation.effect?.getComputedTiming() ?? {};
				if (duration !== 0) moved.push(event.target.outerHTML.slice(0, 100));
			}
		};
		for (const type of ['transitionrun', 'animationstart']) addEventListener(type, note, true);
	});
	const expectStill = async (screen: string) => {
		const moved = () => page.evaluate(() => (window as unknown as { moved: string[] }).moved);
		expect(await moved(), screen).toEqual([]);
	};
	await page.goto(`${servers.url}/sign-in`);
	await expect(page.getByLabel('Email address')).toBeVisible();
	await expectStill('sign-in');
	await openSignedIn(servers, device);
	await send(page, 'Look at me');
	await act(page, 'Look at me', '👍');
	await appOn(page).accountButton.click();
	await expectStill('conversation');
	for (const screen of await signedInScreens(page)) {
		await openScreen(page, servers.url, screen);
		await expectStill(screen.name);
	}
	await page.goto(`${servers.url}/settings`);
	const kept = page.getByRole('switch', { name: 'Keep messages on this device' });
	await kept.click();
	await expect(kept).not.toBeChecked();
	await expectStill('a switch');
});
