import { createContext } from 'svelte';

/** What somebody looks for in the settings. Sections without it hide. */
export class SettingsSearch {
	text = $state('');
}

/** The search of the page's settings. */
export const [useSettingsSearch, setSettingsSearch] = createContext<SettingsSearch>();
