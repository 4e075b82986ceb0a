import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A static import, which has to be there before the file that has it runs. */
const IMPORT = /(?:from|import)\s*["'`](\.[^"'`]+\.js)["'`]/g;
const DYNAMIC_IMPORT = /import\(["'`](\.[^"'`]+\.js)["'`]\)/g;
/** Convex's client says this to its server, and nothing else here does. */
const CONVEX_CLIENT = 'ModifyQuerySet';

/** The scripts of a launch into a conversation, in gzipped bytes. */
export interface LaunchBytes {
	/** What runs before one can write, by part of the app. */
	launch: Record<string, number>;
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
	const nodes = { 'root layout': '0', frame: layout, conversation: page };
	const parts: Record<string, string[]> = { 'SvelteKit’s entries': entries };
	for (const [name, node] of Object.entries(nodes)) parts[name] = [find(`nodes/${node}.`)];
	const launched = closure(Object.values(parts).flat());
	parts['shared by pages'] = [...launched].filter((path) => path.startsWith('chunks/'));

	const later = [...launched].flatMap((path) => importsOf(path, DYNAMIC_IMPORT));
	const convex = later.filter((path) => read(path).includes(CONVEX_CLIENT));
	if (convex.length === 0) throw new Error('Convex’s client is not loaded later than the rest.');
	const connection = [...closure(convex)].filter((path) => !launched.has(path));
	return {
		launch: Object.fromEntries(Object.entries(parts).map(([name, paths]) => [name, bytes(paths)])),
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
