/** A new app with the packed library (scripts/packed-app.js): where it is, and how its users meet it. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { PACKED_KIND_IN_TEST, PACKED_KINDS } from '../../scripts/packed-kinds.js';
import { Servers, test as base } from '../offline-kit/index.ts';

/** The app's folder. */
export const APP = process.env.PACKED_APP ?? '';
/** The library in it, as it was packed. */
export const PACKAGE = join(APP, 'node_modules/clerk-convex-svelte');
/** What kind of app it is. */
export const KIND = process.env.PACKED_KIND ?? PACKED_KIND_IN_TEST;

const { build = '', isRendered = false, opensOffline = false } = PACKED_KINDS[KIND] ?? {};
/** Whether a server of its own renders its pages. */
export const IS_RENDERED = isRendered;
/** Whether a service worker keeps its files. */
export const OPENS_OFFLINE = opensOffline;

const SERVED = {
	buildFolder: join(APP, build),
	...(isRendered && { script: 'tests/packed/serve-rendered.ts', node: process.env.PACKED_NODE })
};

export const test = base.extend<object, { servers: Servers }>({
	servers: [({ browserName: _ }, use) => Servers.during(use, SERVED), { scope: 'worker' }]
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
		menu: page.getByLabel('Clerk’s menu'),
		nameInMenu: page.getByLabel('My name in it'),
		userButton: page.getByRole('button', { name: 'Open user menu' }),
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
