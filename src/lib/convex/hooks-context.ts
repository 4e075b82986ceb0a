import type { ConvexClient } from 'convex/browser';
import { _authContextKey, setConvexClientContext } from 'convex-svelte';
import { setContext } from 'svelte';
import { CallError } from '../errors.js';

/** What convex-svelte's own functions are given below the provider. */
export interface HooksContext {
	/** The client of whoever is signed in; another one after every switch. */
	client: () => ConvexClient | undefined;
	/** What its `useAuth` says. */
	auth: { readonly isLoading: boolean; readonly isAuthenticated: boolean };
}

/** Lets convex-svelte's `useQuery`, `useMutation`, `useAuth`, ... work in all components below. */
export function setConvexHooksContext({ client, auth }: HooksContext): void {
	setConvexClientContext(whicheverIs(client));
	setContext(_authContextKey, auth);
}

/**
 * A client that stands for the current one. While there is none it calls itself disabled, which
 * convex-svelte reads before anything else, and reads again when there is one.
 */
function whicheverIs(current: () => ConvexClient | undefined): ConvexClient {
	return new Proxy({} as ConvexClient, {
		get(_target, name) {
			const client = current();
			if (client) {
				const value: unknown = Reflect.get(client, name, client);
				return typeof value === 'function' ? (value.bind(client) as unknown) : value;
			}
			if (name === 'disabled') return true;
			if (name === 'closed' || typeof name === 'symbol') return undefined;
			throw new CallError('not_connected', 'Nobody is signed in to Convex.');
		}
	});
}
