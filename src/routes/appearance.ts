import type { Theme } from './preferences.svelte';
import { LANGUAGES, type LanguageCode } from './texts/languages';

/** Sets the language and the theme as attributes of the page: the styles depend on both. */
export function mark(document: Document, language: LanguageCode, theme: Theme): void {
	const { documentElement: root } = document;
	root.lang = language;
	root.dir = LANGUAGES[language].dir;
	root.dataset.theme = theme;
	for (const colour of document.querySelectorAll<HTMLMetaElement>('meta[data-scheme]')) {
		const { scheme } = colour.dataset;
		if (theme === 'system') colour.media = `(prefers-color-scheme: ${scheme})`;
		else colour.media = theme === scheme ? 'all' : 'not all';
	}
}
