/** The app with the packed library (scripts/packed-app.js): where it is, and how its users meet it. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Servers, test as base } from '../offline-kit/index.ts';

/** The app's folder. */
export const APP = process.env.PACKED_APP ?? '';
/** The library in it, as it was packed. */
export const PACKAGE = join(APP, 'node_modules/clerk-convex-svelte');

export const test = base.extend<object, { servers: Servers }>({
	servers: [
		({ browserName: _ }, use) => Servers.during(use, join(APP, 'dist')),
		{ scope: 'worker' }
	]
});

/** What a page of the app shows and offers. */
export function appOn(page: Page) {
	return {
		heading: page.getByRole('heading', { name: 'General' }),
		account: page.getByRole('status', { name: 'Account' }),
		connection: page.getByRole('status', { name: 'Connection' }),
		source: page.getByRole('status', { name: 'Messages are' }),
		messages: page.getByRole('list', { name: 'Messages' }).getByRole('listitem'),
		signInForm: page.getByLabel('Email address'),
		signOut: page.getByRole('button', { name: 'Sign out' }),
		send: async (text: string) => {
			await page.getByRole('textbox', { name: 'Message' }).fill(text);
			await page.getByRole('button', { name: 'Send' }).click();
		}
	};
}

/** Records what the status of this name says, at every change of the page from now on. */
export async function record(page: Page, name: string): Promise<() => Promise<string[]>> {
	const records = await page.evaluateHandle((label) => {
		const texts: string[] = [];
		const look = () => {
			const status = document.querySelector(`[role=status][aria-label="${label}"]`);
			const text = status?.textContent?.trim().replaceAll(/\s+/g, ' ') ?? 'nothing';
			if (texts.at(-1) !== text) texts.push(text);
		};
		new MutationObserver(look).observe(document, {
			childList: true,
			characterData: true,
			subtree: true
		});
		look();
		return texts;
	}, name);
	return () => records.jsonValue();
}
