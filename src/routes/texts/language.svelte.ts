import { createContext } from 'svelte';
import { timesIn, type Times, type TimeSource } from '../time';
import { countingIn } from './counting';
import type { Counting } from './speaking';
import { launch, type Speak, type Words } from './en/launch';
import {
	chooseLanguage,
	LANGUAGES,
	type Choice,
	type LanguageCode,
	type Translation
} from './languages';

/** The app's texts, and its formats for times and numbers, in one language. */
export type Texts = Words & Pick<Counting, 'number'> & { times: Times };

interface Spoken extends Choice {
	texts: Texts;
	translation: Translation | undefined;
}

/** The language that the app speaks. */
export class Language {
	readonly #preferred: readonly string[];
	readonly #clock: TimeSource | undefined;
	#spoken: Spoken;

	/** The texts. A reader of a text follows a change of the language. */
	readonly texts: Texts = new Proxy({} as Texts, {
		get: (_texts, area: keyof Texts) => this.#spoken.texts[area]
	});

	private constructor(preferred: readonly string[], clock: TimeSource | undefined, spoken: Spoken) {
		this.#preferred = preferred;
		this.#clock = clock;
		this.#spoken = $state.raw(spoken);
	}

	/**
	 * Chooses the language: the chosen one, or else one of the user's.
	 *
	 * @param preferred the user's languages as the browser names them, the preferred one first
	 * @param clock the time and the time zone of all times; without it, the system's
	 */
	static async open(
		preferred: readonly string[],
		chosen: LanguageCode | undefined,
		clock?: TimeSource
	): Promise<Language> {
		return new Language(preferred, clock, await load(preferred, chosen, clock));
	}

	/** The current language. */
	get code(): LanguageCode {
		return this.#spoken.code;
	}

	/** The locale for dates and numbers, as a BCP 47 tag. */
	get locale(): string {
		return this.#spoken.locale;
	}

	/** All texts of the current language; `undefined` in English. */
	get translation(): Translation | undefined {
		return this.#spoken.translation;
	}

	/** Changes to the chosen language or, without one, to the user's. */
	async speak(chosen: LanguageCode | undefined): Promise<void> {
		if (chooseLanguage(chosen, this.#preferred).code === this.#spoken.code) return;
		this.#spoken = await load(this.#preferred, chosen, this.#clock);
	}
}

/** Loads the texts of a language; English when they cannot be loaded. */
async function load(
	preferred: readonly string[],
	chosen: LanguageCode | undefined,
	clock: TimeSource | undefined
): Promise<Spoken> {
	const spokenIn = (choice: Choice, translation?: Translation): Spoken => ({
		...choice,
		texts: textsIn(choice.locale, translation?.launch ?? launch, clock),
		translation
	});
	const choice = chooseLanguage(chosen, preferred);
	try {
		return spokenIn(choice, await LANGUAGES[choice.code].load?.());
	} catch {
		return spokenIn(chooseLanguage('en', preferred));
	}
}

/** Creates the texts of a language for a locale. */
export function textsIn(locale: string, speak: Speak, clock?: TimeSource): Texts {
	const counting = countingIn(locale);
	const words = speak(counting);
	const times = timesIn(locale, words.time.withClock, clock);
	return { ...words, number: counting.number, times };
}

/** The language that the app speaks. */
export const [useLanguage, setLanguage] = createContext<Language>();

/** The texts in the current language. */
export const useTexts = (): Texts => useLanguage().texts;
