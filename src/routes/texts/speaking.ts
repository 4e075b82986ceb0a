/** The forms of a noun with a count, by the plural rules of the language. `#` stands for the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Formats numbers, counts with their nouns, and puts names into sentences, in one language. */
export interface Counting {
	number: (value: number) => string;
	count: (value: number, forms: Forms) => string;
	/** A name for a place inside a text: it does not change the order of the words around it. */
	isolate: (name: string) => string;
}
