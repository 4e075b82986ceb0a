import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/root.js';
import { anchorsOf, linksOf, listDocuments, readDocument } from './markdown.ts';

/** What a link of a document leads to that is not there. */
function brokenLinksOf(document: string): string[] {
	const relative = linksOf(readDocument(document)).filter((link) => !/^[a-z]+:/.test(link));
	return relative.filter((link) => {
		const [path = '', anchor] = link.split('#');
		const target = path === '' ? document : join(dirname(document), path);
		if (!existsSync(join(ROOT, target))) return true;
		if (anchor === undefined) return false;
		return !target.endsWith('.md') || !anchorsOf(readDocument(target)).has(anchor);
	});
}

test.each(listDocuments())(
	'every relative link of %s leads to a file and a heading',
	(document) => {
		expect(brokenLinksOf(document)).toEqual([]);
	}
);

test('finds links in Markdown and in HTML, and none in code', () => {
	const text =
		'See [a](one.md#x) and `[b](two.md)`.\n\n```md\n[c](three.md)\n```\n<img src="d.png">';
	expect(linksOf(text)).toEqual(['one.md#x', 'd.png']);
});

test('names a heading as GitHub does', () => {
	const text =
		'# What is `new`?\n\n<a id="x"></a>\n\n## A, [b](c.md)\n\n```sh\n# no heading\n```\n\n## A, b\n';
	expect([...anchorsOf(text)]).toEqual(['x', 'what-is-new', 'a-b', 'a-b-1']);
});
