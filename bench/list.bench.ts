// @vitest-environment node
import type { Browser } from '@playwright/test';
import { beforeAll } from 'vitest';
import { benchmark } from './benchmark.ts';
import { openTogether } from './opened.ts';
import { launchBrowser, ModulePage, serveModule, type ServedModule } from './page.ts';
import type * as list from './pages/list.ts';
import type { Figures } from './summary.ts';

let served: ServedModule;
let browser: Browser;

beforeAll(
	() =>
		openTogether(async (closing) => {
			served = await serveModule('pages/list.ts', closing);
			browser = await launchBrowser(closing);
		}),
	120_000
);

const NODES = 'nodes drawn for each shown, further back';
const NODES_AT_NEWEST = 'nodes drawn for each shown, at the newest';
const LONG_FRAMES = 'frames of more than 50 ms, %';

/** Opens a list in a new browser profile, and scrolls back in it. */
const scroll = (kind: 'ours' | 'virtua', count: number) => (): Promise<Figures> =>
	ModulePage.with<typeof list, Figures>(browser, served, async (page) => {
		if (kind === 'ours') await page.call('fill', count);
		await page.reload();
		const open = await page.call('show', kind, count);
		const { longFrames, frames, emptyFrames, nodesAtNewest, nodes, shift } =
			await page.call('scrollBack');
		return {
			'opened in ms': open,
			'heap in MB': await page.heap(),
			[NODES]: nodes,
			[NODES_AT_NEWEST]: nodesAtNewest,
			[LONG_FRAMES]: (longFrames / frames) * 100,
			'frames with an empty place, %': (emptyFrames / frames) * 100,
			'largest shift in px': shift
		};
	});

benchmark({
	name: 'list',
	title: 'Scrolling back from the newest message of a long conversation',
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

/** At the newest there is no limit of nodes: the list draws what a launch paints, 50 messages. */
const LIMITS: Figures = { [NODES]: 3, [LONG_FRAMES]: 1 };

benchmark({
	name: 'list-limits',
	title: 'Scrolling back through a long conversation',
	contestants: {
		limit: () => Promise.resolve(LIMITS),
		'ours, 50,000 kept': async () => {
			const figures = Object.entries(await scroll('ours', 50_000)());
			return Object.fromEntries(figures.filter(([name]) => name in LIMITS));
		}
	},
	against: 'limit',
	bars: Object.keys(LIMITS).map((figure) => ({
		contestant: 'ours, 50,000 kept',
		figure,
		atMost: 1
	})),
	rounds: 7,
	packages: ['svelte']
});
