// @vitest-environment node
import { benchmark } from './benchmark.ts';
import { bundleBytes, type Bytes } from './bytes.ts';
import { offlineBytes } from './offline-bytes.ts';
import type { Figures } from './summary.ts';

/** 10 KB: less than what does less elsewhere (Replicache 31 KB, TanStack's offline transactions 75 KB). */
const MOST = 10_000;

benchmark({
	name: 'size',
	title: 'Size of outbox, cache and cached query, without idb, Svelte and Convex',
	contestants: {
		budget: () => Promise.resolve({ brotli: MOST }),
		ours: async () => {
			const { files, ...bytes } = await offlineBytes();
			const largestFirst = Object.entries(files).sort(([, one], [, other]) => other - one);
			return { ...toFigures(bytes), ...Object.fromEntries(largestFirst) };
		},
		idb: async () => toFigures(await bundleBytes("export { openDB } from 'idb'")),
		ConvexClient: async () =>
			toFigures(await bundleBytes("export { ConvexClient } from 'convex/browser'"))
	},
	against: 'budget',
	bars: [{ contestant: 'ours', figure: 'brotli', atMost: 1 }],
	rounds: 1,
	packages: ['esbuild', 'svelte', 'idb', 'convex']
});

function toFigures({ brotli, gzip, minified }: Bytes): Figures {
	return { brotli, gzip, minified };
}
