import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.js';
import { DEFAULT_BUILD_FOLDER } from './servers.js';
import { SetupError } from './setup-error.js';
import { readTarget } from './target.js';
import { runTool } from './tool.js';

/** What the build reads, from the repository's folder. */
const INPUTS = [
	'src',
	'static',
	'convex',
	'emulators/clerk/publishable-key.js',
	'scripts/hash-app-files.js',
	'scripts/target.js',
	'svelte.config.js',
	'vite.config.ts',
	'tsconfig.json',
	'package.json',
	'package-lock.json',
	'.env',
	'.env.local',
	'.env.production',
	'.env.production.local'
];

/** Lies in the build folder, so that it is gone with a build that was deleted or done by hand. */
const STAMP = '.build-id';

/**
 * Builds the app for production, unless the last build was of the same sources and settings.
 *
 * @param {import('./tool.js').RunOptions & { folder?: string }} options
 * @returns {Promise<boolean>} whether it had to
 * @throws {SetupError} when the build fails
 */
export async function ensureBuilt({
	signal,
	folder = DEFAULT_BUILD_FOLDER,
	env = process.env,
	print
}) {
	const id = buildId(ROOT, env);
	const stamp = join(ROOT, folder, STAMP);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === id) return false;

	if (!print) console.log('Building the app ...');
	rmSync(stamp, { force: true });
	// Without it, the first build warns that what tsconfig.json extends is not there.
	if (!existsSync(join(ROOT, '.svelte-kit', 'tsconfig.json'))) {
		await runTool('svelte-kit', ['sync'], { signal, print, env, from: '@sveltejs/kit' });
	}
	const code = await runTool('vite', ['build', '--logLevel', 'warn'], {
		signal,
		print,
		env: { ...env, NODE_ENV: 'production', BUILD_FOLDER: folder, BUILD_ID: id }
	});
	if (code !== 0) throw new SetupError(`The build has failed (vite build: ${code}).`);
	writeFileSync(stamp, id);
	return true;
}

/**
 * A name for what a build of these sources with these settings is: it changes when, and only when,
 * something that the build reads has changed. Installed apps take a new one for a new version.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
export function buildId(root, env) {
	const hash = createHash('sha256');
	for (const path of INPUTS.flatMap((input) => filesIn(root, input))) {
		const content = readFileSync(join(root, path));
		hash.update(`${path}\n${content.length}\n`).update(content);
	}
	const settings = { ...env, ...readTarget(env, root).env };
	for (const name of Object.keys(settings).sort()) {
		if (/^(PUBLIC|VITE)_/.test(name)) hash.update(`${name}=${settings[name]}\n`);
	}
	return hash.digest('hex').slice(0, 16);
}

/**
 * The files at or under `path`, in a fixed order, without the tests.
 *
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(root, path) {
	const stats = statSync(join(root, path), { throwIfNoEntry: false });
	if (!stats || /\.(test|spec)\.[jt]s$/.test(path) || path.endsWith('.DS_Store')) return [];
	if (stats.isFile()) return [path];
	return readdirSync(join(root, path))
		.sort()
		.flatMap((name) => filesIn(root, `${path}/${name}`));
}
