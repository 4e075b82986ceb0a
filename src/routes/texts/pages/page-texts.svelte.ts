import { countingIn } from '../counting';
import { useLanguage, type Language, type Texts } from '../language.svelte';
import type { LanguageCode } from '../languages';
import { ar } from './ar';
import { en, type PageWords, type SpeakPages } from './en';

/** What the pages and dialogs that no launch shows say in each language. */
export const PAGES: Readonly<Record<LanguageCode, SpeakPages>> = { en, ar };

/** The texts of the app, and of the pages and dialogs that no launch shows, in one language. */
export type PageTexts = Texts & PageWords;

/** All texts but those of the settings, in the language of the moment. */
export function pageTexts(language: Pick<Language, 'code' | 'locale' | 'texts'>): PageTexts {
	const words = $derived(PAGES[language.code](countingIn(language.locale)));
	return new Proxy({} as PageTexts, {
		get: (_texts, area: keyof PageTexts) =>
			area in words ? words[area as keyof PageWords] : language.texts[area as keyof Texts]
	});
}

/** All texts but those of the settings, for a component that no launch shows. */
export const usePageTexts = (): PageTexts => pageTexts(useLanguage());
