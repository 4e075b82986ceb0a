import { createContext, getAllContexts } from 'svelte';
import { setClerkContext } from '../auth/clerk-context.js';
import type { ClerkConvexClient } from '../client.svelte.js';
import { setConvexHooksContext } from '../convex/hooks-context.js';
import { SetupError } from '../setup-error.js';
import type { ClerkConvexClient as PublicClient } from '../public/client.js';

const [getClient, setClient] = createContext<ClerkConvexClient>();

/**
 * Provides a client to all components below, and to the functions of svelte-clerk and convex-svelte there,
 * as the provider does. Call it while a component is initialised, and start the client in an effect of that
 * component: `$effect(() => client.start(window))`.
 */
export function provideClerkConvex(given: PublicClient): void {
	// Nothing else makes one.
	const client = given as ClerkConvexClient;
	setClient(client);
	setClerkContext(client.clerkContext);
	setConvexHooksContext({
		client: () => client.readable?.convexClient,
		auth: {
			get isAuthenticated() {
				const state = client.authState.current;
				return state.status === 'authenticated' && state.confirmed;
			},
			get isLoading() {
				return client.authState.current.status !== 'unauthenticated' && !this.isAuthenticated;
			}
		}
	});
}

/**
 * Returns the client of the provider above this component. Call it while the component is initialised.
 *
 * @throws {SetupError} `no_provider` when there is no provider above, or `outside_initialization`
 */
export function useClerkConvex(): PublicClient {
	return useClient();
}

/** As {@link useClerkConvex}, with what only the library sees of the client. */
export function useClient(): ClerkConvexClient {
	try {
		return getClient();
	} catch {
		throw new SetupError(isInitializing() ? 'no_provider' : 'outside_initialization');
	}
}

/** Whether a component is being initialised: only then there are contexts. */
function isInitializing(): boolean {
	try {
		return !!getAllContexts();
	} catch {
		// Svelte has no other way to ask.
		return false;
	}
}
