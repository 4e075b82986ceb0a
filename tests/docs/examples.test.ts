import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PACKED_KINDS } from '../../scripts/packed-kinds.js';
import { ROOT } from '../../scripts/root.js';

const EXAMPLES = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
	.filter((one) => one.isDirectory())
	.map(({ name }) => name);

const read = (...path: string[]) => readFileSync(join(ROOT, 'examples', ...path), 'utf8');

test('each example is one of the packed apps, and has a page with its commands', () => {
	expect(EXAMPLES).toEqual(['kit-spa', 'kit-ssr', 'vite']);
	const packed = Object.values(PACKED_KINDS).flatMap(({ layers }) => layers);
	for (const example of EXAMPLES) {
		expect(packed).toContain(`examples/${example}`);
		expect(read(example, 'README.md')).toContain('npm install');
		expect(read('README.md')).toContain(`(${example}/README.md)`);
	}
});

test.each(['Account.svelte', 'Messages.svelte', 'deliveries.ts', 'env.d.ts'])(
	'the examples have the same %s: each folder is complete, and none is ahead',
	(file) => {
		const copies = EXAMPLES.map((example) => read(example, 'src', file));
		expect(new Set(copies).size).toBe(1);
	}
);

test('the example to read first is small', () => {
	const files = readdirSync(join(ROOT, 'examples/kit-spa/src'), {
		recursive: true,
		encoding: 'utf8'
	})
		.filter((path) => /\.(svelte|ts)$/.test(path) && !/\.(test|d)\.ts$/.test(path))
		.map((path) => read('kit-spa/src', path));
	const lines = files
		.join('\n')
		.split('\n')
		.filter((line) => line.trim() !== '');
	expect(lines.length).toBeLessThanOrEqual(180);
});
