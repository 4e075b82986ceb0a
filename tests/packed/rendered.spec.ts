/** What an app's server does with the packed library: pages with a user's data in them, and no other's. */
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { openSignedIn } from '../e2e/app.ts';
import type { Device, Servers } from '../offline-kit/index.ts';
import { appOn, KIND, record, test } from './packed-app.ts';

/** What the server answers to a browser's request for a page; without a browser, to a stranger's. */
async function ask({ ports, url }: Servers, context?: BrowserContext, path = '/') {
	const cookies = (await context?.cookies(url)) ?? [];
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
	const answer = await fetch(`http://localhost:${ports.app}${path}`, {
		headers: { 'sec-fetch-dest': 'document', ...(cookie && { cookie }) },
		redirect: 'manual'
	});
	return {
		status: answer.status,
		kept: answer.headers.get('cache-control'),
		location: answer.headers.get('location'),
		page: await answer.text()
	};
}

/** Notes the auth states that the page shows, from its first byte on. */
const followStates = (page: Page) =>
	page.addInitScript(() => {
		const states: string[] = [];
		Object.assign(window, { states });
		new MutationObserver(() => {
			const shown = document.querySelector('[aria-label="Account"]')?.textContent?.trim();
			const [state] = shown?.split(' ') ?? [];
			if (state && states.at(-1) !== state) states.push(state);
		}).observe(document, { childList: true, characterData: true, subtree: true });
	});
const statesOn = (page: Page) =>
	page.evaluate(() => (window as unknown as { states: string[] }).states);

/** The words on a page, before any script. */
const wordsOn = (page: string) =>
	page
		.replace(/[^]*<body>/, '')
		.replaceAll(/<script[^]*?<\/script>/g, '')
		.replaceAll(/<!?.*?>/g, ' ')
		.trim()
		.split(/\s+/)
		.join(' ');

async function openAs(servers: Servers, device: Device, email: string): Promise<Page> {
	await openSignedIn(servers, device, email);
	await expect(appOn(device.page).source).toHaveText('live');
	return device.page;
}

test(`${KIND}: the page of somebody who has not signed in is rendered so, and stays so`, async ({
	servers,
	device
}) => {
	const { status, page: rendered } = await ask(servers);
	expect(status).toBe(200);
	expect(wordsOn(rendered)).toBe('unauthenticated connecting Inbox');
	const { page } = device;
	await followStates(page);
	await page.goto(servers.url);
	await expect(appOn(page).signInForm).toBeVisible();
	expect(await statesOn(page)).toEqual(['unauthenticated']);
});

test(`${KIND}: a page has its own user’s data in it, a stranger’s has none, and nobody keeps it`, async ({
	servers,
	device,
	newDevice
}) => {
	const ada = await openAs(servers, device, 'ada@example.com');
	const grace = await openAs(servers, await newDevice(), 'grace@example.com');
	const asAda = () => ask(servers, ada.context());
	const asGrace = () => ask(servers, grace.context());

	const asked = Array.from({ length: 20 }, () => [asAda(), asGrace(), ask(servers)]).flat();
	const pages = await Promise.all(asked);
	const users = pages.map(({ page }) => [...new Set(page.match(/user_local_\w+/g))].join());
	const wanted = Array.from({ length: 20 }, () => [
		'user_local_ada',
		'user_local_grace',
		''
	]).flat();
	expect(users).toEqual(wanted);

	await appOn(ada).send('Good morning');
	await expect(appOn(ada).messages).toHaveText(['Ada Lovelace: Good morning']);
	const rendered = await asAda();
	expect(rendered.kept).toBe('private, no-store');
	expect(wordsOn(rendered.page)).toMatch(
		/^authenticated .* General server Ada Lovelace: Good morning/
	);
	expect(rendered.page).not.toContain('eyJ');
	const strangers = await ask(servers);
	expect(strangers.page).not.toContain('Good morning');
	expect(strangers.kept).toBeNull();
});

