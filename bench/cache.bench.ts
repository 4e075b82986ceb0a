// @vitest-environment node
import type { Browser } from '@playwright/test';
import { beforeAll } from 'vitest';
import { benchmark } from './benchmark.ts';
import { openTogether } from './opened.ts';
import { launchBrowser, ModulePage, serveModule, type ServedModule } from './page.ts';
import type * as cache from './pages/cache.ts';

const PACKAGES = [
	'dexie',
	'@tanstack/svelte-query',
	'@tanstack/svelte-query-persist-client',
	'@tanstack/query-async-storage-persister',
	'idb'
];

type Page = ModulePage<typeof cache>;

let served: ServedModule;
let browser: Browser;
const pages = new Map<string, Promise<Page>>();

beforeAll(
	() =>
		openTogether(async (closing) => {
			served = await serveModule('pages/cache.ts', closing);
			browser = await launchBrowser(closing);
		}),
	120_000
);

/** The page of a contestant with so many messages, opened once and kept. */
function pageOf(kind: cache.Kind, size: number): Promise<Page> {
	const name = `${kind} ${size}`;
	const open = async () => {
		const page: Page = await ModulePage.open<typeof cache>(browser, served);
		await page.call('open', kind, size);
		return page;
	};
	const page = pages.get(name) ?? open();
	pages.set(name, page);
	return page;
}

const newestOf = (kind: cache.Kind, size: number) => async () => ({
	µs: (await (await pageOf(kind, size)).call('readNewest', 20)) * 1_000
});
const saveIn = (kind: cache.Kind, size: number) => async () => ({
	µs: (await (await pageOf(kind, size)).call('save', 20)) * 1_000
});
const allOf = (kind: cache.Kind) => async () => ({
	ms: await (await pageOf(kind, 10_000)).call('readAll')
});
const busyOf = (kind: cache.Kind, times: number) => async () => {
	const page = await pageOf(kind, 10_000);
	return { ms: (await page.busy(() => page.call('save', times, 10_000))) / times };
};

benchmark({
	name: 'cache-newest',
	title: 'Reading the newest 50 messages of a list',
	contestants: {
		'ours, 1,000 kept': newestOf('ours', 1_000),
		'ours, 100,000 kept': newestOf('ours', 100_000),
		'Dexie, 100,000 kept': newestOf('dexie', 100_000)
	},
	against: 'ours, 1,000 kept',
	bars: [{ contestant: 'ours, 100,000 kept', figure: 'µs', atMost: 1.5 }],
	rounds: 31,
	packages: PACKAGES
});

benchmark({
	name: 'cache-adopt',
	title: 'Storing one incoming message',
	contestants: {
		'ours, 100 kept': saveIn('ours', 100),
		'ours, 100,000 kept': saveIn('ours', 100_000),
		'Dexie, 100,000 kept': saveIn('dexie', 100_000)
	},
	against: 'ours, 100 kept',
	bars: [{ contestant: 'ours, 100,000 kept', figure: 'µs', atMost: 1.2 }],
	rounds: 31,
	packages: PACKAGES
});

benchmark({
	name: 'cache-hydrate',
	title: 'Reading 10,000 messages, against Dexie',
	contestants: { 'Dexie, toArray': allOf('dexie'), ours: allOf('ours') },
	against: 'Dexie, toArray',
	bars: [{ contestant: 'ours', figure: 'ms', atMost: 1 / 3 }],
	rounds: 21,
	packages: PACKAGES
});

benchmark({
	name: 'cache-restore',
	title: 'Reading 10,000 messages, against the persister of TanStack Query',
	contestants: { 'TanStack Query, restore': allOf('tanstack'), ours: allOf('ours') },
	against: 'TanStack Query, restore',
	bars: [{ contestant: 'ours', figure: 'ms', atMost: 1 }],
	rounds: 101,
	packages: PACKAGES
});

benchmark({
	name: 'cache-save',
	title: 'Main-thread time for one more message, with 10,000 kept',
	contestants: {
		'TanStack Query, persister': busyOf('tanstack', 5),
		ours: busyOf('ours', 20),
		Dexie: busyOf('dexie', 20)
	},
	against: 'TanStack Query, persister',
	bars: [{ contestant: 'ours', figure: 'ms', atMost: 0.1 }],
	rounds: 15,
	packages: PACKAGES
});
