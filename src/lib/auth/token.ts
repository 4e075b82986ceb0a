import type { SignedInSessionResource } from '@clerk/shared/types';
import { AuthError } from '../errors.js';
import { retry, withDeadline, type RetryTriggers } from '../recovery.js';
import { CONVEX, hasConvexAudience, organizationIn, type TokenOrganization } from './claims.js';

/** Clerk's own retries go on for minutes while its servers are down; ours start over sooner. */
const ATTEMPT_MS = 10_000;

/** The part of a Clerk session that makes tokens. */
export type TokenSession = Pick<SignedInSessionResource, 'getToken' | 'lastActiveToken'>;

/** Asks for a token that Convex accepts. `forceRefreshToken`: the last one was rejected or is too old. */
export type TokenFetcher = (options: { forceRefreshToken: boolean }) => Promise<string | null>;

export interface TokenFetcherOptions {
	/** The session now, or `undefined` once the subject has none. */
	session: () => TokenSession | undefined;
	/** Whose member the subject is to be in the tokens. */
	organization: TokenOrganization;
	retryTriggers: RetryTriggers;
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
	const { session, organization, retryTriggers, signal, onFailure } = options;
	return async ({ forceRefreshToken }) => {
		try {
			return await retry(() => getConvexToken(session(), organization, forceRefreshToken), {
				signal,
				retryTriggers,
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
	organization: TokenOrganization,
	forceRefreshToken: boolean
): Promise<string> {
	if (!session) throw new AuthError('no_active_session', 'Clerk has no active session.');
	const { lastActiveToken } = session;
	const template = hasConvexAudience(lastActiveToken) ? undefined : CONVEX;
	// Clerk's cache does not know that the role has changed since.
	const skipCache = forceRefreshToken || !isFor(organization, lastActiveToken);
	const token = await withDeadline(
		session.getToken({ skipCache, ...(template && { template }) }),
		ATTEMPT_MS,
		() => new AuthError('token_retrieval_failed', 'Clerk did not answer with a token in time.')
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
			'The session token is not for Convex, and there is no JWT template "convex". Turn on the ' +
				'Convex integration in the Clerk dashboard (Configure, Integrations, Convex).',
			{ cause: error }
		);
	}
	return new AuthError('token_retrieval_failed', 'Clerk gave no token. It is asked again.', {
		cause: error
	});
}
