// @vitest-environment node
import { beforeAll } from 'vitest';
import { benchmark } from './benchmark.ts';
import { openTogether } from './opened.ts';
import { launchBrowser, ModulePage, serveModule } from './page.ts';
import type * as module from './pages/send-to-durable.ts';

let page: ModulePage<typeof module>;

beforeAll(() =>
	openTogether(async (closing) => {
		const served = await serveModule('pages/send-to-durable.ts', closing);
		const browser = await launchBrowser(closing);
		page = await ModulePage.open(browser, served);
	})
);

benchmark({
	name: 'send-to-durable',
	title: 'From "Send" to safe on the disk',
	contestants: {
		'raw strict put (floor)': async () => ({ µs: (await page.call('putRecord')) * 1_000 }),
		outbox: async () => ({ µs: (await page.call('enqueue')) * 1_000 })
	},
	against: 'raw strict put (floor)',
	bars: [{ contestant: 'outbox', figure: 'µs', atMost: 2 }],
	rounds: 200,
	packages: ['idb', 'svelte']
});
