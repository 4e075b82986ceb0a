import { isSignedOutHere } from '../auth/signed-out-cookie.js';
import { createClerkClient, signedOutAuthObject } from './clerk-backend.js';
import { toClerkOptions, type ClerkServerSettings } from './clerk-options.js';
import { clerkRequest, isOfBrowser, mayHaveSession } from './clerk-request.js';
import { privately, redirectPrivately } from './private-response.js';
import { ServerClient, type ServerAuth } from './server-client.js';

/** How an app configures the library on its server. */
export interface ClerkConvexHandleOptions {
	/** Clerk's keys, and Clerk's own options. */
	clerk: ClerkServerSettings;
	/** The address of the Convex deployment, the same as the provider's. */
	convexUrl: string;
}

/** What the hook needs of SvelteKit's event. */
export interface HandledEvent {
	request: Request;
	url: URL;
	locals: object;
}

/** A hook for `handle` of `src/hooks.server.ts`, alone or in SvelteKit's `sequence`. */
export type ClerkConvexHandle = <Event extends HandledEvent>(input: {
	event: Event;
	resolve: (event: Event) => Response | Promise<Response>;
}) => Promise<Response>;

/**
 * Creates the hook that verifies Clerk's session and puts a {@link ServerClient} at `locals.clerkConvex`.
 * Whatever is answered to somebody who is signed in has `Cache-Control: private, no-store`.
 *
 * ```ts
 * export const handle = createClerkConvexHandle({
 * 	clerk: { publishableKey, secretKey: env.CLERK_SECRET_KEY, jwtKey: env.CLERK_JWT_KEY },
 * 	convexUrl
 * });
 * ```
 *
 * Without a secret key it throws `ServerError` `no_secret_key` at the first request that has a cookie.
 */
export function createClerkConvexHandle(options: ClerkConvexHandleOptions): ClerkConvexHandle {
	const { convexUrl } = options;
	const { authorizedParties, ...settings } = options.clerk;
	const sayOnce = createSayOnce();
	let clerk: ReturnType<typeof createClerkClient> | undefined;

	return async ({ event, resolve }) => {
		if (!settings.isSatellite && !mayHaveSession(event.url, event.request)) {
			const auth = signedOutAuthObject();
			const isSignedOut = isOfBrowser(event.request);
			provide(event, new ServerClient({ auth, sessionToken: undefined, convexUrl, isSignedOut }));
			return await resolve(event);
		}
		const clerkOptions = toClerkOptions(settings);
		clerk ??= createClerkClient({ ...clerkOptions, telemetry: { disabled: true } });
		const state = await clerk.authenticateRequest(
			clerkRequest(event.url, event.request, authorizedParties ?? []),
			{
				...clerkOptions,
				authorizedParties: authorizedParties ?? [event.url.origin],
				acceptsToken: 'session_token'
			}
		);
		const cookies = state.headers.getSetCookie();
		const location = state.headers.get('location');
		if (location) return redirectPrivately(location, cookies);
		if (state.reason === 'token-invalid-authorized-parties') {
			sayOnce(
				`A session was refused, because its page is not at ${event.url.origin}. Tell the server its ` +
					'address (in SvelteKit 2 ORIGIN of adapter-node, in SvelteKit 3 paths.origin), or name the ' +
					'page’s in authorizedParties.'
			);
		}

		const found = state.toAuth();
		const auth = authIn(found, event.request.headers.get('cookie'));
		const sessionToken = auth.userId ? (state.token ?? undefined) : undefined;
		// Any other answer may be that Clerk has to be asked, or that the session was refused here.
		const isSignedOut =
			state.reason === 'session-token-and-uat-missing' || (!!found?.userId && !auth.userId);
		provide(event, new ServerClient({ auth, sessionToken, convexUrl, isSignedOut }));
		const response = await resolve(event);
		return auth.userId || cookies.length > 0 ? privately(response, cookies) : response;
	};
}

function provide({ locals }: HandledEvent, clerkConvex: ServerClient): void {
	Object.assign(locals, { clerkConvex });
}

/** Clerk's answer; nobody where Clerk has none, and where the browser has signed out of the session. */
function authIn(auth: ServerAuth | null, cookies: string | null): ServerAuth {
	const isThere = auth?.userId && !isSignedOutHere(cookies, auth.sessionId);
	return isThere ? auth : signedOutAuthObject();
}

/** What is wrong with the set-up is so at every request, and is said at the first. */
function createSayOnce(): (message: string) => void {
	let isSaid = false;
	return (message) => {
		if (!isSaid) console.error(message);
		isSaid = true;
	};
}
