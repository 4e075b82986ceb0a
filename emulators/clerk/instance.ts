import type { Store } from './store.ts';
import type { Tokens } from './tokens.ts';

/** What all requests share. */
export interface Instance {
	readonly store: Store;
	readonly tokens: Tokens;
	readonly now: () => number;
	/** Where the app's pages are, for what does not come from one of them. */
	readonly appOrigin: string;
	/** All origins of the app's pages. */
	readonly origins: readonly string[];
}
