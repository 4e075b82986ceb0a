import { chromium, expect, type Page } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.js';
import { APP_CACHE } from '../../src/app-files.ts';
import type { Network } from '../../src/lib/offline-kit/index.ts';
import { markNewest, samePicture, staticPage } from './static-page.ts';

/** What is in the conversation that is launched. */
export const MESSAGES = Array.from(
	{ length: 50 },
	(_, n) => `Message ${n + 1}, with some words in it`
);

/** Files of the app that the pages to compare with stand in for: the same worker answers with them. */
export const STAND_INS = { floor: '/manifest.webmanifest', picture: '/icons/maskable.svg' };

/** Puts something into a profile, in a page of a browser that is closed afterwards. */
export async function withProfile<T>(
	folder: string,
	network: Network,
	work: (page: Page) => Promise<T>
): Promise<T> {
	const context = await chromium.launchPersistentContext(folder, {
		executablePath: findBrowser(),
		proxy: network.proxy,
		ignoreDefaultArgs: ['--enable-automation'],
		args: ['--no-sandbox', '--disable-blink-features=AutomationControlled']
	});
	try {
		return await work(await context.newPage());
	} finally {
		await context.close();
	}
}

/** Marks the newest message in the snapshot, and puts the pages to compare with in place of some files. */
export async function placePages(page: Page): Promise<void> {
	const readSnapshot = () =>
		page.evaluate(async () => {
			const cache = await caches.open('snapshots');
			const [key] = (await cache.keys()).filter(({ url }) => new URL(url).pathname === '/');
			return key && (await cache.match(key))?.text();
		});
	const last = MESSAGES.at(-1) ?? '';
	await expect.poll(readSnapshot).toContain(last);
	const snapshot = markNewest((await readSnapshot()) ?? '');
	const pages = {
		[STAND_INS.floor]: staticPage(MESSAGES),
		[STAND_INS.picture]: samePicture(snapshot)
	};
	await page.evaluate(
		async ([snapshot, pages, appCache]) => {
			const put = async (name: string, path: string, page: string) => {
				const cache = await caches.open(name);
				const keys = await cache.keys();
				const key = keys.find(({ url }) => new URL(url).pathname === path);
				if (!key) throw new Error(`${path} is not in ${name}`);
				const headers = new Headers((await cache.match(key))?.headers);
				headers.set('content-type', 'text/html; charset=utf-8');
				await cache.put(key, new Response(page, { headers }));
			};
			const [appFiles = ''] = (await caches.keys()).filter((name) => name.startsWith(appCache));
			for (const [path, html] of Object.entries(pages)) await put(appFiles, path, html);
			await put('snapshots', '/', snapshot);
		},
		[snapshot, pages, APP_CACHE] as const
	);
}
