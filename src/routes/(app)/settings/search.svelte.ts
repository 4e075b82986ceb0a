import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

/** What somebody looks for in the settings. Sections without it hide. */
export class SettingsSearch {
	text = $state('');
	/** What each section says, by its id. */
	readonly sections = new SvelteMap<string, string>();
}

/** The search of the page's settings. */
export const [useSettingsSearch, setSettingsSearch] = createContext<SettingsSearch>();