test(`${KIND}: a page goes on from the server’s word to the live one, without a flash`, async ({
	servers,
	device
}) => {
	const page = await openAs(servers, device, 'ada@example.com');
	await appOn(page).send('Good morning');
	await expect(appOn(page).messages).toHaveText(['Ada Lovelace: Good morning']);
	const failures: Error[] = [];
	page.on('pageerror', (error) => failures.push(error));
	await page.addInitScript(() => {
		const seen: string[] = [];
		Object.assign(window, { seen });
		const look = () => {
			const text = document.body?.innerText.replaceAll(/\s+/g, ' ') ?? '';
			const said = /Opening|loading/.test(text)
				? 'loading'
				: /Good morning/.test(text)
					? 'message'
					: '';
			const source = /\b(server|cached|live)\b/.exec(text)?.[0] ?? '';
			const now = `${said} ${source}`.trim();
			if (now && seen.at(-1) !== now) seen.push(now);
		};
		new MutationObserver(look).observe(document, {
			childList: true,
			characterData: true,
			subtree: true
		});
	});
	await page.reload();
	await expect(appOn(page).source).toHaveText('live');
	const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
	// The last page was live until it went, so the device may have something newer than the server's.
	const said = seen.filter((one) => one !== 'message cached');
	expect(said).toEqual(['message server', 'message live']);
	expect(failures).toEqual([]);
});

test(`${KIND}: a page whose token has gone comes back from Clerk with its data`, async ({
	servers,
	device
}) => {
	const page = await openAs(servers, device, 'ada@example.com');
	await appOn(page).send('Good morning');
	await expect(appOn(page).messages).toHaveText(['Ada Lovelace: Good morning']);
	await page.goto('about:blank');
	await page.context().clearCookies({ name: /^__session/ });
	const { status, location } = await ask(servers, page.context());
	expect(status).toBe(307);
	expect(location).toContain('/__clerk/v1/client/handshake?');
	const answer = await page.goto(servers.url);
	expect(await answer?.text()).toContain('Good morning');
	expect(page.url()).toBe(`${servers.url}/`);
});

test(`${KIND}: after a sign-out that Clerk has not heard of, the server knows nobody`, async ({
	servers,
	device
}) => {
	const page = await openAs(servers, device, 'ada@example.com');
	await servers.kill(['clerk']);
	const states = await record(page, 'Account');
	await appOn(page).signOut.click();
	await expect(appOn(page).account).toHaveText('unauthenticated');
	expect((await states()).at(-1)).toBe('unauthenticated');
	const { page: rendered } = await ask(servers, page.context());
	expect(rendered).not.toContain('user_local_ada');
	await servers.start();
	await expect
		.poll(async () => (await page.context().cookies()).map(({ name }) => name))
		.not.toContain('clerk_convex_signed_out');
});

test(`${KIND}: what opens offline is client-rendered, and the device has no page of a server’s`, async ({
	servers,
	device
}) => {
	const page = await openAs(servers, device, 'ada@example.com');
	await appOn(page).send('Good morning');
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.reload();
	await page.getByRole('link', { name: 'Inbox' }).click();
	await expect(appOn(page).messages).toHaveText(['Ada Lovelace: Good morning']);
	await expect(appOn(page).source).toHaveText('live');
	const kept = await page.evaluate(async () => {
		const all = [];
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const text = (await (await cache.match(request))?.text()) ?? '';
				all.push({
					path: new URL(request.url).pathname,
					isOfAda: /Good morning|user_local/.test(text)
				});
			}
		}
		return all;
	});
	expect(kept.map(({ path }) => path)).toContain('/inbox');
	expect(kept.map(({ path }) => path)).not.toContain('/');
	expect(kept.filter(({ isOfAda }) => isOfAda)).toEqual([]);

	await servers.kill();
	await page.goto(`${servers.url}/inbox`);
	await expect(appOn(page).messages).toHaveText(['Ada Lovelace: Good morning']);
	await expect(appOn(page).source).toHaveText('cached');
});
