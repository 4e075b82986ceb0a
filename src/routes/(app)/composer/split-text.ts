import { cutCharacters } from '$convex/characters';

/**
 * Where a text may be split, the best place first. Each matches a place's beginning; what it matches belongs
 * to neither part.
 */
const PLACES = [
	// between paragraphs
	/[^\S\n]*\n[^\S\n]*\n\s*/g,
	// between lines
	/\s*\n/g,
	// between sentences
	/(?<=[.!?…。！？؟])\s+/g,
	// between words
	/\s+/g
];

/** A part is at least this share of the limit, if its text allows: otherwise a worse place is better. */
const LEAST_SHARE = 0.25;

/**
 * Splits a text into parts of at most `limit` code points: at the end of a paragraph where there is one,
 * otherwise of a line, a sentence, a word or at least a character. Blank parts are left out.
 */
export function splitText(text: string, limit: number): string[] {
	const parts: string[] = [];
	for (let rest = withoutGap(text.trimEnd()); rest !== '';) {
		const [part, after] = splitOff(rest, limit);
		if (part.trim() !== '') parts.push(part);
		rest = after;
	}
	return parts;
}

/** The text without the blank lines and the spaces before it; indentation stays. */
export function withoutGap(text: string): string {
	return text.replace(/^(?:\s*\n|\s+)/, '');
}

function splitOff(text: string, limit: number): [part: string, rest: string] {
	const end = cutCharacters(text, limit).length;
	if (end === text.length) return [text, ''];
	const most = text.slice(0, end + 1);
	for (const place of PLACES) {
		const at = [...most.matchAll(place)].findLast(({ index }) => index >= end * LEAST_SHARE);
		if (at) return [text.slice(0, at.index), withoutGap(text.slice(at.index))];
	}
	return [text.slice(0, end), withoutGap(text.slice(end))];
}
