import { flushSync } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Watcher } from '../fakes/effects.svelte.js';
import { FakeBrowser, settle, until } from '../fakes/fake-browser.js';
import { FakeClerk, loadClerk } from '../fakes/fake-clerk.js';
import type { ClerkSettings, OwnClerk } from './clerk-settings.js';

let browser: FakeBrowser;

beforeEach(() => {
	browser = new FakeBrowser();
});
afterEach(() => browser.close());

const own = (clerk: FakeClerk) => clerk as unknown as OwnClerk;

describe('Clerk’s settings', () => {
	test('reach Clerk when it loads', async () => {
		const go = () => undefined;
		const settings: Partial<ClerkSettings> = {
			appearance: { theme: 'simple' },
			isSatellite: true,
			routerPush: go,
			routerReplace: go,
			nonce: 'abc',
			options: { signInUrl: '/in', appearance: { theme: 'other' } }
		};
		const { clerk, window } = browser.launchWithClerk({ clerk: settings });
		await until(() => expect(clerk.status).toBe('ready'));
		const { appearance, isSatellite, routerPush, routerReplace } = settings;
		const told = { signInUrl: '/in', appearance, isSatellite, routerPush, routerReplace };
		expect(clerk.loadedWith).toEqual([expect.objectContaining(told)]);
		expect(window.document.appended).toEqual([]);
	});

	test.each<[string, (look: () => object | undefined) => Partial<ClerkSettings>]>([
		['a function', (look) => ({ appearance: look })],
		[
			'a getter',
			(look) => ({
				get appearance() {
					return look();
				}
			})
		]
	])('with a look that is %s change Clerk’s UI when the look does', async (_how, settingsOf) => {
		const state = new SvelteMap([['theme', 'light']]);
		const clerk = new FakeClerk(browser.clerkServer);
		const settings = settingsOf(() => ({ theme: state.get('theme') }));
		browser.launch({ clerk: Object.assign(settings, { instance: own(clerk) }) });
		await until(() => expect(clerk.status).toBe('ready'));
		expect(clerk.loadedWith).toMatchObject([{ appearance: { theme: 'light' } }]);
		state.set('theme', 'dark');
		flushSync();
		await until(() => expect(clerk.uiChanges).toEqual([{ appearance: { theme: 'dark' } }]));
	});
});

describe('Clerk’s UI', () => {
	test('is loaded also when it is needed before Clerk has loaded, as in a page from a server', async () => {
		const { client, window } = browser.launch();
		const scripts = () => window.document.appended.map(({ src }) => src);
		const shown = new Watcher(() => client.clerkContext.clerk);
		await until(() => expect(scripts()).toHaveLength(1));
		expect(shown.current).toBeNull();
		loadClerk(window, browser.clerkServer);
		await until(() => expect(shown.current).not.toBeNull());
		await until(() => expect(scripts()).toContainEqual(expect.stringContaining('/ui@')));
	});

	test('is not loaded while nothing shows it', async () => {
		const { clerk, window } = browser.launchWithClerk();
		await until(() => expect(clerk.status).toBe('ready'));
		await settle();
		expect(window.document.appended).toEqual([]);
	});
});

describe('a Clerk of the app’s own', () => {
	test.each<[string, (clerk: FakeClerk) => ClerkSettings['instance']]>([
		['made before', (clerk) => own(clerk)],
		['made when it is needed', (clerk) => () => Promise.resolve(own(clerk))]
	])(
		'that is %s is loaded again after a failure, and no script replaces it',
		async (_how, give) => {
			const clerk = new FakeClerk(browser.clerkServer);
			browser.clerkServer.addSession('Ada');
			browser.clerkServer.isReachable = false;
			const { window, state } = browser.launch({ clerk: { instance: give(clerk) } });
			await until(() => expect(clerk.loadedWith.length).toBeGreaterThan(1));
			expect(state().error?.code).toBe('clerk_not_loaded');
			browser.clerkServer.isReachable = true;
			await until(() => expect(state()).toMatchObject({ confirmed: true }));
			expect(window.document.appended).toEqual([]);
			expect(clerk.listenerCount).toBe(1);
		}
	);

	test('that is loaded already is followed, and not loaded again', async () => {
		const clerk = new FakeClerk(browser.clerkServer);
		browser.clerkServer.addSession('Ada');
		await clerk.load();
		const { state } = browser.launch({ clerk: { instance: own(clerk) } });
		await until(() => expect(state()).toMatchObject({ confirmed: true }));
		expect(clerk.loadedWith).toHaveLength(1);
		clerk.signIn('Grace');
		await until(() => expect(state()).toMatchObject({ subject: 'user_grace', confirmed: true }));
	});

	test('brings its own UI, when the options have it', async () => {
		const ui = { ClerkUI: vi.fn() as never };
		const clerk = new FakeClerk(browser.clerkServer);
		const settings = { instance: own(clerk), options: { ui } };
		const { client, window } = browser.launch({ clerk: settings });
		await until(() => expect(client.clerkContext.clerk).not.toBeNull());
		expect(clerk.loadedWith).toMatchObject([{ ui }]);
		expect(window.document.appended).toEqual([]);
	});
});
