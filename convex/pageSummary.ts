import { Parser } from 'htmlparser2';
import { countCharacters, cutCharacters, wellFormed } from './characters';
import type { PageSummary } from './linkPreview';

/** The longest of each, counted with `countCharacters`. */
export const SUMMARY_LIMITS = { title: 200, description: 300, siteName: 60 } as const;

/** Where a page may say it, the best first. The page's own `<title>` comes after these. */
const SAID_IN = {
	title: ['og:title', 'twitter:title'],
	description: ['og:description', 'twitter:description', 'description'],
	siteName: ['og:site_name']
} as const;

/** Signs that show nothing, or that turn around what is beside them. */
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/gu;

/** Reads what a page says of itself in its head; `undefined` when it has no title. */
export function summarizePage(html: string): PageSummary | undefined {
	const { said, title: own } = readHead(html);
	const find = (what: keyof typeof SAID_IN) => {
		const names: readonly string[] = SAID_IN[what];
		return names.map((name) => toLine(said.get(name) ?? '', SUMMARY_LIMITS[what])).find(Boolean);
	};
	const title = find('title') ?? toLine(own, SUMMARY_LIMITS.title);
	const description = find('description');
	const siteName = find('siteName');
	if (title === '') return undefined;
	return {
		title,
		...(description && description !== title && { description }),
		...(siteName && siteName !== title && { siteName })
	};
}

/** What the `<meta>` elements of a page's head say, by their names, and its first `<title>`. */
function readHead(html: string) {
	const said = new Map<string, string>();
	let title: string | undefined;
	let isInTitle = false;
	let isOver = false;
	const parser = new Parser({
		onopentag(tag, { property, name, content }) {
			// Whoever writes into the body need not be whom the page belongs to.
			if (tag === 'body') isOver = true;
			if (isOver) return;
			isInTitle = tag === 'title' && title === undefined;
			if (isInTitle) title = '';
			const key = (property ?? name ?? '').toLowerCase();
			if (tag === 'meta' && content && !said.has(key)) said.set(key, content);
		},
		ontext(text) {
			if (isInTitle && !isOver) title += text;
		},
		onclosetag(tag) {
			if (tag === 'title') isInTitle = false;
			if (tag === 'head') isOver = true;
		}
	});
	parser.end(html);
	return { said, title: title ?? '' };
}

function toLine(text: string, limit: number): string {
	const line = wellFormed(text).replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
	return countCharacters(line) <= limit ? line : `${cutCharacters(line, limit - 1)}…`;
}
