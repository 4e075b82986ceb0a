/** The devtools in a new app: there in development, and absent from what is built (examples/vite). */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import type * as Vite from 'vite';
import { onlyInAll } from '../only-in-all.ts';
import { APP, PACKAGE } from './packed-app.ts';

/** What the panel is called, and a fault that it can make. */
const WORDS = ['Clerk Convex devtools', 'captive-portal'];

test('a production build has none of the devtools', async () => {
	const panel = await readFile(join(PACKAGE, 'dist/devtools/Panel.svelte'), 'utf8');
	expect(panel).toContain(WORDS[0]);
	const files = await readdir(join(APP, 'dist/assets'));
	expect(files.length).toBeGreaterThan(3);
	for (const file of files) {
		const text = await readFile(join(APP, 'dist/assets', file), 'utf8');
		expect(WORDS.filter((word) => text.includes(word))).toEqual([]);
	}
});

test('in development Ctrl+Shift+D opens them', onlyInAll(), async ({ page }) => {
	const { resolve } = createRequire(join(APP, 'package.json'));
	const vite = (await import(pathToFileURL(resolve('vite')).href)) as typeof Vite;
	const server = await vite.createServer({ root: APP, server: { port: 0 }, logLevel: 'error' });
	await server.listen();
	try {
		const { port } = server.httpServer?.address() as AddressInfo;
		await page.goto(`http://localhost:${port}`);
		await expect(page.getByRole('status', { name: 'Account' })).toHaveText('loading');
		const devtools = page.getByRole('region', { name: 'Clerk Convex devtools' });
		await expect(async () => {
			await page.keyboard.press('Control+Shift+D');
			await expect(devtools).toBeVisible({ timeout: 2_000 });
		}).toPass();
	} finally {
		await server.close();
	}
});
