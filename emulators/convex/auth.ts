/** Checks identity tokens against the providers of `auth.config.ts`, as OpenID Connect has it. */
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import { toAttributes } from './identity.ts';
import { isObject, type JSONObject } from './json.ts';

// `exp` is in whole seconds.
const LEEWAY_SECONDS = 1;

/** An identity provider of `auth.config.ts`. */
export type AuthProvider = { domain?: string; applicationID?: string; type?: string };

/** Who a token says its bearer is: what `ctx.auth.getUserIdentity()` returns, and until when. */
export type Identity = { attributes: JSONObject; expiresAt: number };

/** On whose behalf something is done: `null` without a token. */
export type User = Identity | null;

/** On whose behalf a function runs. A token that an HTTP action was sent may be meant for the action alone. */
export type Caller = User | TokenRejectedError;

/** What `ctx.auth.getUserIdentity()` returns. Throws {@link TokenRejectedError} when the token is not one. */
export function attributesOf(caller: Caller): JSONObject | undefined {
	if (caller instanceof TokenRejectedError) throw caller;
	return caller?.attributes;
}

/** A token was not accepted, or is no longer. */
export class TokenRejectedError extends Error {
	override name = 'TokenRejectedError';

	constructor(
		message: string,
		readonly hasExpired = false
	) {
		super(message);
	}
}

/**
 * Returns what verifies a token: the identity it proves, or a {@link TokenRejectedError}. It remembers
 * each provider's keys until a token names one it does not know.
 */
export function createAuthenticator(providers: readonly AuthProvider[]) {
	for (const { type, domain, applicationID } of providers) {
		if (type !== undefined)
			throw new Error(`auth.config.ts: the local Convex does not have "${type}" providers.`);
		if (domain && applicationID) continue;
		throw new Error('auth.config.ts: a provider has no domain or no applicationID.');
	}
	const keysOf = new Map<string, Promise<JWTVerifyGetKey>>();
	return async (token: string): Promise<Identity> => {
		try {
			const { iss: issuer = '', aud = [] } = decodeJwt(token);
			const isAccepted = providers.some(
				({ domain = '', applicationID = '' }) =>
					withoutSlash(domain) === withoutSlash(issuer) && [aud].flat().includes(applicationID)
			);
			if (!isAccepted) throw new Error('No auth provider found matching the given token');
			const keys = keysOf.get(issuer) ?? discoverKeys(issuer);
			keysOf.set(issuer, keys);
			// A provider that could not be reached is asked again next time.
			keys.catch(() => keysOf.delete(issuer));
			const { payload } = await jwtVerify(token, await keys, {
				algorithms: ['RS256', 'EdDSA'],
				clockTolerance: LEEWAY_SECONDS,
				requiredClaims: ['sub', 'exp', 'iat']
			});
			return { attributes: toAttributes(payload), expiresAt: (payload.exp ?? 0) * 1000 };
		} catch (error) {
			throw new TokenRejectedError(`Could not verify the identity token: ${String(error)}`);
		}
	};
}

/** Returns an identity. Throws {@link TokenRejectedError} when its token has run out. */
export function stillValid(identity: User): User {
	if (!identity || Date.now() < identity.expiresAt + LEEWAY_SECONDS * 1000) return identity;
	throw new TokenRejectedError('Convex token identity expired', true);
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
	const response = await fetch(`${withoutSlash(issuer)}/.well-known/openid-configuration`);
	const document: unknown = response.ok ? await response.json() : undefined;
	if (!isObject(document) || document.issuer !== issuer || typeof document.jwks_uri !== 'string') {
		throw new Error(`Auth provider discovery of ${issuer} failed (HTTP ${response.status})`);
	}
	return createRemoteJWKSet(new URL(document.jwks_uri), { cooldownDuration: 0 });
}

function withoutSlash(url: string): string {
	return url.replace(/\/$/, '');
}
