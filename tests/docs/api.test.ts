import { beforeAll, expect, test } from 'vitest';
import { makeApiDocs, readApiDocs } from '../../scripts/api-docs.js';

const REMEDY =
	'What an app sees of the library has changed. If that is meant, run `npm run api`, read what it ' +
	'changes in docs/api, commit it, and add a changeset (`npx changeset`).';

let made: ReadonlyMap<string, string>;
let committed: ReadonlyMap<string, string>;

beforeAll(async () => {
	[made, committed] = await Promise.all([makeApiDocs(), readApiDocs()]);
}, 120_000);

test('docs/api has a report and a page for each door of the package, and nothing else', () => {
	expect([...committed.keys()].sort(), REMEDY).toEqual([...made.keys()].sort());
});

test('docs/api says what an app sees of the library', () => {
	for (const [name, text] of made) expect(committed.get(name), `${name}: ${REMEDY}`).toBe(text);
});
