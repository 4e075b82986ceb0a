import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { withFileHashes } from './scripts/hash-app-files.js';
import { readTarget } from './scripts/target.js';
import { contentSecurityPolicy } from './src/content-security-policy.js';
import { lateScript } from './src/inline-script.js';

// SvelteKit takes `$env/static/public` from the environment, so that every way to build or check the
// app sees one answer to "which Clerk, which Convex".
const { env } = readTarget();
Object.assign(process.env, env);

const folder = process.env.BUILD_FOLDER || 'build';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	// Without this, a component that has no rune comes with the code for those of Svelte 4.
	vitePlugin: {
		dynamicCompileOptions: ({ filename }) =>
			filename.includes('node_modules') ? undefined : { runes: true }
	},
	kit: {
		adapter: withFileHashes(adapter({ pages: folder, fallback: '200.html' }), folder),
		// Registered by the app, after its first paint.
		serviceWorker: { register: false },
		// A time stamp, which is the default, would make every build a new version for installed apps.
		version: { name: process.env.BUILD_ID ?? 'dev' },
		paths: { relative: false },
		// The app's own functions, and what they and the app share.
		alias: { $convex: 'convex' },
		// The styles of every page come with the page: the app is never drawn without them.
		inlineStyleThreshold: 32_768,
		csp: {
			mode: 'hash',
			directives: contentSecurityPolicy(env, readFileSync('src/app.html', 'utf8') + lateScript())
		}
	}
};
