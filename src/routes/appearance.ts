import type { Density, TextSize, Theme } from './preferences.svelte';
import { LANGUAGES, type LanguageCode } from './texts/languages';

/** How the page looks. */
export interface Look {
	theme: Theme;
	textSize: TextSize;
	density: Density;
}

/** Sets the language and the look as attributes of the page: the styles depend on them. */
export function mark(
	document: Document,
	language: LanguageCode,
	{ theme, textSize, density }: Look
): void {
	const { documentElement: root } = document;
	root.lang = language;
	root.dir = LANGUAGES[language].dir;
	Object.assign(root.dataset, { theme, textSize, density });
	for (const colour of document.querySelectorAll<HTMLMetaElement>('meta[data-scheme]')) {
		const { scheme } = colour.dataset;
		if (theme === 'system') colour.media = `(prefers-color-scheme: ${scheme})`;
		else colour.media = theme === scheme ? 'all' : 'not all';
	}
}
