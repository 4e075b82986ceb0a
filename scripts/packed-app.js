/**
 * The library as its users have it: packed, and installed in a plain Vite and Svelte app with no
 * SvelteKit (tests/packed/app), in a temporary folder that knows nothing of this repository.
 */
import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './root.js';
import { SetupError } from './setup-error.js';
import { runNpm, runTool } from './tool.js';

const APP = 'tests/packed/app';
/** What the app's package.json calls the packed library. */
const TARBALL = 'clerk-convex-svelte.tgz';

/** npm's, so that it says and asks only what is needed. */
const NPM_SETTINGS = {
	npm_config_audit: 'false',
	npm_config_fund: 'false',
	npm_config_loglevel: 'error',
	npm_config_prefer_offline: 'true'
};

/** The variable that names the app's folder to its browser tests. */
export const PACKED_APP_VARIABLE = 'PACKED_APP';

/**
 * Packs the library, and makes the app with it in `folder`.
 *
 * @param {string} folder an empty one, not in this repository
 * @param {Run} options
 * @throws {SetupError} when the library cannot be packed, or the app not made with it
 */
export async function makePackedApp(folder, { env, ...options }) {
	const run = { ...options, env: { ...env, ...NPM_SETTINGS, ...viteVariables(env) } };
	await pack(folder, run);
	await makeApp(folder, run);
}

/**
 * Makes the app and runs its browser tests; `args` choose among them.
 *
 * @param {Run & { args?: string[] }} options
 * @returns {Promise<number>} Playwright's exit code
 * @throws {SetupError} as {@link makePackedApp}
 */
export async function testPackedApp({ args = [], ...run }) {
	const folder = await mkdtemp(join(tmpdir(), 'packed-app-'));
	try {
		await makePackedApp(folder, run);
		return await runTool('playwright', ['test', '--project=packed', '--forbid-only', ...args], {
			...run,
			env: { ...run.env, [PACKED_APP_VARIABLE]: folder },
			from: '@playwright/test'
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** @typedef {import('./tool.js').RunOptions & { env: NodeJS.ProcessEnv }} Run */

/**
 * @param {string} folder
 * @param {Run} run
 */
async function pack(folder, run) {
	const { name, version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
	await npm(ROOT, ['run', 'package'], run, 'The library cannot be packaged');
	await npm(ROOT, ['pack', '--pack-destination', folder], run, 'The library cannot be packed');
	await rename(join(folder, `${name}-${version}.tgz`), join(folder, TARBALL));
}

/**
 * @param {string} folder
 * @param {Run} run
 */
async function makeApp(folder, run) {
	await cp(join(ROOT, APP), folder, { recursive: true });
	await cp(join(ROOT, 'convex'), join(folder, 'convex'), { recursive: true });
	await installApp(folder, run);
	await npm(folder, ['run', 'check'], run, "The library's types do not fit an app");
	for (const script of ['build', 'build:server']) {
		const args = ['run', script, '--', '--logLevel', 'warn'];
		await npm(folder, args, run, 'An app with the library cannot be built');
	}
}

/**
 * Installs what the app's package.json names, the packed library included.
 *
 * @param {string} folder
 * @param {Run} run
 * @throws {SetupError}
 */
export function installApp(folder, run) {
	const complaint = 'The packed library cannot be installed; this needs the npm registry';
	return npm(folder, ['install'], run, complaint);
}

/**
 * The app's settings by the names that Vite shows to an app: `VITE_CONVEX_URL` and the like.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function viteVariables(env) {
	const ours = Object.entries(env).filter(([name]) => name.startsWith('PUBLIC_'));
	return Object.fromEntries(ours.map(([name, value]) => [name.replace('PUBLIC_', 'VITE_'), value]));
}

/**
 * @param {string} folder
 * @param {string[]} args
 * @param {Run} run
 * @param {string} complaint
 */
async function npm(folder, args, run, complaint) {
	const code = await runNpm(args, { ...run, cwd: folder });
	if (code !== 0) throw new SetupError(`${complaint} (npm ${args.join(' ')}: ${code}).`);
}
