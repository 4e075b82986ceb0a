import { cutCharacters } from '$convex/characters';
import { findWords, toTerms, type SearchQuery } from '$convex/searchTerms';

/** A part of a text, and whether it is one of the searched words. */
export interface MarkedText {
	text: string;
	isMarked: boolean;
}

/** How much of a text a result shows, and how much of it before the first word found. */
const SHOWN_CHARACTERS = 160;
const SHOWN_BEFORE = 40;

/** The part of a text around the first of the words, on one line, with all of them marked. */
export function markWords(text: string, query: SearchQuery): MarkedText[] {
	const line = text.replace(/\s+/g, ' ').trim();
	const first = placesOf(line, query)[0]?.from ?? 0;
	const start = first > SHOWN_BEFORE ? wordStart(line, first) : 0;
	const shown = line.slice(start);
	const whole = cutCharacters(shown, SHOWN_CHARACTERS);
	const isCut = whole.length < shown.length;

	const parts: MarkedText[] = [];
	let end = 0;
	const addPlain = (to: number) => {
		if (to > end) parts.push({ text: whole.slice(end, to), isMarked: false });
	};
	for (const { from, to } of placesOf(whole, query)) {
		addPlain(from);
		parts.push({ text: whole.slice(from, to), isMarked: true });
		end = to;
	}
	addPlain(whole.length);
	if (start > 0) parts.unshift({ text: '…', isMarked: false });
	if (isCut) parts.push({ text: '…', isMarked: false });
	return parts;
}

/** Where the words are in a text. Where two of them overlap, they are one place. */
export function placesOf(text: string, query: SearchQuery): { from: number; to: number }[] {
	const terms = toTerms(text);
	const matches = findWords(
		terms.map((term) => term.text),
		query
	);
	const places: { from: number; to: number }[] = [];
	for (const { first, last, length = 0 } of matches) {
		const from = terms[first]?.from ?? 0;
		const to = terms[last]?.ends.at(length - 1) ?? from;
		const before = places.at(-1);
		if (before && from < before.to) before.to = Math.max(before.to, to);
		else places.push({ from, to });
	}
	return places;
}

/** Where a word begins a little before a position; the position itself where there is no space. */
function wordStart(text: string, position: number): number {
	const space = text.indexOf(' ', position - SHOWN_BEFORE);
	return space === -1 || space >= position ? position : space + 1;
}
