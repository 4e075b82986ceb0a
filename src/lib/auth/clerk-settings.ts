import type { ClerkOptions } from '@clerk/shared/types';
import type { AskLocalization } from './clerk-localization.svelte.js';

/** Clerk's settings. */
export interface ClerkSettings {
	publishableKey: string;
	/** The address of a proxy of Clerk's Frontend API: a path of the app's origin, or a URL. */
	proxyUrl?: string;
	/** Clerk's own options: appearance, redirects, ...; or a function that loads them when Clerk is loaded. */
	options?: ClerkOptions | (() => Promise<ClerkOptions>);
	/**
	 * Returns Clerk's UI strings. It runs when Clerk's UI first loads, and again when the Svelte state that it
	 * reads changes. `undefined` is English.
	 */
	localization?: AskLocalization;
}
