import type { ClerkSettings } from '$lib';
import type * as en from './en';

/** What the app says in a language, in areas. */
export type Areas = typeof en;

/** All that there is in another language than English. */
export interface Translation extends Areas {
	/** Clerk's UI strings. */
	clerk: NonNullable<ClerkSettings['localization']>;
}

interface LanguageDefinition {
	/** Its name in the language itself. */
	name: string;
	dir: 'ltr' | 'rtl';
	/** Loads its texts. English has none to load: its texts come with what shows them. */
	load?: () => Promise<Translation>;
}

const definitions = {
	en: { name: 'English', dir: 'ltr' },
	ar: { name: 'العربية', dir: 'rtl', load: () => import('./ar') },
	de: { name: 'Deutsch', dir: 'ltr', load: () => import('./de') }
} satisfies Record<string, LanguageDefinition>;

/** A language of the app. */
export type LanguageCode = keyof typeof definitions;

/** The languages of the app. The first is the fallback. */
export const LANGUAGES: Readonly<Record<LanguageCode, LanguageDefinition>> = definitions;

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
