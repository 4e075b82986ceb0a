import type { Store, User } from './store.ts';
import type { Tokens } from './tokens.ts';

/** What all requests share. */
export interface Instance {
	readonly store: Store;
	readonly tokens: Tokens;
	readonly now: () => number;
	/** Where the app's pages are, when a request does not say. */
	readonly appOrigin: string;
	/** Where the picture of a user is. */
	readonly pictureUrl: (user: User) => string;
	/** The file that a user's uploaded picture is kept in. */
	readonly pictureFile: (userId: string) => string;
}
