import type { BrowserClerk, ClerkOptions, HeadlessBrowserClerk } from '@clerk/shared/types';
import type { AskLocalization } from './clerk-localization.svelte.js';

/** The look of Clerk's UI: `theme`, `variables`, `elements`, `options`, and what else Clerk knows. */
export type ClerkAppearance = object;

/** A Clerk that the app makes itself, from its own copy of `@clerk/clerk-js`. */
export type OwnClerk = HeadlessBrowserClerk | BrowserClerk;

/** Clerk's settings. */
export interface ClerkSettings {
	publishableKey: string;
	/** The address of a proxy of Clerk's Frontend API: a path of the app's origin, or a URL. */
	proxyUrl?: string | ((url: URL) => string);
	/** The domain of a satellite app, whose users sign in on another domain. */
	domain?: string | ((url: URL) => string);
	/** Whether this app is a satellite: its users sign in at `options.signInUrl`, on another domain. */
	isSatellite?: boolean | ((url: URL) => boolean);
	/** The nonce of the page's Content Security Policy, for the scripts of Clerk. */
	nonce?: string;
	/** The version of clerk-js that is loaded, in place of the newest that fits. */
	clerkJSVersion?: string;
	/** The address of clerk-js. */
	clerkJSUrl?: string;
	/** The version of Clerk's UI that is loaded, in place of the newest that fits. */
	clerkUIVersion?: string;
	/** The address of Clerk's UI. */
	clerkUIUrl?: string;
	/**
	 * The app's own Clerk, in place of Clerk's script: with clerk-js in the app's bundle, in Capacitor or in
	 * Tauri. A function makes a new one for each attempt to load it. With `options.ui`, Clerk's UI is the
	 * app's own too.
	 */
	instance?: OwnClerk | (() => OwnClerk | Promise<OwnClerk>);
	/** Goes to an address of the app without loading it anew. Clerk calls it after a sign-in, for example. */
	routerPush?: (to: string) => unknown;
	/** As {@link routerPush}, in place of the entry in the history. */
	routerReplace?: (to: string) => unknown;
	/** The look of Clerk's UI. When Svelte state that it is made of changes, the UI does too. */
	appearance?: ClerkAppearance | (() => ClerkAppearance | undefined) | undefined;
	/**
	 * Returns Clerk's UI strings. It runs when Clerk's UI first loads, and again when the Svelte state that it
	 * reads changes. `undefined` is English.
	 */
	localization?: AskLocalization;
	/** Clerk's own options: redirects, ...; or a function that loads them when Clerk is loaded. */
	options?: ClerkOptions | (() => Promise<ClerkOptions>);
}
