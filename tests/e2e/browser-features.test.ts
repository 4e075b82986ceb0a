import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CRITICAL, OTHERS } from './features.ts';

const ROOT = join(import.meta.dirname, '../..');
const FEATURES = [...CRITICAL, ...OTHERS];

/** Younger than what the app cannot do without, and not used so far. */
const NOT_USED = {
	Notifications: /\bnew Notification\b|\bNotification\.|showNotification/,
	'Intl.Segmenter': /\bIntl\.Segmenter\b/,
	toWellFormed: /\b(to|is)WellFormed\b/,
	'AbortSignal.any, timeout': /\bAbortSignal\.(any|timeout)\b/,
	'Promise.withResolvers': /\bPromise\.(withResolvers|try)\b/,
	'crypto.randomUUID': /\brandomUUID\b/,
	'methods of sets': /\.(union|intersection|difference|isSubsetOf|isSupersetOf|isDisjointFrom)\(/,
	'helpers of iterators':
		/\.(values|keys|entries)\(\)\.(map|filter|some|every|find|reduce|toArray)\(/,
	groupBy: /\b(Object|Map)\.groupBy\b/,
	'Array.fromAsync': /\bArray\.fromAsync\b/
};

/** What runs in a page of the app, or in its worker, by its path in `src`. Devtools run at a developer's. */
const sources = new Map(
	readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
		.filter((path) => /\.(ts|svelte|css|html)$/.test(path) && !path.includes('.test.'))
		.filter((path) => !/^lib\/(devtools|fakes|offline-kit)\//.test(path))
		.map((path) => [path, withoutComments(readFileSync(join(ROOT, 'src', path), 'utf8'))] as const)
);

/** The names of the files in which something stands. */
const filesWith = (words: RegExp) =>
	[...sources].flatMap(([path, text]) => (words.test(text) ? [basename(path)] : [])).sort();

/** The rows of the table: a feature's name, and the files that ask for it. */
const rows = new Map(
	readFileSync(join(ROOT, 'docs/browser-features.md'), 'utf8')
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.slice(2)
		.map((line) => line.split('|').map((cell) => cell.trim()))
		.map(([, name = '', , files = '']) => [name, files.replaceAll('`', '').split(', ').sort()])
);

function withoutComments(text: string): string {
	return text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*|<!--[\s\S]*?-->/g, '');
}

test('the table has a row for each feature that a test takes away, and no others', () => {
	expect([...rows.keys()]).toEqual(FEATURES.map(({ name }) => name));
});

describe.each(FEATURES)('$name', ({ name, asked }) => {
	test('is asked for where the table says, and nowhere else', () => {
		expect(filesWith(asked)).toEqual(rows.get(name));
	});
});

test.each(Object.entries(NOT_USED))('%s: used in no file without a row', (_name, words) => {
	expect(filesWith(words)).toEqual([]);
});
