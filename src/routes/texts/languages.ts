import type { ClerkSettings } from '$lib';
import { en, type Speak } from './en';

/** A language of the app. */
export type LanguageCode = 'en' | 'ar';

interface LanguageDefinition {
	/** What it calls itself. */
	name: string;
	dir: 'ltr' | 'rtl';
	/** Its words; only English is part of every launch. */
	load: () => Promise<Speak>;
	/** What Clerk's components say in it, where that is not English. */
	clerk?: ClerkSettings['localization'];
}

/** The languages that the app speaks, the one to fall back on first. */
export const LANGUAGES: Readonly<Record<LanguageCode, LanguageDefinition>> = {
	en: { name: 'English', dir: 'ltr', load: () => Promise.resolve(en) },
	ar: {
		name: 'العربية',
		dir: 'rtl',
		load: async () => (await import('./ar')).ar,
		clerk: async () => (await import('./clerk/ar')).ar
	}
};

/** Whether the app speaks a language that is named so. */
export function isLanguageCode(code: unknown): code is LanguageCode {
	return typeof code === 'string' && Object.hasOwn(LANGUAGES, code);
}

/** A language, and how dates and numbers are written in it. */
export interface Choice {
	code: LanguageCode;
	/** A BCP 47 tag. */
	locale: string;
}

/**
 * The language to speak: the one that was chosen, or else the first of the user's that the app knows.
 * Dates and numbers are written as in the user's own region, where they have named one of that language.
 *
 * @param preferred the user's languages as the browser names them, the dearest first
 */
export function chooseLanguage(
	chosen: LanguageCode | undefined,
	preferred: readonly string[]
): Choice {
	const codeOf = (locale: string) => locale.split('-', 1)[0]?.toLowerCase();
	const code = chosen ?? preferred.map(codeOf).find(isLanguageCode) ?? 'en';
	return { code, locale: preferred.find((locale) => codeOf(locale) === code) ?? code };
}
