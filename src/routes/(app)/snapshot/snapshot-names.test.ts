import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SNAPSHOT_PARTS } from './snapshot-names.js';

const APP = join(import.meta.dirname, '..');

test('components mark exactly the parts that a snapshot knows by name', () => {
	const sources = readdirSync(APP, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.svelte'))
		.map((file) => readFileSync(join(APP, file), 'utf8'));
	const values = sources.flatMap((source) =>
		[...source.matchAll(/data-snapshot=("\w+"|\{[^}]+\})/g)].map(([, value]) => value ?? '')
	);
	const marked = values.flatMap((value) => value.match(/(?<=["'])\w+(?=["'])/g) ?? []);
	expect([...new Set(marked)].sort()).toEqual([...SNAPSHOT_PARTS].sort());
});
