/** The app in a browser that Playwright does not drive: what is on the screen, and what one does there. */
import { expect } from '@playwright/test';
import { PASSWORD } from '../e2e/app.ts';
import type { EngineBrowser } from './engine-browser.ts';

/** The slower engines take their time to start on a busy machine. */
const PATIENT = { timeout: 45_000 };

/** Where one writes. */
export const COMPOSER = 'textarea[aria-label="Message"]';

/** The words of every message on the screen, each with its state. */
function messagesIn(browser: EngineBrowser): Promise<string[]> {
	return browser.evaluate(() =>
		[...document.querySelectorAll<HTMLElement>('#app [role=log] article')].map(
			(article) => article.innerText
		)
	);
}

/** Waits until a message is on the screen, once, with `state` beside it. */
export async function expectMessage(
	browser: EngineBrowser,
	text: string,
	state: string
): Promise<void> {
	const found = async () => (await messagesIn(browser)).filter((one) => one.includes(text));
	await expect.poll(found, PATIENT).toEqual([expect.stringContaining(state)]);
}

/** Waits for what the status "Connection" says. */
export async function expectConnection(browser: EngineBrowser, words: RegExp): Promise<void> {
	const said = () =>
		browser.evaluate(
			() => document.querySelector('[role=status][aria-label="Connection"]')?.textContent ?? 'none'
		);
	await expect.poll(said, PATIENT).toMatch(words);
}

/** Waits for an element that can be written in, puts the focus there and types. */
export async function typeInto(
	browser: EngineBrowser,
	selector: string,
	text: string
): Promise<void> {
	const focus = () =>
		browser.evaluate((selector) => {
			const element = document.querySelector<HTMLElement>(selector);
			element?.focus();
			const isFocused = element !== null && document.activeElement === element;
			return isFocused ? 'focused' : document.body.innerText;
		}, selector);
	await expect.poll(focus, PATIENT).toBe('focused');
	await browser.type(text);
}

/** Signs in as somebody does: on Clerk's own page, by keyboard. */
export async function signIn(browser: EngineBrowser, url: string, email: string): Promise<void> {
	await browser.open(`${url}/sign-in`);
	await typeInto(browser, 'input[name=identifier]', `${email}\n`);
	await typeInto(browser, 'input[name=password]:not([disabled])', `${PASSWORD}\n`);
	await expect
		.poll(
			() => browser.evaluate((selector) => !!document.querySelector(selector), COMPOSER),
			PATIENT
		)
		.toBe(true);
}

/** Writes a message and presses Enter. */
export async function write(browser: EngineBrowser, text: string): Promise<void> {
	await typeInto(browser, COMPOSER, `${text}\n`);
}

/** Waits until the service worker has all of the app and answers for this page. */
export async function untilInstalled(browser: EngineBrowser): Promise<void> {
	const state = () =>
		browser.evaluate(async () => {
			await navigator.serviceWorker.ready;
			return navigator.serviceWorker.controller?.state;
		});
	await expect.poll(state, PATIENT).toBe('activated');
}

/** The height of the box that one writes in, in pixels. */
export function composerHeight(browser: EngineBrowser): Promise<number> {
	return browser.evaluate(
		(selector) => document.querySelector(selector)?.getBoundingClientRect().height ?? 0,
		COMPOSER
	);
}
