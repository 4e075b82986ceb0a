/**
 * The packed library in an app that is no SvelteKit app, on its production build
 * (scripts/packed-app.js). kinds.spec.ts has the other kinds of apps.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Clerk as ClerkInPage } from '@clerk/shared/types';
import { expect, type WebSocket } from '@playwright/test';
import ts from 'typescript';
import { openSignedIn, signInByPassword } from '../e2e/app.ts';
import { onlyInAll } from '../only-in-all.ts';
import { APP, appOn, PACKAGE, record, test } from './packed-app.ts';

declare const Clerk: ClerkInPage;

test('a user signs in, sees what another writes, and signs out', async ({
	servers,
	device,
	newDevice
}) => {
	const { page } = device;
	const app = appOn(page);
	const sockets: WebSocket[] = [];
	page.on('websocket', (socket) => sockets.push(socket));
	const failures: Error[] = [];
	page.on('pageerror', (error) => failures.push(error));
	const openSockets = () => sockets.filter((socket) => !socket.isClosed()).length;

	await page.goto(servers.url);
	await expect(app.account).toHaveText('unauthenticated');
	await signInByPassword(page, 'ada@example.com');
	await expect(app.heading).toBeVisible();
	await expect(app.account).toHaveText('authenticated as Ada Lovelace');
	await expect(app.source).toHaveText('live');
	expect(openSockets()).toBe(1);

	const grace = await newDevice();
	await openSignedIn(servers, grace, 'grace@example.com');
	await appOn(grace.page).send('Good morning');
	await expect(app.messages).toHaveText(['Grace Hopper: Good morning']);

	await app.signOut.click();
	await expect(app.signInForm).toBeVisible();
	await expect(app.account).toHaveText('unauthenticated');
	await expect(page.getByText('Good morning')).toHaveCount(0);
	await expect.poll(openSockets).toBe(0);
	await page.reload();
	await expect(app.signInForm).toBeVisible();
	await expect(page.getByText('Good morning')).toHaveCount(0);
	expect(failures).toEqual([]);
});

test('a launch while Convex cannot be reached shows the last messages, and goes live when it can', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	const app = appOn(device.page);
	await app.send('Before');
	await expect(app.messages).toHaveText(['Ada Lovelace: Before']);

	await servers.kill(['convex']);
	await expect(app.source).toHaveText('cached');
	await device.page.reload();
	await expect(app.messages).toHaveText(['Ada Lovelace: Before']);
	await expect(app.source).toHaveText('cached');

	await servers.start();
	await expect(app.source).toHaveText('live');
	await app.send('After');
	await expect(app.messages).toHaveText(['Ada Lovelace: Before', 'Ada Lovelace: After']);
});

test(
	'tokens that live for three seconds are replaced for two minutes without a flicker of the state',
	onlyInAll(),
	async ({ servers, device }) => {
		await servers.control('clerk', 'token-life', { seconds: 3 });
		await openSignedIn(servers, device);
		const app = appOn(device.page);
		await expect(app.account).toHaveText('authenticated as Ada Lovelace');
		await expect(app.source).toHaveText('live');
		const states = await record(device.page, 'Account');
		const sources = await record(device.page, 'Messages are');

		// One a second is what the library allows of tokens that end this soon.
		await servers.control('convex', 'stats', { clear: true });
		const tokens = async () =>
			(await servers.control<{ authenticates: number }>('convex', 'stats')).authenticates;
		await expect.poll(tokens, { timeout: 200_000 }).toBeGreaterThanOrEqual(115);
		await app.send('Still here');
		await expect(app.messages).toHaveText(['Ada Lovelace: Still here']);
		expect(await states()).toEqual(['authenticated as Ada Lovelace']);
		expect(await sources()).toEqual(['live']);
	}
);

test('another user takes over without a frame of the last one, in what convex-svelte keeps too', async ({
	servers,
	device
}) => {
	await openSignedIn(servers, device);
	const { page } = device;
	const app = appOn(page);
	await expect(app.account).toHaveText('authenticated as Ada Lovelace');
	await page.evaluate(async () => {
		const attempt = await Clerk.client?.signIn.create({
			identifier: 'grace@example.com',
			password: 'local-password'
		});
		if (attempt?.status !== 'complete') throw new Error('Grace could not sign in.');
	});
	const states = await record(page, 'Account');
	await page.evaluate(async () => {
		const grace = Clerk.client?.sessions.find(({ user }) => user?.firstName === 'Grace');
		await Clerk.setActive({ session: grace?.id ?? null });
	});
	await expect(app.account).toHaveText('authenticated as Grace Hopper');
	const seen = await states();
	expect(seen.at(0)).toBe('authenticated as Ada Lovelace');
	expect(seen).toContain('loading');
	expect(seen.slice(seen.indexOf('loading'))).not.toContain('authenticated as Ada Lovelace');
});

test('a server renders the app as it is before anybody is known', async () => {
	expect(globalThis).not.toHaveProperty('window');
	const { href } = pathToFileURL(join(APP, 'dist-server/server.js'));
	const { renderApp } = (await import(href)) as { renderApp: () => { body: string } };
	const text = renderApp().body.replaceAll(/<.*?>/g, '');
	expect(text.trim().split(/\s+/)).toEqual(['loading', 'connecting', 'Opening…']);
});

test('the package carries the library alone: no test, and nothing that tests use', async () => {
	const files = await readdir(PACKAGE, { recursive: true });
	expect(files).toContain(join('dist', 'index.d.ts'));
	expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'CHANGELOG.md']));
	expect(files.filter((file) => /\.test\.|\bfakes\b/.test(file))).toEqual([]);
});

/** A package that only some apps have. */
const here = (name: string) => join(import.meta.dirname, '../../node_modules', name);

/** The package's entries, and what an app has that uses them. */
const ENTRIES = {
	'dist/index.d.ts': {},
	'dist/server/index.d.ts': {
		'@clerk/backend': [here('@clerk/backend/dist/index.d.ts')],
		'@clerk/backend/internal': [here('@clerk/backend/dist/internal.d.ts')]
	},
	'dist/offline-kit/index.d.ts': { '@playwright/test': [here('@playwright/test')] }
};

for (const [entry, paths] of Object.entries(ENTRIES)) {
	test(`the package’s types name nothing that an app does not have: ${entry}`, () => {
		const program = ts.createProgram([join(PACKAGE, entry)], {
			module: ts.ModuleKind.ESNext,
			moduleResolution: ts.ModuleResolutionKind.Bundler,
			lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
			types: [],
			paths,
			strict: true
		});
		const files = program
			.getSourceFiles()
			.filter(({ fileName }) => fileName.includes('/node_modules/clerk-convex-svelte/'));
		expect(files.length).toBeGreaterThan(5);
		const complaints = files
			.flatMap((file) => program.getSemanticDiagnostics(file))
			.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
		expect(complaints).toEqual([]);
	});
}
