import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A static import, which has to be there before the file that has it runs. */
const IMPORT = /(?:from|import)\s*["'`](\.[^"'`]+\.js)["'`]/g;
const DYNAMIC_IMPORT = /import\(["'`](\.[^"'`]+\.js)["'`]\)/g;
/** Convex's client says this to its server, and nothing else here does. */
const CONVEX_CLIENT = 'ModifyQuerySet';
/** convex-svelte's functions say this when they are called wrongly. */
const ONLINE_HOOKS = 'Query must be a functionReference object';
/** Svelte's errors are explained there. */
const FRAMEWORK = 'https://svelte.dev/e/';

/** The scripts of a launch into a conversation, in gzipped bytes. */
export interface LaunchBytes {
	/** What SvelteKit begins with, and names the rest by. */
	entries: number;
	/** Svelte and SvelteKit. */
	framework: number;
	/** What of the app and the library runs before one can read, scroll and write. */
	app: number;
	/** What comes after it to talk to Convex. */
	connection: number;
}

/** Measures a build. */
export function launchBytes(folder: string): LaunchBytes {
	const scripts = readScripts(join(folder, '_app/immutable'));
	const read = (path: string) => scripts.get(path) ?? '';
	const bytes = (paths: Iterable<string>) =>
		[...paths].reduce((sum, path) => sum + gzipSync(read(path), { level: 9 }).length, 0);
	const importsOf = (path: string, kind = IMPORT) =>
		[...read(path).matchAll(kind)].map(([, to = '']) => posix.join(posix.dirname(path), to));
	const closure = (roots: string[]) => {
		const all = new Set(roots);
		for (const path of all) for (const next of importsOf(path)) all.add(next);
		return all;
	};
	const find = (start: string) => {
		const path = [...scripts.keys()].find((one) => one.startsWith(start));
		if (!path) throw new Error(`The build has no ${start}*.js.`);
		return path;
	};

	const entries = [find('entry/start.'), find('entry/app.')];
	const [, page = '', layout = ''] =
		/"\/\(app\)\/c\/\[id\]":\[(\d+),\[(\d+)\]/.exec(entries.map(read).join('')) ?? [];
	const nodes = ['0', layout, page].map((node) => find(`nodes/${node}.`));
	const launched = closure([...entries, ...nodes]);
	const chunks = [...launched].filter((path) => path.startsWith('chunks/'));
	const framework = chunks.filter((path) => read(path).includes(FRAMEWORK));
	if (framework.length !== 1) throw new Error('Svelte is not in one file of its own.');

	const hooked = [...launched].filter((path) => read(path).includes(ONLINE_HOOKS));
	if (hooked.length > 0) throw new Error('A launch loads convex-svelte’s functions.');
	const hooks = [...scripts.values()].some((script) => script.includes(ONLINE_HOOKS));
	if (!hooks) throw new Error('The build has none of convex-svelte’s functions.');

	const later = [...launched].flatMap((path) => importsOf(path, DYNAMIC_IMPORT));
	const convex = later.filter((path) => read(path).includes(CONVEX_CLIENT));
	if (convex.length === 0) throw new Error('Convex’s client is not loaded later than the rest.');
	const connection = [...closure(convex)].filter((path) => !launched.has(path));
	return {
		entries: bytes([...entries, ...nodes]),
		framework: bytes(framework),
		app: bytes(chunks.filter((path) => !framework.includes(path))),
		connection: bytes(connection)
	};
}

function readScripts(folder: string): Map<string, string> {
	const scripts = new Map<string, string>();
	for (const kind of ['entry', 'nodes', 'chunks']) {
		for (const file of readdirSync(join(folder, kind))) {
			if (!file.endsWith('.js')) continue;
			scripts.set(`${kind}/${file}`, readFileSync(join(folder, kind, file), 'utf8'));
		}
	}
	return scripts;
}
