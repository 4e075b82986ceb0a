import { chooseLanguage, LANGUAGES } from './languages';
import type { Counting } from './speaking';

/** What is written from right to left, and the invisible characters that reverse text. */
const REVERSING =
	/[\p{Bidi_Control}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Unicode's FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE: in a plain text they do what `<bdi>` does. */
const FSI = '\u2068';
const PDI = '\u2069';

/** Creates the formatters of a locale. */
export function countingIn(locale: string): Counting {
	const rules = new Intl.PluralRules(locale);
	const format = new Intl.NumberFormat(locale);
	const { dir } = LANGUAGES[chooseLanguage(undefined, [locale]).code];
	const number = (value: number) => format.format(value);
	return {
		number,
		count: (value, forms) =>
			(forms[rules.select(value)] ?? forms.other).replace('#', () => number(value)),
		isolate: (name) =>
			dir === 'rtl' || REVERSING.test(name)
				? FSI + name.replace(/\p{Bidi_Control}/gu, '') + PDI
				: name
	};
}
