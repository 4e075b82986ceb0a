import { MAX_SEARCH_CHARACTERS, refuseIfLonger } from './limits';

/** Convex refuses a search for more words than this. */
const MAX_TERMS = 16;

/** The words of a text as Convex's search wants them; empty when there is none to search for. */
export function toSearchTerms(text: string): string {
	refuseIfLonger('text', text, MAX_SEARCH_CHARACTERS);
	const words = text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
	return words.slice(0, MAX_TERMS).join(' ');
}
