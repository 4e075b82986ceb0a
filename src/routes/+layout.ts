import type { LayoutLoad } from './$types';
import { Clock } from './clock.svelte';
import { Preferences, storageOf } from './preferences.svelte';
import { Language } from './texts/language.svelte';

// The app is a single page that the service worker can answer with, so no server renders it.
export const ssr = false;
export const prerender = false;

/** Loads what the first frame needs: preferences and texts. */
export const load: LayoutLoad = async () => {
	const preferences = new Preferences(storageOf(window));
	const clock = new Clock();
	const { languages } = navigator;
	const language = await Language.open(languages, preferences.language, clock);
	return { preferences, clock, language };
};
