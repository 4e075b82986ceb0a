/**
 * The sessions that a browser has signed out of while Clerk could not be told. Their cookies are valid until
 * then, and a server must not take them for signed in.
 */
export const SIGNED_OUT_COOKIE = 'clerk_convex_signed_out';

/** Between the ids, none of which contains it. */
const SEPARATOR = '.';

/** Browsers keep no cookie for longer. */
const LIFE_S = 400 * 24 * 60 * 60;

/** The cookie for these sessions, as a page writes it: without any, it ends. */
export function signedOutCookie(sessionIds: readonly string[], isSecure: boolean): string {
	const value = sessionIds.map(encodeURIComponent).join(SEPARATOR);
	const life = sessionIds.length > 0 ? LIFE_S : 0;
	const attributes = `Path=/; Max-Age=${life}; SameSite=Lax${isSecure ? '; Secure' : ''}`;
	return `${SIGNED_OUT_COOKIE}=${value}; ${attributes}`;
}

/** Whether a request's cookies say that its browser has signed out of the session. */
export function isSignedOutHere(cookies: string | null, sessionId: string): boolean {
	const [, value = ''] =
		(cookies ?? '')
			.split(/; */)
			.map((cookie) => cookie.split('='))
			.find(([name]) => name === SIGNED_OUT_COOKIE) ?? [];
	return value.split(SEPARATOR).includes(encodeURIComponent(sessionId));
}
