/**
 * Where a text may be cut. What a person takes for one character is a grapheme cluster: an emoji with a
 * skin colour, a letter with its marks, a flag. A cut through one shows as something else.
 *
 * The app imports this file too, so that both sides cut alike: nothing here may import the server. That is
 * why `Intl.Segmenter` is not used: not every runtime has it, and its rules differ from version to version.
 */

/**
 * A cluster: a flag or any character, with its marks, skin colour and tags, and with what is joined to it.
 * Two vowels of Thai and Lao belong to it. Korean letters join their first one, Indian and Khmer ones a
 * virama. Stacked marks have no end, so a cluster has at most 41 code points.
 */
const CLUSTER =
	/(?:\p{Regional_Indicator}{2}|[^])(?:\u200d|[\p{Mark}\p{Emoji_Modifier}\u200c\u{e0020}-\u{e007f}\u0e33\u0eb3\u1160-\u11ff]|(?<=\u200d)\p{Extended_Pictographic}|(?<=[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u17d2]\u200d?)\p{Letter}){0,40}/gu;

/** No cluster has more UTF-16 units. */
const MAX_CLUSTER_UNITS = 82;

/** The characters of a text, as a person counts them. */
export function charactersOf(text: string): readonly string[] {
	return text.match(CLUSTER) ?? [];
}

/** The length of a text in Unicode code points: a pair of surrogates counts as one. */
export function countCharacters(text: string): number {
	let count = 0;
	// A loop, not a spread: the text may have megabytes and be refused.
	for (let i = 0; i < text.length; i = next(text, i)) count++;
	return count;
}

/** The beginning of a text: at most `limit` code points, and no part of a character at its end. */
export function cutCharacters(text: string, limit: number): string {
	let end = 0;
	for (let left = limit; left > 0 && end < text.length; left--) end = next(text, end);
	return cutUnits(text, end);
}

/** The same, of at most `limit` UTF-16 units. */
export function cutUnits(text: string, limit: number): string {
	if (limit >= text.length) return text;
	let end = 0;
	for (const { length } of charactersOf(text.slice(0, limit + MAX_CLUSTER_UNITS))) {
		if (end + length > limit) break;
		end += length;
	}
	return text.slice(0, end);
}

/** A text with U+FFFD for each half of a surrogate pair: no UTF-8 has one. As `String.prototype.toWellFormed`. */
export function wellFormed(text: string): string {
	return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** The index of the next code point. */
function next(text: string, index: number): number {
	return index + ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1);
}
