import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { defineConfig } from 'vitest/config';
import { bundledLicences } from './scripts/bundled-licences.js';
import { manifest } from './src/manifest.ts';
import { readTarget } from './scripts/target.js';

const { ports } = readTarget();

/** Our own modules and what they are built on; Clerk's come later, and only where they are needed. */
const OFTEN_SHARED = /\/src\/|\/node_modules\/(@sveltejs|clsx|convex|esm-env|idb|svelte)\//;

export default defineConfig({
	plugins: [
		sveltekit(),
		bundledLicences('licences.json'),
		SvelteKitPWA({
			strategies: 'injectManifest',
			srcDir: 'src',
			filename: 'service-worker.ts',
			registerType: 'prompt',
			injectRegister: false,
			manifest,
			injectManifest: {
				globPatterns: ['client/**/*.{js,css,png,svg,webmanifest}', 'client/licences.json'],
				globIgnores: ['**/screenshots/**']
			},
			kit: { adapterFallback: '200.html', spa: true }
		})
	],
	build: {
		rolldownOptions: {
			output: {
				// One file of what several pages need: a launch asks for few, and they are smaller together.
				codeSplitting: { groups: [{ name: 'shared', test: OFTEN_SHARED, minShareCount: 3 }] }
			},
			treeshake: {
				// Clerk's packages do not say that what is not used of them does nothing, and it does nothing.
				moduleSideEffects: (id) => !/\/node_modules\/(svelte-clerk|@clerk)\//.test(id)
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
		projects: [
			{
				extends: true,
				resolve: { conditions: ['browser'] },
				test: {
					name: 'src',
					include: ['src/**/*.test.ts'],
					environment: './src/lib/testing/client-environment.ts'
				}
			},
			{
				test: {
					name: 'convex',
					include: ['convex/**/*.test.ts'],
					environment: 'edge-runtime',
					server: { deps: { inline: ['convex-test'] } }
				}
			},
			{
				test: {
					name: 'node',
					include: ['bench', 'emulators', 'scripts', 'tests'].map(
						(folder) => `${folder}/**/*.test.ts`
					),
					environment: 'node',
					testTimeout: 30_000,
					hookTimeout: 30_000
				}
			}
		]
	}
});
