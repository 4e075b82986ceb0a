/** What SvelteKit knows and the library does not: `clerk-convex-svelte/kit`. */
import { goto } from '$app/navigation';
import type { ClerkSettings } from '../auth/clerk-settings.js';

/**
 * Lets Clerk go to a page of a SvelteKit app without loading it anew.
 *
 * ```svelte
 * <ClerkConvexProvider clerk={{ publishableKey, ...kitRouter }} {convexUrl}>
 * ```
 */
export const kitRouter: Required<Pick<ClerkSettings, 'routerPush' | 'routerReplace'>> = {
	routerPush: (to) => goto(to),
	routerReplace: (to) => goto(to, { replaceState: true })
};
