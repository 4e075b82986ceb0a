/** The forms of a noun with a count, by the plural rules of the language. `#` stands for the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Formats numbers, and counts with their nouns, in one language. */
export interface Counting {
	number: (value: number) => string;
	count: (value: number, forms: Forms) => string;
}

/** Creates the formatters of a locale. */
export function countingIn(locale: string): Counting {
	const rules = new Intl.PluralRules(locale);
	const format = new Intl.NumberFormat(locale);
	const number = (value: number) => format.format(value);
	return {
		number,
		count: (value, forms) =>
			(forms[rules.select(value)] ?? forms.other).replace('#', () => number(value))
	};
}
