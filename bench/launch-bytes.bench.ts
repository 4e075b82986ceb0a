// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureBuilt } from '../scripts/build.js';
import { SetupError } from '../scripts/setup-error.js';
import { TEST_BUILD_FOLDER, testEnv } from '../scripts/test-target.js';
import { runNode } from '../scripts/tool.js';
import { launchBytes } from '../tests/e2e/launch-bytes.ts';
import { benchmark } from './benchmark.ts';
import type { Figures } from './summary.ts';

const ROOT = join(import.meta.dirname, '..');
const BARE = join(import.meta.dirname, 'bare-launch');
const { signal } = new AbortController();

/** All scripts of a SvelteKit page with next to nothing on it. */
async function bareBytes(routes: 'empty' | 'packages'): Promise<Figures> {
	const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
	const env = { ...process.env, NODE_ENV: 'production', ROUTES: routes };
	const code = await runNode([vite, 'build', '--logLevel', 'error'], { signal, env, cwd: BARE });
	if (code !== 0) throw new SetupError(`The bare page's build has failed (vite build: ${code}).`);
	const folder = join(ROOT, '.svelte-kit/bare-launch/build/_app/immutable');
	const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	const gzip = scripts
		.filter((name) => name.endsWith('.js'))
		.map((name) => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length);
	return { 'gzip B': gzip.reduce((sum, bytes) => sum + bytes, 0) };
}

async function ourBytes() {
	await ensureBuilt({ signal, folder: TEST_BUILD_FOLDER, env: testEnv() });
	return launchBytes(join(ROOT, TEST_BUILD_FOLDER));
}

/** What a launch loaded on 2026-11-30, rounded up. */
const CEILING = 70_850;

benchmark({
	name: 'launch-bytes',
	title: 'Scripts until one can read, scroll and write',
	contestants: {
		ceiling: () => Promise.resolve({ 'gzip B': CEILING }),
		ours: async () => {
			const { entries, framework, app } = await ourBytes();
			return { 'gzip B': entries + framework + app, 'of it Svelte and SvelteKit': framework };
		},
		'empty page: SvelteKit and idb': () => bareBytes('empty')
	},
	against: 'ceiling',
	bars: [{ contestant: 'ours', figure: 'gzip B', atMost: 1 }],
	rounds: 1,
	packages: ['svelte', '@sveltejs/kit', 'vite', 'idb']
});

benchmark({
	name: 'launch-bytes-connected',
	title: 'Scripts until the app is connected, without Clerk’s own',
	contestants: {
		'the bare packages: idb, convex-svelte and svelte-clerk (floor)': () => bareBytes('packages'),
		ours: async () => {
			const { entries, framework, app, connection } = await ourBytes();
			return { 'gzip B': entries + framework + app + connection };
		}
	},
	against: 'the bare packages: idb, convex-svelte and svelte-clerk (floor)',
	bars: [],
	rounds: 1,
	packages: ['svelte', '@sveltejs/kit', 'vite', 'idb', 'convex-svelte', 'svelte-clerk']
});
