import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const inRepository = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Benchmarks run one after the other, each in a process of its own, and are no part of `npm test`. */
export default defineConfig({
	root: inRepository('.'),
	plugins: [svelte()],
	resolve: {
		conditions: ['browser'],
		// For a browser it is a stub, and the local Convex runs in the same process as the clients.
		alias: { ws: inRepository('node_modules/ws/wrapper.mjs'), $convex: inRepository('convex') }
	},
	test: {
		include: ['bench/**/*.bench.ts'],
		environment: './src/lib/fakes/client-environment.ts',
		// The local Convex bundles the functions itself.
		server: { deps: { external: [/\/functions\.mjs/] } },
		fileParallelism: false,
		globalSetup: './bench/write-documents.ts',
		testTimeout: 900_000,
		hookTimeout: 120_000,
		disableConsoleIntercept: true
	}
});
