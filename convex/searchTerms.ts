// The app imports this file too, so that the device and the server find, and mark, the same: nothing here
// may import the server.
import { foldCharacters, type Character, type Kind } from './searchCharacters';

/** The most terms of one search: Convex looks for no more (docs.convex.dev/search/text-search). */
export const MAX_SEARCH_TERMS = 16;

/** The longest term, in bytes of UTF-8: Convex leaves out longer ones. */
const MAX_TERM_BYTES = 31;

/**
 * The most terms of one message that are stored. A message has at most 4,000 characters, but a character
 * can stand for several.
 */
const MAX_STORED_TERMS = 4_100;

/**
 * The unit of search: a word or, in a script without spaces between words, two characters that stand side
 * by side.
 */
export interface Term {
	/** As it is compared: see {@link foldCharacters}. */
	text: string;
	/** Where it begins in the text. */
	from: number;
	/** Where each of its characters ends in the text. */
	ends: readonly number[];
}

/** What to search for: words, each as its terms. The last word may be the beginning of one. */
export interface SearchQuery {
	words: readonly (readonly string[])[];
	/** Whether there were more terms than {@link MAX_SEARCH_TERMS}. Those are not looked for. */
	isCut: boolean;
}

/** Where a word of a search is in a text. */
export interface Match {
	/** The indices of its first and its last term. */
	first: number;
	last: number;
	/** How much of the last term it is, in characters; `undefined` for all of it. */
	length: number | undefined;
}

/** All terms of a text, in their order. */
export function toTerms(text: string): Term[] {
	return readWords(text).flat();
}

/** The terms of a message as they are stored, for Convex's search. */
export function toStoredTerms(text: string): string {
	const terms = toTerms(text).slice(0, MAX_STORED_TERMS);
	return terms.map((term) => term.text).join(' ');
}

/** Reads what somebody searches for. */
export function toSearchQuery(text: string): SearchQuery {
	const words: string[][] = [];
	let room = MAX_SEARCH_TERMS;
	for (const terms of readWords(text)) {
		// The last character alone is in the last pair already.
		const wanted = terms.length > 1 ? terms.slice(0, -1) : terms;
		if (room > 0) words.push(wanted.slice(0, room).map((term) => term.text));
		room -= wanted.length;
	}
	return { words, isCut: room < 0 };
}

/** Finds the words of a search among the terms of a text. */
export function findWords(terms: readonly string[], { words }: SearchQuery): Match[] {
	return terms.flatMap((_, first) => {
		for (const word of words) {
			const last = first + word.length - 1;
			const begun = word === words.at(-1) ? word.at(-1) : undefined;
			const isHere = word.every((term, index) => {
				const its = terms[first + index];
				const isBegun = begun !== undefined && first + index === last && its?.startsWith(begun);
				return its === term || isBegun;
			});
			if (!isHere) continue;
			const isWhole = terms[last] === word.at(-1);
			return [{ first, last, length: isWhole ? undefined : [...(begun ?? '')].length }];
		}
		return [];
	});
}

/** The words of a text, each as its terms. A run of pairs ends with its last character alone. */
function readWords(text: string): Term[][] {
	const words: Term[][] = [];
	let run: Character[] = [];
	let kind: Kind = 'other';
	const end = () => {
		if (kind === 'word') words.push([toTerm(run)]);
		if (kind === 'dense') words.push(run.map((_, index) => toTerm(run.slice(index, index + 2))));
		run = [];
	};
	for (const character of foldCharacters(text)) {
		// An emoji is a word of its own.
		if (character.kind !== kind || character.isAlone) end();
		kind = character.kind;
		run.push(character);
	}
	end();
	return words;
}

function toTerm(characters: readonly Character[]): Term {
	let text = '';
	let bytes = 0;
	for (const character of characters) {
		bytes += bytesOf(character.text);
		if (bytes > MAX_TERM_BYTES) break;
		text += character.text;
	}
	return { text, from: characters[0]?.from ?? 0, ends: characters.map(({ to }) => to) };
}

/** The bytes of a text in UTF-8. */
function bytesOf(text: string): number {
	let bytes = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
	}
	return bytes;
}
