import type { SignedInSessionResource } from '@clerk/shared/types';
import { AuthError } from '../errors.js';
import { retry, withDeadline, type WakeSource } from '../recovery.js';

/** The audience that Convex expects, and the name of the template that older set-ups make tokens with. */
const CONVEX = 'convex';

/** Clerk's own retries go on for minutes while its servers are down; ours start over sooner. */
const ATTEMPT_MS = 10_000;

/** The part of a Clerk session that makes tokens. */
export type TokenSession = Pick<SignedInSessionResource, 'getToken' | 'lastActiveToken'>;

/** Asks for a token that Convex accepts. `forceRefreshToken`: the last one was rejected or is too old. */
export type TokenFetcher = (options: { forceRefreshToken: boolean }) => Promise<string | null>;

export interface TokenFetcherOptions {
	/** The session now, or `undefined` once the subject has none. */
	session: () => TokenSession | undefined;
	wakes: WakeSource;
	/** Ends the fetching: the session is over. */
	signal: AbortSignal;
	onFailure: (error: AuthError) => void;
}

/**
 * Makes the function that a Convex client asks for tokens. It never throws and goes on through every
 * failure, so that being offline never looks like being signed out; `null` means that the session has
 * ended.
 */
export function createTokenFetcher(options: TokenFetcherOptions): TokenFetcher {
	const { session, wakes, signal, onFailure } = options;
	return async ({ forceRefreshToken }) => {
		try {
			return await retry(() => getConvexToken(session(), forceRefreshToken), {
				signal,
				wakes,
				onFailure: (error) => onFailure(toAuthError(error))
			});
		} catch {
			return null;
		}
	};
}

/**
 * One attempt at a token. Whether the session's own token has Convex's audience (Clerk's Convex
 * integration is on) is read at every call: it can be switched on while the app is open.
 *
 * @throws {AuthError} when there is none
 */
export async function getConvexToken(
	session: TokenSession | undefined,
	skipCache: boolean
): Promise<string> {
	if (!session) throw new AuthError('token_retrieval_failed', 'There is no active session.');
	const template = hasConvexAudience(session) ? undefined : CONVEX;
	const token = await withDeadline(
		session.getToken({ skipCache, ...(template && { template }) }),
		ATTEMPT_MS,
		() => new AuthError('token_retrieval_failed', 'Clerk did not answer with a token in time.')
	);
	if (!token) throw new AuthError('token_retrieval_failed', 'Clerk gave no token.');
	return token;
}

function hasConvexAudience({ lastActiveToken }: TokenSession): boolean {
	const claims = lastActiveToken?.jwt?.claims;
	// A session without a token yet: the integration is the way that Clerk and Convex recommend.
	if (!claims) return true;
	const audience: unknown = 'aud' in claims ? claims.aud : undefined;
	return audience === CONVEX || (Array.isArray(audience) && audience.includes(CONVEX));
}

function toAuthError(error: unknown): AuthError {
	if (error instanceof AuthError) return error;
	const status: unknown = error instanceof Error && 'status' in error ? error.status : undefined;
	if (status === 404) {
		return new AuthError(
			'no_convex_audience',
			'The session token is not for Convex, and there is no JWT template "convex". Turn on the ' +
				'Convex integration in the Clerk dashboard (Configure, Integrations, Convex).',
			{ cause: error }
		);
	}
	return new AuthError('token_retrieval_failed', 'Clerk gave no token. It is asked again.', {
		cause: error
	});
}
