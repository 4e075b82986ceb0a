import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeSnapshot, SNAPSHOT_MARK, snapshotKey } from './snapshot-cache.js';

const anyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.constantFrom('$&', '$1', '$`', "$'", '$$', SNAPSHOT_MARK, '</script>', '\u2028')
);
const anySnapshot = fc.array(anyText).map((texts) => texts.join(''));

test('a snapshot replaces the mark, unchanged', () => {
	fc.assert(
		fc.property(anySnapshot, (snapshot) => {
			const page = placeSnapshot(`<body>${SNAPSHOT_MARK}<div></div></body>`, snapshot);
			expect(page).toBe(`<body>${snapshot}<div></div></body>`);
		})
	);
});

test('a page without the mark stays as it is', () => {
	expect(placeSnapshot('<p>Sign in to this Wi-Fi</p>', 'secret')).toBe(
		'<p>Sign in to this Wi-Fi</p>'
	);
});

test('each path has its own key', () => {
	expect(new Set(['/', '/c/a', '/c/b'].map(snapshotKey)).size).toBe(3);
});
