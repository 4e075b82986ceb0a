import { DEV } from 'esm-env';
import { SetupError } from './setup-error.js';

/** Marks a page that has a client. Another copy of the library looks for the same mark. */
const CLAIMED = 'clerk-convex-svelte';

/**
 * Makes the page a client's, until the function that is returned is called: Clerk and convex-svelte are there
 * once in a page. A production build leaves it to the second client's connection to refuse
 * (`convex_client_taken`).
 *
 * @throws {SetupError} `second_provider` when the page has a client already
 */
export function claimPage(window: object): () => void {
	if (!DEV) return () => undefined;
	const page = window as Record<string, unknown>;
	if (page[CLAIMED]) throw new SetupError('second_provider');
	page[CLAIMED] = true;
	return () => (page[CLAIMED] = false);
}
