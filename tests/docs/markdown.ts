/** The documents of this repository, as far as their tests read Markdown. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/root.js';

/** The folders that have documents; those of the top level are found too. */
const FOLDERS = ['bench', 'convex', 'docs', 'emulators', 'scripts', 'src', 'tests'];

/** A block of code in a document. */
export interface CodeBlock {
	/** The document's path in the repository. */
	document: string;
	/** The line of the document on which the code begins, from 1. */
	line: number;
	language: string;
	code: string;
}

/** The paths of all documents, relative to the repository. */
export function listDocuments(): string[] {
	const below = FOLDERS.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
			join(folder, path)
		)
	);
	const isDocument = (path: string) => path.endsWith('.md') && !path.includes('node_modules');
	return [...readdirSync(ROOT), ...below].filter(isDocument).sort();
}

export function readDocument(path: string): string {
	return readFileSync(join(ROOT, path), 'utf8');
}

/** The blocks of code of a document. */
export function codeBlocksOf(document: string, text: string): CodeBlock[] {
	return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(
		({ 1: language = '', 2: code = '', index }) => ({
			document,
			line: text.slice(0, index).split('\n').length + 1,
			language,
			code
		})
	);
}

/** The addresses that a document links to, or takes pictures from. */
export function linksOf(text: string): string[] {
	const prose = withoutCode(text);
	const inMarkdown = [...prose.matchAll(/\]\((?:<([^>\n]+)>|([^)\s]+))\)/g)];
	const inHtml = [...prose.matchAll(/\b(?:href|src|srcset)="([^"]+)"/g)];
	return [...inMarkdown, ...inHtml].map(([, one, other]) => one ?? other ?? '');
}

/** The names by which a document's headings can be linked to, as GitHub makes them, and its `<a id>`. */
export function anchorsOf(text: string): Set<string> {
	const ids = withoutCode(text, 'blocks').matchAll(/<a id="([^"]+)">/g);
	const anchors = new Set<string>([...ids].map(([, id = '']) => id));
	for (const [, heading = ''] of withoutCode(text, 'blocks').matchAll(/^#{1,6} +(.+?) *$/gm)) {
		const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
		const slug = plain
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
			.replaceAll(' ', '-');
		let name = slug;
		for (let copies = 1; anchors.has(name); copies++) name = `${slug}-${copies}`;
		anchors.add(name);
	}
	return anchors;
}

function withoutCode(text: string, what: 'blocks' | 'all' = 'all'): string {
	const withoutBlocks = text.replace(/^```.*?^```$/gms, '');
	return what === 'all' ? withoutBlocks.replace(/`[^`\n]*`/g, '') : withoutBlocks;
}
