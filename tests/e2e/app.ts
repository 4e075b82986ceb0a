/** The app as its users meet it: by roles and names (shared with every test from outside). */
import { expect, type Locator, type Page, type Route } from '@playwright/test';
import { APP_CACHE } from '../../src/app-files.ts';
import { snapshotKey } from '../../src/routes/(app)/snapshot/snapshot-cache.ts';
import type { Device, Servers } from '../offline-kit/index.ts';
import { deviceRecord } from './stored-rows.ts';

export const PASSWORD = 'local-password';
export const CODE = '424242';

/** How long the app waits for a connection before it says that there is none, and a little more. */
const NOTICED_MS = 6_000;

/** How long Convex's client waits for a word of an open connection, and a little more. */
const SILENT_MS = 61_000;

/** The longest time between two tries of anything that is tried again. */
const RETRIED_MS = 31_000;

/**
 * Makes the page's time the test's, for pages that are opened from now on. It goes on as always, and
 * further with {@link passTime}.
 */
export async function ownTime(page: Page): Promise<void> {
	await page.clock.install();
}

/**
 * Lets so much of the page's time have passed, as when a laptop was closed: what was due is done once.
 * `noticed`: a launch without a connection says so. `silent`: an open connection that says nothing is
 * given up. `retried`: whatever failed is tried again.
 */
export async function passTime(page: Page, what: 'noticed' | 'silent' | 'retried'): Promise<void> {
	await page.clock.fastForward(
		{ noticed: NOTICED_MS, silent: SILENT_MS, retried: RETRIED_MS }[what]
	);
}

/** What a page of the app shows and offers. */
export function appOn(page: Page) {
	const log = page.getByRole('log', { name: 'Messages' });
	return {
		log,
		messages: log.getByRole('article'),
		message: (text: string | RegExp): Locator => log.getByRole('article').filter({ hasText: text }),
		composer: page.getByRole('textbox', { name: 'Message' }),
		sendButton: page.getByRole('button', { name: 'Send' }),
		connection: page.getByRole('status', { name: 'Connection' }),
		conversations: page.getByRole('navigation', { name: 'Conversations' }),
		accountButton: page.getByRole('button', { name: 'Account' }),
		accountMenu: page.getByRole('menu', { name: 'Account' }),
		signOut: page.getByRole('menuitem', { name: 'Sign out' }),
		updateButton: page.getByRole('button', { name: 'Update' })
	};
}

/** Writes a message, and waits for nothing. */
export async function write(page: Page, text: string): Promise<void> {
	const { composer } = appOn(page);
	await composer.fill(text);
	await composer.press('Enter');
}

/** Writes a message and waits until the server has it. */
export async function send(page: Page, text: string): Promise<void> {
	await write(page, text);
	await expect(appOn(page).message(text)).toContainText('Sent');
}

/** Writes a message, and waits until it is kept on the device and not sent. */
export async function writeOffline(page: Page, text: string): Promise<void> {
	await write(page, text);
	await expect(appOn(page).message(text)).toContainText('Saved on this device');
}

/** Opens what can be done with a message, by mouse. */
export async function openActions(page: Page, text: string | RegExp): Promise<Locator> {
	const message = appOn(page).message(text);
	await message.hover();
	await message.getByRole('button', { name: 'More' }).click();
	return page.getByRole('menu', { name: 'Message actions' });
}

/** Chooses one of the actions of a message. */
export async function act(page: Page, text: string | RegExp, action: string): Promise<void> {
	const menu = await openActions(page, text);
	await menu.getByRole('menuitem', { name: action, exact: true }).click();
}

/** Signs in through Clerk's own page, which must be open. */
export async function signInByPassword(page: Page, email: string): Promise<void> {
	const next = page.getByRole('button', { name: 'Continue', exact: true });
	await expect(async () => {
		// Clerk draws its form anew when it learns of a sign-out, and what was in it is gone.
		await page.getByLabel('Email address').fill(email, { timeout: 5_000 });
		await next.click({ timeout: 5_000 });
		await expect(page.getByText(email)).toBeVisible({ timeout: 10_000 });
	}).toPass();
	await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
	await next.click();
}

/** Signs up through Clerk's own page, with what the labels of its fields ask for. */
export async function signUp(
	servers: Servers,
	page: Page,
	answers: Record<string, string>
): Promise<void> {
	await page.goto(`${servers.url}/sign-up`);
	const code = page.getByLabel('Enter verification code');
	await expect(async () => {
		if (await code.isVisible()) return;
		// Clerk may draw its form anew while it loads, and what was in it is gone.
		for (const [label, answer] of Object.entries(answers)) {
			await page.locator('input').and(page.getByLabel(label)).fill(answer, { timeout: 5_000 });
		}
		await page.getByRole('button', { name: 'Continue', exact: true }).click({ timeout: 5_000 });
		await expect(code).toBeVisible({ timeout: 10_000 });
	}).toPass();
	await code.pressSequentially(CODE);
	await openGeneral(page);
}

