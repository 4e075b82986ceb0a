/**
 * The library as its users have it: packed, and installed by the README's line in the apps of `examples/` and
 * in further kinds of them (packed-kinds.js), in a temporary folder that knows nothing of this repository.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import {
	PACKED_APP_VARIABLE,
	PACKED_KIND_IN_TEST,
	PACKED_KIND_VARIABLE,
	PACKED_KINDS,
	PACKED_NODE_VARIABLE
} from './packed-kinds.js';
import { ROOT } from './root.js';
import { SetupError } from './setup-error.js';
import { runNpm, runTool } from './tool.js';

const NAME = 'clerk-convex-svelte';
const TARBALL = `${NAME}.tgz`;
const INSTALL_LINES = new RegExp(`^npm install (${NAME} .*)$`, 'gm');

/** npm's, so that it says and asks only what is needed. */
const NPM_SETTINGS = {
	npm_config_audit: 'false',
	npm_config_fund: 'false',
	npm_config_loglevel: 'error',
	npm_config_prefer_offline: 'true'
};

/** @typedef {import('./tool.js').RunOptions & { env: NodeJS.ProcessEnv }} Run */

/**
 * Packs the library, and makes the app that `npm test` has with it.
 *
 * @param {string} folder an empty one, not in this repository
 * @param {Run} options
 * @returns {Promise<NodeJS.ProcessEnv>} the variables of the app's browser tests
 * @throws {SetupError} when the library cannot be packed, or the app not made with it
 */
export async function makePackedApp(folder, options) {
	const run = forApps(options);
	return makeApp(await pack(folder, run), PACKED_KIND_IN_TEST, join(folder, 'app'), run);
}

/**
 * Makes apps of these kinds one after the other, and runs their browser tests; `args` choose among them.
 *
 * @param {Run & { kinds: string[], args?: string[] }} options
 * @returns {Promise<number>} Playwright's exit code, the first that is not 0
 * @throws {SetupError} as {@link makePackedApp}
 */
