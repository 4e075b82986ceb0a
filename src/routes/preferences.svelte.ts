import { createContext } from 'svelte';
import { isLanguageCode, type LanguageCode } from './texts/languages';

/** Where they lie on the device. They are nobody's data: they stay when a user signs out. */
const KEY = 'preferences';

/** How the app looks: as the system does, or always the one. */
export const THEMES = ['system', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

interface Chosen {
	theme: Theme;
	/** `undefined`: the one that the user's languages say. */
	language: LanguageCode | undefined;
}

/** What has been chosen for this device: how the app looks, and what it speaks. Other tabs follow. */
export class Preferences {
	readonly #storage: Storage | undefined;
	#chosen: Chosen;

	/** @param storage where they are kept; some browsers have none to give */
	constructor(storage: Storage | undefined) {
		this.#storage = storage;
		this.#chosen = $state.raw(parse(read(storage)));
	}

	get theme(): Theme {
		return this.#chosen.theme;
	}

	set theme(theme: Theme) {
		this.#choose({ ...this.#chosen, theme });
	}

	get language(): LanguageCode | undefined {
		return this.#chosen.language;
	}

	set language(language: LanguageCode | undefined) {
		this.#choose({ ...this.#chosen, language });
	}

	/** Follows the other tabs until the signal is aborted. */
	follow(window: Window, signal: AbortSignal): void {
		window.addEventListener(
			'storage',
			({ key }) => {
				if (key === KEY || key === null) this.#chosen = parse(read(this.#storage));
			},
			{ signal }
		);
	}

	#choose(chosen: Chosen): void {
		this.#chosen = chosen;
		try {
			this.#storage?.setItem(KEY, JSON.stringify(chosen));
		} catch {
			// Not kept: it holds while the page is open.
		}
	}
}

/** The storage of a window; asking for it fails where the browser allows none. */
export function storageOf(window: Window): Storage | undefined {
	try {
		return window.localStorage;
	} catch {
		return undefined;
	}
}

function read(storage: Storage | undefined): unknown {
	try {
		return JSON.parse(storage?.getItem(KEY) ?? 'null');
	} catch {
		return undefined;
	}
}

function parse(stored: unknown): Chosen {
	const { theme, language } = Object(stored) as Record<string, unknown>;
	return {
		theme: THEMES.find((one) => one === theme) ?? 'system',
		language: isLanguageCode(language) ? language : undefined
	};
}

/** What has been chosen for this device. */
export const [usePreferences, setPreferences] = createContext<Preferences>();
