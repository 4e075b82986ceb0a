/**
 * How large the library is for an app: each door of the package, built for production as an app builds it,
 * without the packages that it imports.
 */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { ROOT } from './root.js';

/** The document with the ceilings. */
export const SIZE_PAGE = 'docs/size.md';

/** The doors that an app's own code imports, each by the module that it opens. @type {Record<string, string>} */
const DOORS = {
	'clerk-convex-svelte': 'index.ts',
	'clerk-convex-svelte/kit': 'kit/index.ts',
	'clerk-convex-svelte/server': 'server/index.ts',
	'clerk-convex-svelte/devtools': 'devtools/index.ts',
	'clerk-convex-svelte/testing': 'offline-kit/index.ts'
};

/** What stays out: packages, and Node's modules. `esm-env` says to a build that it is for production. */
const isPackage = (/** @type {string} */ id) => /^[@$\w]/.test(id) && !/^(esm-env|[A-Z]:)/.test(id);

/**
 * A door's size in bytes, gzipped: what comes with the import, and what is loaded when it is first used.
 *
 * @typedef {{ imported: number, later: number }} Size
 */

/**
 * Builds all doors and measures them.
 *
 * @returns {Promise<Map<string, Size>>} by the door's name
 */
export async function measureSizes() {
	const sizes = Object.entries(DOORS).map(
		async ([door, path]) =>
			/** @type {const} */ ([door, await measure(join(ROOT, 'src/lib', path))])
	);
	return new Map(await Promise.all(sizes));
}

/** @param {string} entry @returns {Promise<Size>} */
async function measure(entry) {
	const built = await build({
		configFile: false,
		root: ROOT,
		logLevel: 'error',
		plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
		build: {
			write: false,
			target: 'es2023',
			modulePreload: false,
			rolldownOptions: {
				input: { entry },
				external: isPackage,
				preserveEntrySignatures: 'strict',
				checks: { bundlerTimings: false }
			}
		}
	});
	if (!('output' in built)) throw new Error('Vite has built nothing.');
	const chunks = built.output.filter((one) => one.type === 'chunk');
	const styles = built.output.filter(({ fileName }) => fileName.endsWith('.css'));
	const imported = new Set(['entry']);
	const visit = (/** @type {string} */ name) => {
		const chunk = chunks.find(({ fileName }) => fileName === name);
		if (!chunk || imported.has(name)) return;
		imported.add(name);
		chunk.imports.forEach(visit);
	};
	chunks.filter(({ isEntry }) => isEntry).forEach(({ fileName }) => visit(fileName));
	const size = { imported: 0, later: 0 };
	for (const { fileName, code } of chunks) {
		size[imported.has(fileName) ? 'imported' : 'later'] += gzipSync(code).length;
	}
	for (const style of styles) if ('source' in style) size.later += gzipSync(style.source).length;
	return size;
}

/**
 * The ceilings of the document, in kilobytes.
 *
 * @param {string} page
 * @returns {Map<string, { imported: number, later: number }>}
 */
export function readCeilings(page) {
	const rows = page.matchAll(/^\| `([^`]+)`\s*\|\s*([\d.]+) KB\s*\|\s*([\d.]+) KB\s*\|$/gm);
	return new Map(
		[...rows].map(([, door = '', imported, later]) => [
			door,
			{ imported: Number(imported), later: Number(later) }
		])
	);
}

/**
 * The document with other ceilings.
 *
 * @param {string} page
 * @param {ReadonlyMap<string, Size>} sizes
 */
export function writeCeilings(page, sizes) {
	const rows = [...sizes].map(
		([door, { imported, later }]) =>
			`| \`${door}\` | ${ceilingOf(imported)} KB | ${ceilingOf(later)} KB |`
	);
	return page.replace(/(?:^\| `.*\n)+/m, `${rows.join('\n')}\n`);
}

/** Rounded to a tenth. @param {number} bytes */
export const kilobytes = (bytes) => (bytes / 1000).toFixed(1);

/** Rounded up, so that not every change has to raise it. @param {number} bytes */
const ceilingOf = (bytes) => (Math.ceil((bytes + 500) / 500) / 2).toFixed(1);
