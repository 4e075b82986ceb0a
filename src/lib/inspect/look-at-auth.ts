import { isRecord } from '../is-record.js';
import type { AuthState } from '../auth/auth-state.js';
import type { ClerkContext } from '../auth/clerk-context.js';

/** A token's claims, as far as they decide what becomes of it. Times are in milliseconds since 1970. */
export interface TokenLook {
	issuer: string | undefined;
	audience: string | undefined;
	issuedAt: number | undefined;
	expiresAt: number | undefined;
}

export interface AuthLook {
	status: 'loading' | 'unauthenticated' | 'authenticated';
	/** Whether Convex has accepted the user's token on the live connection. */
	isConfirmed: boolean;
	/** The state in words. */
	words: string;
	error: { code: string; message: string } | undefined;
	subject: string | undefined;
	organization: string | undefined;
	role: string | undefined;
	/** The token of Clerk's session; `undefined` while there is none. */
	token: TokenLook | undefined;
}

/** Says who is signed in, and with what token. */
export function lookAtAuth(client: {
	authState: { current: AuthState };
	clerkContext: Pick<ClerkContext, 'session'>;
}): AuthLook {
	const state = client.authState.current;
	const { session } = client.clerkContext;
	const { error } = state;
	const isSignedIn = state.status === 'authenticated';
	return {
		status: state.status,
		isConfirmed: isSignedIn && state.confirmed,
		words: wordsFor(state),
		error: error && { code: error.code, message: error.message },
		subject: isSignedIn ? state.subject : undefined,
		organization: isSignedIn ? state.orgId : undefined,
		role: isSignedIn ? state.orgRole : undefined,
		token: toTokenLook(session?.lastActiveToken?.jwt?.claims)
	};
}

/** The claims of a token that was read already. */
export function toTokenLook(claims: unknown): TokenLook | undefined {
	if (!isRecord(claims)) return undefined;
	const { iss, aud, iat, exp } = claims;
	return {
		issuer: typeof iss === 'string' ? iss : undefined,
		audience: Array.isArray(aud) ? aud.join(', ') : typeof aud === 'string' ? aud : undefined,
		issuedAt: typeof iat === 'number' ? iat * 1_000 : undefined,
		expiresAt: typeof exp === 'number' ? exp * 1_000 : undefined
	};
}

/** How much of a token's life is left: 1 for a new one, 0 for one that has expired. */
export function lifeLeft({ issuedAt, expiresAt }: TokenLook, now: number): number | undefined {
	if (issuedAt === undefined || expiresAt === undefined || expiresAt <= issuedAt) return undefined;
	return Math.min(1, Math.max(0, (expiresAt - now) / (expiresAt - issuedAt)));
}

function wordsFor(state: AuthState): string {
	switch (state.status) {
		case 'loading':
			return `Loading, waits for ${{ device: 'the device', clerk: 'Clerk', convex: 'Convex' }[state.awaits]}`;
		case 'unauthenticated':
			return state.isSignOutPending ? 'Signed out, Clerk is to be told' : 'Signed out';
		case 'authenticated':
			if (!state.confirmed) return 'Remembered';
			return state.isRefreshing ? 'Confirmed, replaces a token' : 'Confirmed';
	}
}
