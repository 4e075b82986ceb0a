import type { ConvexClient } from 'convex/browser';
import { setContext } from 'svelte';
import { notSignedIn } from '../errors.js';

/**
 * Where convex-svelte's functions look for their client and for the auth state (`client.svelte.js` there).
 * They are written out here: the module that has them has `useQuery` too, so importing them would make
 * `useQuery` a part of every launch. hooks-context.browser.test.ts fails when they change.
 */
const CLIENT_KEY = '$$_convexClient';
const AUTH_KEY = '$$_convexAuth';

/** What convex-svelte's own functions read below the provider. */
export interface HooksContext {
	/** The client of the current account; another client after every switch of users. */
	client: () => ConvexClient | undefined;
	/** What convex-svelte's `useAuth` returns. */
	auth: { readonly isLoading: boolean; readonly isAuthenticated: boolean };
}

/** Lets convex-svelte's `useQuery`, `useMutation`, `useAuth`, ... work in all components below. */
export function setConvexHooksContext({ client, auth }: HooksContext): void {
	setContext(CLIENT_KEY, whicheverIs(client));
	setContext(AUTH_KEY, auth);
}

/**
 * A proxy of the current client. While there is none, the proxy says that it is disabled: convex-svelte
 * reads that first, and reads it again when there is a client.
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
			throw notSignedIn();
		}
	});
}
