import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { manifest } from './src/manifest.ts';
import { readTarget } from './scripts/target.js';
import { UNIT_ONLY_IN_ALL } from './scripts/test-target.js';

const { ports } = readTarget();

/** What every page is built on: few updates of the app change it. */
const FRAMEWORK = /\/node_modules\/(@sveltejs|clsx|esm-env|svelte)\//;

/** The conversation's page and what lies around it; what these import statically comes with them. */
const LAUNCH = /\/src\/routes\/(\(app\)\/(c\/\[id\]\/)?)?\+(layout|page)\.(svelte|ts)$/;

/** What talks to Convex, in one file: without a list of dependencies, the browser would find them one by one. */
const CONNECTION = /\/src\/lib\/keep-connected\.ts$/;

/**
 * No unit test fails because the machine is slow: the times are in milliseconds. Test files share the modules
 * that they import, which takes a third less of the processor's time. So a test puts back what it changes.
 */
const UNIT_TESTS = { testTimeout: 300_000, hookTimeout: 300_000, isolate: false };

/** A bundle of functions, as the local Convex writes it. */
const BUNDLED_FUNCTIONS = /\/functions[^/]*\.mjs/;

/** Puts src/load-late.js in the place of Vite's own function. */
const loadLate: Plugin = {
	name: 'load-late',
	enforce: 'pre',
	apply: 'build',
	load: (id) =>
		id.endsWith('vite/preload-helper.js')
			? readFileSync(resolve(import.meta.dirname, 'src/load-late.js'), 'utf8')
			: undefined
};

export default defineConfig({
	plugins: [
		loadLate,
		sveltekit(),
		SvelteKitPWA({
			strategies: 'injectManifest',
			srcDir: 'src',
			filename: 'service-worker.ts',
			registerType: 'prompt',
			injectRegister: false,
			manifest,
			injectManifest: {
				globPatterns: [
					'client/**/*.{js,css,png,svg,webmanifest}',
					'client/licences.json',
					// With its version file SvelteKit asks whether loading the page anew brings another version.
					'client/_app/version.json'
				],
				globIgnores: ['**/screenshots/**'],
				// Without it, the plugin looks for prerendered pages too, and warns that there are none.
				modifyURLPrefix: { 'client/': '' }
			},
			kit: { adapterFallback: '200.html', spa: true }
		})
	],
	build: {
		// A list of every lazy file's dependencies would be a part of each launch. The service worker has the files.
		modulePreload: { resolveDependencies: () => [] },
		// Of the packages that are really in the app; the settings show them.
		license: { fileName: 'licences.json' },
		rolldownOptions: {
			// It would say after each build which plugins took longest.
			checks: { bundlerTimings: false },
			output: {
				// A launch asks for few files: what it needs is smaller together.
				codeSplitting: {
					groups: [
						{ name: 'framework', test: FRAMEWORK, priority: 1 },
						{ name: 'launch', test: LAUNCH },
						{ name: 'connection', test: CONNECTION }
					]
				}
			},
			treeshake: {
				// Clerk's packages do not say that what is not used of them does nothing, and it does nothing.
				moduleSideEffects: (id) => !/\/node_modules\/(svelte-clerk|@clerk)\//.test(id),
				// `_generated/api.js` calls it for the backend's components, which only functions use.
				manualPureFunctions: ['componentsGeneric']
			}
		}
	},
	server: {
		port: ports.app,
		strictPort: true,
		watch: { ignored: ['**/.local/**'] },
		proxy: {
			'/__clerk': {
				target: `http://127.0.0.1:${ports.clerk}`,
				rewrite: (path) => path.slice('/__clerk'.length)
			}
		}
	},
	test: {
		tags: [{ name: UNIT_ONLY_IN_ALL, description: 'left to `npm run test:all`' }],
		projects: [
			{
				extends: true,
				resolve: { conditions: ['browser'] },
				test: {
					...UNIT_TESTS,
					name: 'src',
					include: ['src/**/*.test.ts'],
					exclude: ['src/**/*.browser.test.ts'],
					environment: './src/lib/fakes/client-environment.ts',
					setupFiles: ['./src/lib/fakes/loaded-already.ts']
				}
			},
			{
				extends: true,
				// The library as in a browser, beside a server that is none.
				resolve: {
					conditions: ['browser'],
					alias: { ws: resolve(import.meta.dirname, 'node_modules/ws/wrapper.mjs') }
				},
				test: {
					...UNIT_TESTS,
					name: 'wire',
					include: ['tests/wire/**/*.test.ts'],
					environment: './src/lib/fakes/client-environment.ts'
				}
			},
			// A file of its own: it looks for a browser, which no build needs.
			'./tests/components/vitest.config.ts',
			{
				test: {
					...UNIT_TESTS,
					name: 'convex',
					// Each file is a deployment of its own, which says once what is wrong with it.
					isolate: true,
					include: ['convex/**/*.test.ts'],
					environment: 'edge-runtime',
					server: { deps: { inline: ['convex-test'] } }
				}
			},
			{
				// What the app does with a backend runs against the local Convex.
				resolve: { alias: { $convex: `${import.meta.dirname}/convex` } },
				test: {
					...UNIT_TESTS,
					name: 'node',
					include: ['bench', 'emulators', 'scripts', 'tests'].map(
						(folder) => `${folder}/**/*.test.ts`
					),
					exclude: ['**/*.browser.test.ts', 'tests/wire/**'],
					environment: 'node',
					// What the local Convex has bundled is loaded as it is: Vite would take seconds to transform it.
					server: { deps: { external: [BUNDLED_FUNCTIONS] } }
				}
			}
		]
	}
});
