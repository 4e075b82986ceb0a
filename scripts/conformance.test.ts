import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './root.js';

const page = await readFile(join(ROOT, 'docs/conformance.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| *\d/.test(line));
/** The rows that name a test: `yes: [...](../file) "name"`. */
const yeses = rows.flatMap((row) => {
	const [, file, name] = /\| yes: \[[^\]]+\]\(\.\.\/([^)]+)\) "([^"]+)" *\|$/.exec(row) ?? [];
	return file && name ? [{ file, name }] : [];
});

test('every row of the page on conformance is a yes with a test, or a no with its reason', () => {
	const noes = rows.filter((row) => /\| no: \S.*\|$/.test(row));
	expect(yeses).not.toEqual([]);
	expect(yeses.length + noes.length).toBe(rows.length);
});

test.each(yeses)('the test "$name" is in $file', async ({ file, name }) => {
	const source = await readFile(join(ROOT, file), 'utf8');
	// A name may go on with the case that it is run for.
	expect([`'${name}'`, `\`${name}: \${`].some((start) => source.includes(start))).toBe(true);
});
