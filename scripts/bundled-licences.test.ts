import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { licencesOf } from './bundled-licences.js';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'licences-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Installs a package; returns the path of a module of it. */
function install(name: string, files: Record<string, string> = {}, under = folder): string {
	const path = join(under, 'node_modules', name);
	mkdirSync(path, { recursive: true });
	const about = { name, version: '1.2.3', license: 'MIT' };
	for (const [file, text] of Object.entries({ 'package.json': JSON.stringify(about), ...files })) {
		writeFileSync(join(path, file), text);
	}
	return join(path, 'dist', 'index.js');
}

test('each package is named once, with its licence, by name', () => {
	const b = install('b', { 'LICENSE.md': 'Do as you like.\n' });
	const a = install('@scope/a', { licence: 'Yours.' });
	const ids = [b, a, join(b, '..', 'other.js'), join(folder, 'src', 'main.ts'), '\0virtual:x'];
	expect(licencesOf(ids)).toEqual([
		{ name: '@scope/a', version: '1.2.3', licence: 'MIT', text: 'Yours.' },
		{ name: 'b', version: '1.2.3', licence: 'MIT', text: 'Do as you like.' }
	]);
});

test('a package within a package is one of its own', () => {
	const outer = join(folder, 'node_modules', 'outer');
	install('outer');
	expect(licencesOf([install('inner', {}, outer)])).toMatchObject([{ name: 'inner', text: '' }]);
});
