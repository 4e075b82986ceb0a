import type { SignedInSessionResource } from '@clerk/shared/types';
import { AuthError } from '../errors.js';
import { retry, withDeadline, type RetryTriggers } from '../recovery.js';
import { CONVEX, hasConvexAudience, organizationIn, type TokenOrganization } from './claims.js';

/** Clerk's own retries go on for minutes while its servers are down. We start over sooner. */
const ATTEMPT_MS = 10_000;

/** The part of a Clerk session that makes tokens. */
export type TokenSession = Pick<SignedInSessionResource, 'getToken' | 'lastActiveToken'>;

/** Asks for a token that Convex accepts. `forceRefreshToken`: the last one was rejected or is too old. */
export type TokenFetcher = (options: { forceRefreshToken: boolean }) => Promise<string | null>;

export interface TokenFetcherOptions {
	/** The session now; `undefined` when the subject has none any more. */
	session: () => TokenSession | undefined;
	/** The organisation that the tokens must be for. */
	organization: TokenOrganization;
	retryTriggers: RetryTriggers;
	/** Ends the fetching: the session has ended. */
	signal: AbortSignal;
	onFailure: (error: AuthError) => void;
}

/**
 * Creates the function that a Convex client asks for tokens. The function never throws and retries after
 * every failure, so that being offline never looks like being signed out. `null` means that the session has
 * ended.
 */
export function createTokenFetcher(options: TokenFetcherOptions): TokenFetcher {
	const { session, organization, retryTriggers, signal, onFailure } = options;
	return async ({ forceRefreshToken }) => {
		try {
			return await retry(() => getConvexToken(session(), organization, forceRefreshToken), {
				signal,
				retryTriggers,
				onFailure: (error) => onFailure(toAuthError(error))
			});
		} catch {
			// The signal has ended it: each attempt that failed was told to `onFailure`.
			return null;
		}
	};
}

/**
 * Makes one attempt to get a token. Each call checks whether the session's own token has Convex's audience,
 * because Clerk's Convex integration can be turned on while the app is open.
 *
 * @throws {AuthError} when there is none
 */
export async function getConvexToken(
	session: TokenSession | undefined,
	organization: TokenOrganization,
	forceRefreshToken: boolean
): Promise<string> {
	if (!session) throw new AuthError('no_active_session', 'Clerk has no active session.');
	const { lastActiveToken } = session;
	const template = hasConvexAudience(lastActiveToken) ? undefined : CONVEX;
	// Clerk's cache does not know that the role has changed.
	const skipCache = forceRefreshToken || !isFor(organization, lastActiveToken);
	const token = await withDeadline(
		session.getToken({ skipCache, ...(template && { template }) }),
		ATTEMPT_MS,
		() => new AuthError('token_retrieval_failed', 'Clerk gave no token in time.')
	);
	if (!token) throw new AuthError('token_retrieval_failed', 'Clerk gave no token.');
	return token;
}

function isFor(
	{ orgId, orgRole }: TokenOrganization,
	token: TokenSession['lastActiveToken']
): boolean {
	const its = organizationIn(token);
	return !token || (its.orgId === orgId && its.orgRole === orgRole);
}

function toAuthError(error: unknown): AuthError {
	if (error instanceof AuthError) return error;
	const status: unknown = error instanceof Error && 'status' in error ? error.status : undefined;
	if (status === 404) {
		return new AuthError(
			'no_convex_audience',
			'The session token is not for Convex. Turn on the Convex integration in the Clerk dashboard.',
			{ cause: error }
		);
	}
	return new AuthError('token_retrieval_failed', 'Clerk gave no token. It is asked again.', {
		cause: error
	});
}
