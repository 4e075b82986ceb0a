import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SOURCE = join(import.meta.dirname, '..');
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((path) =>
	/^(routes|late)\/.*(\.svelte|late-templates\.ts)$/.test(path)
);

/** A size of text in pixels: the value of a property or token, or the size before a line height. */
const IN_PIXELS =
	/(?:font-size|line-height|--[\w-]*font-size)\s*:\s*[\d.]+px|\b[\d.]+px\s*\/\s*[\d.]/g;

const sizesIn = (styles: string) => styles.replace(/\/\*[\s\S]*?\*\//g, '').match(IN_PIXELS) ?? [];

test.each(['app.css', ...files])('%s has no text whose size the person cannot change', (path) => {
	expect(sizesIn(readFileSync(join(SOURCE, path), 'utf8'))).toEqual([]);
});

test('the check finds what it looks for', () => {
	const found = ['font-size: 12px', 'line-height:20px', '--text: 16px/24px x', 'font: 13px/1.5 x'];
	const fine = ['font-size: 0.8rem', 'font: 1rem/1.5 x', 'font-size: min(1rem, 16px)'];
	expect([...found, ...fine].filter((one) => sizesIn(one).length > 0)).toEqual(found);
});
