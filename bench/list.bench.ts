// @vitest-environment node
import type { Browser } from '@playwright/test';
import { beforeAll } from 'vitest';
import { benchmark } from './benchmark.ts';
import { launchBrowser, ModulePage, serveModule, type ServedModule } from './page.ts';
import type * as list from './pages/list.ts';

let served: ServedModule;
let browser: Browser;

beforeAll(async () => {
	served = await serveModule('pages/list.ts');
	browser = await launchBrowser();
	return async () => {
		await browser.close();
		await served.close();
	};
}, 120_000);

/** Opens a list in a new browser profile, and scrolls back in it. */
const scroll = (kind: 'ours' | 'virtua', count: number) => async () => {
	const page = await ModulePage.open<typeof list>(browser, served);
	if (kind === 'ours') await page.call('fill', count);
	await page.reload();
	const open = await page.call('show', kind, count);
	const { longFrames, frames, emptyFrames, nodesAtNewest, nodes, shift } =
		await page.call('scrollBack');
	const heap = await page.heap();
	await page.close();
	return {
		'opened in ms': open,
		'heap in MB': heap,
		'nodes drawn for each shown, further back': nodes,
		'the same at the newest': nodesAtNewest,
		'frames of more than 50 ms, %': (longFrames / frames) * 100,
		'frames with an empty place, %': (emptyFrames / frames) * 100,
		'largest shift in px': shift
	};
};

benchmark({
	name: 'list',
	title: 'Scrolling back from the newest of a long conversation',
	contestants: {
		'ours, 1,000 kept': scroll('ours', 1_000),
		'ours, 50,000 kept': scroll('ours', 50_000),
		'virtua, 50,000 in memory': scroll('virtua', 50_000)
	},
	against: 'ours, 1,000 kept',
	bars: [
		{ contestant: 'ours, 50,000 kept', figure: 'heap in MB', atMost: 1.5 },
		{ contestant: 'ours, 50,000 kept', figure: 'opened in ms', atMost: 1.5 }
	],
	rounds: 7,
	packages: ['svelte', 'virtua']
});
