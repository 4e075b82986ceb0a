import type { LayoutLoad } from './$types';
import { Language } from './texts/language.svelte';

// The app is one page that the service worker can answer with: no server renders it.
export const ssr = false;
export const prerender = false;

/** What the first picture needs: the words for it. */
export const load: LayoutLoad = async () => ({
	language: await Language.open(navigator.languages, undefined)
});
