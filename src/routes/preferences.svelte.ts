import { createContext } from 'svelte';
import { isLanguageCode, type LanguageCode } from './texts/languages';

/** The key in localStorage. Preferences belong to the device: they stay when a user signs out. */
const KEY = 'preferences';

/** The theme: the system's, or always the same. */
export const THEMES = ['system', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

/** The size of the text in percent of the system's size: the system's, or one of five others. */
export const TEXT_SIZES = [100, 85, 93, 112, 125, 150] as const;

export type TextSize = (typeof TEXT_SIZES)[number];

/** How much space there is between what is shown. */
export const DENSITIES = ['comfortable', 'compact'] as const;

export type Density = (typeof DENSITIES)[number];

interface Chosen {
	theme: Theme;
	textSize: TextSize;
	density: Density;
	/** `undefined`: chosen by the user's languages. */
	language: LanguageCode | undefined;
}

/** The preferences of this device: how the app looks, and its language. Other tabs follow. */
export class Preferences {
	readonly #storage: Storage | undefined;
	#chosen: Chosen;

	/** @param storage the storage of the preferences; not every browser has one */
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

	get textSize(): TextSize {
		return this.#chosen.textSize;
	}

	set textSize(textSize: TextSize) {
		this.#choose({ ...this.#chosen, textSize });
	}

	get density(): Density {
		return this.#chosen.density;
	}

	set density(density: Density) {
		this.#choose({ ...this.#chosen, density });
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
			// It could not be stored: it applies while the page is open.
		}
	}
}

/** The storage of a window. Reading it throws where the browser allows none. */
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
	const { theme, textSize, density, language } = Object(stored) as Record<string, unknown>;
	return {
		theme: oneOf(THEMES, theme),
		textSize: oneOf(TEXT_SIZES, textSize),
		density: oneOf(DENSITIES, density),
		language: isLanguageCode(language) ? language : undefined
	};
}

/** The stored choice; the first one if it is none of these. */
function oneOf<Choice>(all: readonly [Choice, ...Choice[]], stored: unknown): Choice {
	return all.find((one) => one === stored) ?? all[0];
}

/** The preferences of this device. */
export const [usePreferences, setPreferences] = createContext<Preferences>();
