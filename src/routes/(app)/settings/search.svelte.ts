import { createContext, untrack } from 'svelte';

/** What somebody looks for in the settings. Sections without it hide. */
export class SettingsSearch {
	text = $state('');
	#sections = $state.raw<ReadonlyMap<string, string>>(new Map());

	/** What each section says, by its id. */
	get sections(): ReadonlyMap<string, string> {
		return this.#sections;
	}

	/** Notes what a section says now. */
	note(id: string, text: string): void {
		this.#sections = new Map(untrack(() => this.#sections)).set(id, text);
	}
}

/** The search of the page's settings. */
export const [useSettingsSearch, setSettingsSearch] = createContext<SettingsSearch>();
