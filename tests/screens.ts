/**
 * Every screen of the app. What looks at all screens reads this list: axe, touch targets, zoom, focus, motion,
 * back navigation, Lighthouse and the pictures. `screens.test.ts` compares it with the routes.
 */
import { expect, type Page } from '@playwright/test';

/** A page as one sees it at one address. */
export interface Screen {
	/** Its name, and that of its pictures. */
	name: string;
	/** Its address; `[id]` stands for the id of a conversation. */
	path: string;
	/** The address shows what the screen of this name shows. */
	sameAs?: string;
	/** The selector of what is there once all of it is, where that is later than the heading. */
	whole?: string;
}

/** What one sees while nobody is signed in. */
export const SIGNED_OUT_SCREENS: readonly Screen[] = [
	{ name: 'sign-in', path: '/sign-in' },
	{ name: 'sign-up', path: '/sign-up' }
];

/** What a signed-in user sees. */
export const SIGNED_IN_SCREENS: readonly Screen[] = [
	{ name: 'conversation', path: '/c/[id]' },
	{ name: 'home', path: '/', sameAs: 'conversation' },
	{ name: 'details', path: '/c/[id]/details' },
	{ name: 'conversations', path: '/conversations' },
	{ name: 'new-conversation', path: '/new' },
	{ name: 'directory', path: '/directory' },
	{ name: 'join', path: '/join/[token]' },
	{ name: 'reports', path: '/reports' },
	{ name: 'search', path: '/search?q=me' },
	{ name: 'settings', path: '/settings' },
	{ name: 'account', path: '/settings/account', whole: '.cl-profileSection' },
	{ name: 'unsent', path: '/unsent' },
	{ name: 'not-found', path: '/nowhere' }
];

/** The screens of the signed-in user; the conversation is General, which everybody is in. */
export async function signedInScreens(page: Page): Promise<Screen[]> {
	// On a phone, the list is not on the screen of a conversation.
	const link = page.locator('nav a[title=General]').first();
	const conversation = (await link.getAttribute('href')) ?? '';
	return SIGNED_IN_SCREENS.map((screen) => ({
		...screen,
		path: screen.path.replace('/c/[id]', conversation)
	}));
}

/** The selector of all that is Clerk's own on a screen: how large it is, for example, is not the app's to say. */
export const OF_CLERK = '[class^="cl-"] *';

/** Opens a screen, and waits until it is there. */
export async function openScreen(page: Page, origin: string, screen: Screen): Promise<void> {
	await page.goto(origin + screen.path);
	for (const selector of ['h1', screen.whole ?? 'h1']) {
		await expect(page.locator(selector).first()).toBeVisible();
	}
}
