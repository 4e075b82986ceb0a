import { cutCharacters } from '$convex/characters';

/** A part of a text, and whether it is one of the searched words. */
export interface MarkedText {
	text: string;
	isMarked: boolean;
}

/** How much of a text a result shows, and how much of it before the first word found. */
const SHOWN_CHARACTERS = 160;
const SHOWN_BEFORE = 40;

/** The words to search for, as the server splits them. The last one may be incomplete. */
export function toWords(text: string): string[] {
	return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word.toLowerCase());
}

/** Whether a text has one of the words. */
export function hasWord(text: string, words: readonly string[]): boolean {
	return findWords(text, words).length > 0;
}

/** The part of a text around the first of the words, on one line, with all of them marked. */
export function markWords(text: string, words: readonly string[]): MarkedText[] {
	const line = text.replace(/\s+/g, ' ').trim();
	const first = findWords(line, words)[0]?.from ?? 0;
	const start = first > SHOWN_BEFORE ? wordStart(line, first - SHOWN_BEFORE) : 0;
	const shown = line.slice(start);
	const whole = cutCharacters(shown, SHOWN_CHARACTERS);
	const isCut = whole.length < shown.length;

	const parts: MarkedText[] = [];
	let end = 0;
	const addPlain = (to: number) => {
		if (to > end) parts.push({ text: whole.slice(end, to), isMarked: false });
	};
	for (const { from, to } of findWords(whole, words)) {
		addPlain(from);
		parts.push({ text: whole.slice(from, to), isMarked: true });
		end = to;
	}
	addPlain(whole.length);
	if (start > 0) parts.unshift({ text: '…', isMarked: false });
	if (isCut) parts.push({ text: '…', isMarked: false });
	return parts;
}

function findWords(text: string, words: readonly string[]): { from: number; to: number }[] {
	const begun = words.at(-1);
	return [...text.matchAll(/[\p{L}\p{N}]+/gu)].flatMap(({ 0: word, index: from }) => {
		const lower = word.toLowerCase();
		if (words.includes(lower)) return [{ from, to: from + word.length }];
		if (begun === undefined || !lower.startsWith(begun)) return [];
		return [{ from, to: from + Math.min(begun.length, word.length) }];
	});
}

/** The index at which the next word begins, so that no word is cut. */
function wordStart(text: string, position: number): number {
	return text.indexOf(' ', position) + 1;
}
