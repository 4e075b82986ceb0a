/** The words of a text, as a search index has them. */
import { fieldOf, type JSONObject } from './json.ts';

const MAX_WORD_CHARACTERS = 32;

/** The words of a text in its order, each as often as it is there. */
export function wordsOf(text: string): string[] {
	const words = text.split(/[^\p{Alphabetic}\p{N}]+/u);
	return words
		.filter((word) => word !== '' && word.length <= MAX_WORD_CHARACTERS)
		.map((word) => word.toLowerCase());
}

/** Documents never change, so the words of those that were found are worked out once. */
const known = new WeakMap<JSONObject, Map<string, string[]>>();

/** The words of a document's field; none when it holds no text. */
export function wordsIn(document: JSONObject, field: string): string[] {
	const ofDocument = known.get(document) ?? new Map<string, string[]>();
	known.set(document, ofDocument);
	const text = fieldOf(document, field);
	const words = ofDocument.get(field) ?? (typeof text === 'string' ? wordsOf(text) : []);
	ofDocument.set(field, words);
	return words;
}

/**
 * Which documents have a word in a field, or had it once: who asks looks at the document. So it serves
 * all snapshots, and nothing is ever taken out.
 */
export class WordIndex {
	readonly #ids = new Map<string, string[]>();

	constructor(private readonly field: string) {}

	/** Adds the words of a document. */
	add(document: JSONObject): void {
		const text = fieldOf(document, this.field);
		if (typeof text !== 'string') return;
		for (const word of new Set(wordsOf(text))) {
			const ids = this.#ids.get(word);
			if (ids) ids.push(document._id as string);
			else this.#ids.set(word, [document._id as string]);
		}
	}

	/** The ids of documents that have a wanted word, each once. */
	find(isWanted: (word: string) => boolean): Set<string> {
		const found = new Set<string>();
		for (const [word, ids] of this.#ids) {
			if (isWanted(word)) for (const id of ids) found.add(id);
		}
		return found;
	}
}
