import type { LayoutLoad } from './$types';
import { Clock } from './clock.svelte';
import { Preferences, storageOf } from './preferences.svelte';
import { Language } from './texts/language.svelte';

// The app is one page that the service worker can answer with: no server renders it.
export const ssr = false;
export const prerender = false;

/** What the first picture needs: how it is to look, and the words for it. */
export const load: LayoutLoad = async () => {
	const preferences = new Preferences(storageOf(window));
	const clock = new Clock();
	const { languages } = navigator;
	const language = await Language.open(languages, preferences.language, () => clock.now);
	return { preferences, clock, language };
};
