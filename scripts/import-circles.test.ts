import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { ROOT } from './root.js';

const FOLDERS = ['src', 'convex', 'emulators', 'scripts', 'tests', 'bench'];
const SOURCE = /(?<!_generated\/.*)\.(ts|js|svelte)$/;

/** The files that each file imports by a relative path; types count too. */
function readImports(): Map<string, string[]> {
	const files = FOLDERS.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((path) => SOURCE.test(path.replaceAll('\\', '/')))
			.map((path) => join(ROOT, folder, path))
	);
	const known = new Set(files);
	const find = (path: string) =>
		[path, path.replace(/\.js$/, '.ts'), `${path}.ts`, `${path}.js`].filter((one) =>
			known.has(one)
		);
	return new Map(
		files.map((file) => {
			const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'));
			const relative = importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
			return [
				file,
				relative.flatMap(({ fileName }) => find(resolve(dirname(file), fileName)).slice(0, 1))
			];
		})
	);
}

/** The files that import themselves by way of others. */
function filesInCircles(imports: ReadonlyMap<string, string[]>): string[] {
	return [...imports].flatMap(([file, first]) => {
		// A component may draw itself.
		const reached = new Set(first.filter((one) => one !== file));
		for (const one of reached) imports.get(one)?.forEach((next) => reached.add(next));
		return reached.has(file) ? [file.slice(ROOT.length)] : [];
	});
}

test('no file imports itself by way of others', () => {
	const imports = readImports();
	expect(imports.size).toBeGreaterThan(300);
	expect(filesInCircles(imports)).toEqual([]);
});

test('a circle of three files is found', () => {
	const circle = new Map([
		['a', ['b']],
		['b', ['c', 'd']],
		['c', ['a']],
		['d', ['d']]
	]);
	expect(filesInCircles(circle)).toHaveLength(3);
});
