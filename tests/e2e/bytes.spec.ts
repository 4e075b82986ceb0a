import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { TEST_BUILD_FOLDER } from '../../scripts/test-target.js';
import { launchBytes, type LaunchBytes } from './launch-bytes.ts';

/** Gzipped bytes of scripts, rounded up a little from what they were when this was written down. */
const BUDGET: LaunchBytes = {
	entries: 2_125,
	framework: 30_765,
	app: 37_990,
	connection: 21_355
};

const RULE =
	'What is not needed to read, to scroll and to write comes later: a dialog, a menu or a page’s ' +
	'part that opens is a component of its own, imported where it opens (`{#await import(...)}`, as ' +
	'in ConversationList.svelte), and so is a language, a codec, a list of emoji. `npx vite build ' +
	'--sourcemap` shows which modules a file is made of. What is worth its bytes raises its line in ' +
	'tests/e2e/bytes.spec.ts.';

test('a launch loads no more script than it has room for', () => {
	const measured = launchBytes(TEST_BUILD_FOLDER);
	const parts = Object.keys(BUDGET) as (keyof LaunchBytes)[];
	const rows = parts.map((part) => ({
		part,
		bytes: measured[part],
		over: measured[part] - BUDGET[part]
	}));
	const line = ({ part, bytes, over }: (typeof rows)[number]) =>
		`${part.padEnd(10)} ${String(bytes).padStart(7)} ${over > 0 ? `+${over} TOO MANY` : 'ok'}`;
	const table = ['part        gzip B', ...rows.map(line)].join('\n');
	expect(
		rows.filter(({ over }) => over > 0),
		`${RULE}\n\n${table}\n`
	).toEqual([]);
});

test('the page has the app’s styles in it, and takes none before it paints', () => {
	const page = readFileSync(join(TEST_BUILD_FOLDER, '200.html'), 'utf8');
	const sheets = page.match(/<link[^>]*rel="stylesheet"[^>]*>/g) ?? [];
	expect(sheets.length).toBeGreaterThan(0);
	// `inlineStyleThreshold` in svelte.config.js is to be larger than the largest of them.
	expect(sheets.filter((link) => !link.includes('disabled'))).toEqual([]);
	const [painted, app] = page.split('<template id="start">');
	expect(painted).not.toMatch(/<style|rel="stylesheet"/);
	expect(app).toContain('<style>');
});

test('a production build has none of the devtools', () => {
	const scripts = readdirSync(join(TEST_BUILD_FOLDER, '_app/immutable'), {
		recursive: true,
		encoding: 'utf8'
	}).filter((path) => path.endsWith('.js'));
	const read = (path: string) =>
		readFileSync(join(TEST_BUILD_FOLDER, '_app/immutable', path), 'utf8');
	expect(scripts.length).toBeGreaterThan(10);
	// What the panel is called, and a fault.
	const found = scripts.filter((path) => /Clerk Convex devtools|captive-portal/.test(read(path)));
	expect(found).toEqual([]);
});