/** Opens General, which somebody new is not in: they begin with people. */
export async function openGeneral(page: Page): Promise<void> {
	const title = page.getByRole('heading', { name: 'General' });
	const link = page.getByRole('main').getByRole('link', { name: 'General' });
	await expect(title.or(link).first()).toBeVisible();
	if (await link.isVisible()) await link.click();
	await expect(title).toBeVisible();
}

/** Signs out through the account menu. */
export async function signOut(page: Page): Promise<void> {
	await appOn(page).accountButton.click();
	await appOn(page).signOut.click();
}

/** A session that Clerk has made. */
interface SignIn {
	userId: string;
	sessionId: string;
	cookies: { name: string; value: string }[];
}

/** Puts a session that Clerk has made into the browser. */
export async function putSession(
	servers: Servers,
	{ context }: Pick<Device, 'context'>,
	email = 'ada@example.com'
): Promise<SignIn> {
	const signIn = await servers.control<SignIn>('clerk', 'sign-in', { email });
	await context.addCookies(
		signIn.cookies.map((cookie) => ({
			...cookie,
			url: servers.url,
			httpOnly: true,
			sameSite: 'Lax' as const,
			expires: Math.floor(Date.now() / 1000) + 24 * 60 * 60
		}))
	);
	return signIn;
}

/** Signs another user in by a control, where one has signed out: once Clerk has ended the old session. */
export async function signInAgain(
	servers: Servers,
	device: Pick<Device, 'context' | 'page'>,
	email: string
): Promise<void> {
	await expect(device.page.getByLabel('Email address')).toBeVisible();
	// Clerk's answer to the sign-out takes its cookies away, those of a new session too.
	await expect.poll(() => deviceRecord(device.page)).toMatchObject({ signOuts: [] });
	await openSignedIn(servers, device, email);
}

/** Puts a session that Clerk has made into the browser, and opens the app. */
export async function openSignedIn(
	servers: Servers,
	device: Pick<Device, 'context' | 'page'>,
	email?: string
): Promise<SignIn> {
	const signIn = await putSession(servers, device, email);
	await device.page.goto(servers.url);
	await openGeneral(device.page);
	return signIn;
}

/** What the next launch at `/` paints before the app runs. */
export async function keptSnapshot(page: Page): Promise<string | undefined> {
	return page.evaluate(async (key) => (await caches.match(key))?.text(), snapshotKey('/'));
}

/** Waits until the service worker has all of the app, so that it opens without a server. */
export async function untilInstalled(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const { active } = await navigator.serviceWorker.ready;
		if (active?.state === 'activated') return;
		await new Promise<void>((resolve) => {
			active?.addEventListener('statechange', () => {
				if (active.state === 'activated') resolve();
			});
		});
	});
}

/**
 * Damages the app's own files on the device: what is kept under addresses with this text in them goes,
 * or something else takes its place.
 */
export async function damageAppFiles(page: Page, text: string, instead?: string): Promise<void> {
	const count = await page.evaluate(
		async ([prefix, text, instead]) => {
			let count = 0;
			for (const name of await caches.keys()) {
				if (!name.startsWith(prefix)) continue;
				const cache = await caches.open(name);
				for (const key of await cache.keys()) {
					if (!key.url.includes(text)) continue;
					count += 1;
					const type = (await cache.match(key))?.headers.get('content-type') ?? '';
					// Without the header that has a page keep it for good.
					const headers = { 'content-type': type };
					if (instead === undefined) await cache.delete(key);
					else await cache.put(key, new Response(instead, { headers }));
				}
			}
			return count;
		},
		[APP_CACHE, text, instead] as const
	);
	if (count === 0) throw new Error(`The device keeps no file with ${text} in its address.`);
}

/** Keeps the app's first script back, from the worker too, until it is let through. */
export async function holdScripts({
	context,
	page
}: Pick<Device, 'context' | 'page'>): Promise<() => Promise<void>> {
	await damageAppFiles(page, '/entry/start.');
	const held: Route[] = [];
	let isHolding = true;
	await context.route('**/entry/start.*', async (route) => {
		if (isHolding) held.push(route);
		else await route.continue();
	});
	return async () => {
		isHolding = false;
		await Promise.all(held.map((route) => route.continue()));
	};
}

/** Turns the page's scripts off, as if they had not arrived yet; returns what turns them on again. */
export async function withoutScripts({
	context,
	page
}: Pick<Device, 'context' | 'page'>): Promise<() => Promise<void>> {
	const session = await context.newCDPSession(page);
	await session.send('Emulation.setScriptExecutionDisabled', { value: true });
	return async () => {
		await session.send('Emulation.setScriptExecutionDisabled', { value: false });
	};
}

/** Watches a page from before its first frame on for anything that must never be seen. */
export async function watchFor(
	page: Page,
	texts: readonly string[]
): Promise<() => Promise<string[]>> {
	await page.addInitScript((wanted) => {
		const seen = new Set<string>();
		Object.assign(window, { seenTexts: seen });
		const look = () => {
			const text = document.body?.innerText ?? '';
			for (const one of wanted) if (text.includes(one)) seen.add(one);
			requestAnimationFrame(look);
		};
		look();
	}, texts);
	return () =>
		page.evaluate(() => [...(window as unknown as { seenTexts: Set<string> }).seenTexts]);
}
