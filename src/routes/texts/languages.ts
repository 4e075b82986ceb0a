import type { ClerkSettings } from '$lib';
import { en, type Speak } from './en';

/** A language of the app. */
export type LanguageCode = 'en' | 'ar';

interface LanguageDefinition {
	/** Its name in the language itself. */
	name: string;
	dir: 'ltr' | 'rtl';
	/** Its texts; only English is part of every launch. */
	load: () => Promise<Speak>;
	/** Clerk's UI strings in it, unless it is English. */
	clerk?: ClerkSettings['localization'];
}

/** The languages of the app. The first is the fallback. */
export const LANGUAGES: Readonly<Record<LanguageCode, LanguageDefinition>> = {
	en: { name: 'English', dir: 'ltr', load: () => Promise.resolve(en) },
	ar: {
		name: 'العربية',
		dir: 'rtl',
		load: async () => (await import('./ar')).ar,
		clerk: async () => (await import('./clerk/ar')).ar
	}
};

/** Whether a name is that of a language of the app. */
export function isLanguageCode(code: unknown): code is LanguageCode {
	return typeof code === 'string' && Object.hasOwn(LANGUAGES, code);
}

/** A language, and the locale for dates and numbers. */
export interface Choice {
	code: LanguageCode;
	/** A BCP 47 tag. */
	locale: string;
}

/**
 * Chooses the language: the one that the user has chosen, or else the first of the user's languages that
 * the app has. Dates and numbers use the user's own region, if the user has one for that language.
 *
 * @param preferred the user's languages as the browser names them, the preferred one first
 */
export function chooseLanguage(
	chosen: LanguageCode | undefined,
	preferred: readonly string[]
): Choice {
	const codeOf = (locale: string) => locale.split('-', 1)[0]?.toLowerCase();
	const code = chosen ?? preferred.map(codeOf).find(isLanguageCode) ?? 'en';
	return { code, locale: preferred.find((locale) => codeOf(locale) === code) ?? code };
}