export async function testPackedApps({ kinds, args = [], ...options }) {
	const run = forApps(options);
	const folder = await mkdtemp(join(tmpdir(), 'packed-app-'));
	let failure = 0;
	try {
		const tarball = await pack(folder, run);
		for (const kind of kinds) {
			const app = join(folder, kind);
			const env = { ...options.env, ...(await makeApp(tarball, kind, app, run)) };
			const test = ['test', '--project=packed', '--forbid-only', ...args];
			const code = await runTool('playwright', test, { ...options, env, from: '@playwright/test' });
			failure ||= code;
			await rm(app, { recursive: true, force: true });
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	return failure;
}

/**
 * @param {Run} run
 * @returns {Run}
 */
function forApps({ env, ...run }) {
	return { ...run, env: { ...env, ...NPM_SETTINGS, ...viteVariables(env) } };
}

/**
 * @param {string} folder
 * @param {Run} run
 * @returns {Promise<string>} the packed library
 */
async function pack(folder, run) {
	const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
	await npm(ROOT, ['run', 'package'], run, 'The library cannot be packaged');
	await npm(ROOT, ['pack', '--pack-destination', folder], run, 'The library cannot be packed');
	await rename(join(folder, `${NAME}-${version}.tgz`), join(folder, TARBALL));
	return join(folder, TARBALL);
}

/**
 * @param {string} tarball
 * @param {string} kind
 * @param {string} folder
 * @param {Run} given
 * @returns {Promise<NodeJS.ProcessEnv>} the variables of the app's browser tests
 */
async function makeApp(tarball, kind, folder, given) {
	/** @type {import('./packed-kinds.js').PackedKind} */
	const kindOf = PACKED_KINDS[kind] ?? { layers: [], build: '' };
	const { layers, node: version, isRendered = false, alsoBuilds = [], forgotten = [] } = kindOf;
	for (const layer of layers) {
		await cp(join(ROOT, layer), folder, { recursive: true, filter: isWritten });
	}
	await cp(join(ROOT, 'convex'), join(folder, 'convex'), { recursive: true });
	const node = version ? await nodeOfVersion(version, `${folder}-node`, given) : process.execPath;
	const PATH = [dirname(node), given.env.PATH].join(delimiter);
	const run = { ...given, env: { ...given.env, PATH }, node };

	const named = await forgetDependencies(folder, await packagesOfFunctions());
	const ofReadme = await packagesOfReadme(isRendered);
	const added = named.filter((one) => ![NAME, ...ofReadme].includes(one));
	const packages = [...ofReadme, ...added].filter((one) => !forgotten.includes(one));
	await installApp(folder, run, [tarball, ...packages]);
	const { scripts } = await readPackage(folder);
	await npm(folder, ['run', 'check'], run, "The library's types do not fit an app");
	if (scripts?.test) await npm(folder, ['test'], run, 'The tests of an app with the library fail');
	await npm(folder, ['run', 'build'], run, 'An app with the library cannot be built');
	for (const options of alsoBuilds) {
		const build = ['exec', '--', 'vite', 'build', '--logLevel', 'warn', ...options];
		await npm(folder, build, run, 'An app with the library cannot be built otherwise');
	}
	return {
		[PACKED_APP_VARIABLE]: folder,
		[PACKED_KIND_VARIABLE]: kind,
		[PACKED_NODE_VARIABLE]: node
	};
}

/** Whether a file of an example was written, and not made by its commands. @param {string} path */
const isWritten = (path) =>
	!/[/\\](node_modules|\.svelte-kit|build|dist|convex|\.env\.local|package-lock\.json)$/.test(path);

/**
 * @param {string} folder
 * @returns {Promise<{ scripts?: Record<string, string>, dependencies?: Record<string, string> }>}
 */
async function readPackage(folder) {
	return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

/**
 * Takes the dependencies out of an app's package.json: what it has of them, the install line brings. In their
 * place are those of its functions.
 *
 * @param {string} folder
 * @param {Record<string, string>} ofFunctions
 * @returns {Promise<string[]>} the names of those that were there
 */
async function forgetDependencies(folder, ofFunctions) {
	const { dependencies = {}, ...rest } = await readPackage(folder);
	const written = { ...rest, dependencies: ofFunctions };
	await writeFile(join(folder, 'package.json'), JSON.stringify(written));
	return Object.keys(dependencies);
}

/**
 * What this repository's functions import, in this repository's versions: an app of theirs has it too.
 *
 * @returns {Promise<Record<string, string>>}
 */
async function packagesOfFunctions() {
	const folder = join(ROOT, 'convex');
	const files = (await readdir(folder)).filter((name) => /(?<!\.test)\.ts$/.test(name));
	const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
	const imported = texts.flatMap((text) =>
		[...text.matchAll(/ from '(@[\w-]+\/[\w-]+|[\w-]+)/g)].map(([, name = '']) => name)
	);
	const { devDependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
	const names = [...new Set(imported)].filter((name) => name !== 'convex').sort();
	return Object.fromEntries(names.map((name) => [name, devDependencies[name]]));
}

/**
 * What the README's line installs besides the library. The second line is for apps whose pages a server renders.
 *
 * @param {boolean} isRendered
 */
async function packagesOfReadme(isRendered) {
	const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
	const line = [...readme.matchAll(INSTALL_LINES)][isRendered ? 1 : 0]?.[1];
	if (!line) throw new Error('The README does not say how the library is installed.');
	return line.split(' ').slice(1);
}

/**
 * A Node of at least this version: this one, or one that the registry has for this machine.
 *
 * @param {number} version
 * @param {string} folder where it is put
 * @param {Run} run
 * @returns {Promise<string>} its executable
 */
async function nodeOfVersion(version, folder, run) {
	if (Number.parseInt(process.versions.node) >= version) return process.execPath;
	await mkdir(folder);
	await writeFile(join(folder, 'package.json'), '{ "private": true }');
	const system = process.platform === 'win32' ? 'win' : process.platform;
	const name = `node-${system}-${process.arch}`;
	await installApp(folder, run, [`${name}@${version}`]);
	return join(folder, 'node_modules', name, 'bin', system === 'win' ? 'node.exe' : 'node');
}

/**
 * Installs what the app's package.json names, and these packages.
 *
 * @param {string} folder
 * @param {Run} run
 * @param {string[]} [packages]
 * @throws {SetupError}
 */
export function installApp(folder, run, packages = []) {
	const complaint = 'The packed library cannot be installed; this needs the npm registry';
	return npm(folder, ['install', ...packages], run, complaint);
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
