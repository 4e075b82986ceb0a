import { createContext } from 'svelte';
import { timesIn, type Times } from '../time';
import { countingIn, type Counting } from './counting';
import { en, type Speak, type Words } from './en';
import { chooseLanguage, LANGUAGES, type LanguageCode } from './languages';

/** What the app says and how it writes points in time and numbers, in one language. */
export type Texts = Words & Pick<Counting, 'number'> & { times: Times };

type ReadClock = () => number;

interface Spoken {
	code: LanguageCode;
	locale: string;
	texts: Texts;
}

/** The language that the app speaks. */
export class Language {
	readonly #preferred: readonly string[];
	readonly #readClock: ReadClock;
	#spoken: Spoken;

	/** The texts: what reads one follows a change of the language. */
	readonly texts: Texts = new Proxy({} as Texts, {
		get: (_texts, area: keyof Texts) => this.#spoken.texts[area]
	});

	private constructor(preferred: readonly string[], readClock: ReadClock, spoken: Spoken) {
		this.#preferred = preferred;
		this.#readClock = readClock;
		this.#spoken = $state.raw(spoken);
	}

	/**
	 * Speaks the chosen language, or without one the user's.
	 *
	 * @param preferred the user's languages as the browser names them, the dearest first
	 * @param readClock what time it is, for what is said of the past
	 */
	static async open(
		preferred: readonly string[],
		chosen: LanguageCode | undefined,
		readClock: ReadClock = Date.now
	): Promise<Language> {
		return new Language(preferred, readClock, await load(preferred, chosen, readClock));
	}

	/** The language that is spoken. */
	get code(): LanguageCode {
		return this.#spoken.code;
	}

	/** How it writes dates and numbers, as a BCP 47 tag. */
	get locale(): string {
		return this.#spoken.locale;
	}

	/** Goes over to the chosen language, or without one to the user's. */
	async speak(chosen: LanguageCode | undefined): Promise<void> {
		if (chooseLanguage(chosen, this.#preferred).code === this.#spoken.code) return;
		this.#spoken = await load(this.#preferred, chosen, this.#readClock);
	}
}

/** Where the words of a language cannot be had, the app says what it has to say in English. */
async function load(
	preferred: readonly string[],
	chosen: LanguageCode | undefined,
	readClock: ReadClock
): Promise<Spoken> {
	const { code, locale } = chooseLanguage(chosen, preferred);
	try {
		return { code, locale, texts: textsIn(locale, await LANGUAGES[code].load(), readClock) };
	} catch {
		const english = chooseLanguage('en', preferred);
		return { ...english, texts: textsIn(english.locale, en, readClock) };
	}
}

/** The texts of a language, for a locale of it. */
export function textsIn(locale: string, speak: Speak, readClock?: ReadClock): Texts {
	const counting = countingIn(locale);
	const words = speak(counting);
	const times = timesIn(locale, words.time.dayAndClock, readClock);
	return { ...words, number: counting.number, times };
}

/** The language that the app speaks. */
export const [useLanguage, setLanguage] = createContext<Language>();

/** The texts, in the language of the moment. */
export const useTexts = (): Texts => useLanguage().texts;
