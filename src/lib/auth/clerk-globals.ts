import type { ClerkUIConstructor, HeadlessBrowserClerk, LoadedClerk } from '@clerk/shared/types';

/** What Clerk's scripts put into a page's window when they have loaded. */
export interface ClerkGlobals {
	Clerk: LoadedClerk & HeadlessBrowserClerk;
	__internal_ClerkUICtor: ClerkUIConstructor;
}
