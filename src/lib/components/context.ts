import { createContext } from 'svelte';
import type { ClerkConvexClient } from '../client.svelte.js';

const [getClient, setClient] = createContext<ClerkConvexClient>();

/** Gives the client to all components below. */
export const setClerkConvexClient = setClient;

/**
 * The client of the provider above this component. Call it while the component is initialised.
 *
 * @throws when there is no provider above
 */
export function useClerkConvex(): ClerkConvexClient {
	try {
		return getClient();
	} catch (cause) {
		throw new Error('There is no <ClerkConvexProvider> above this component.', { cause });
	}
}
