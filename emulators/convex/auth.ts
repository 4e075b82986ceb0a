/** Checks identity tokens against the providers of `auth.config.ts`, as OpenID Connect has it. */
import { createRemoteJWKSet, decodeJwt, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { isObject, type JSONObject, type JSONValue } from './json.ts';

// `exp` is in whole seconds.
const LEEWAY_SECONDS = 1;

/** Standard claims that Convex gives another name than theirs in camel case. */
const RENAMED: Record<string, string> = {
	birthdate: 'birthday',
	locale: 'language',
	picture: 'pictureUrl',
	profile: 'profileUrl',
	website: 'websiteUrl',
	zoneinfo: 'timezone'
};
const CAMEL_CASED =
	/^(given_name|family_name|preferred_username|email_verified|phone_number(_verified)?)$/;
/** Claims about the token or the sign-in, which Convex does not pass on. */
const DROPPED =
	/^(aud|iat|nbf|jti|nonce|auth_time|acr|amr|azp|at_hash|c_hash|fva|updated_at|address)$/;

/** An identity provider of `auth.config.ts`. */
export type AuthProvider = { domain?: string; applicationID?: string; type?: string };

/** Who a token says its bearer is: what `ctx.auth.getUserIdentity()` returns, and until when. */
export type Identity = { attributes: JSONObject; expiresAt: number };

/** On whose behalf something is done: `null` without a token. */
export type User = Identity | null;

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

/** Verifies tokens. It remembers each provider's keys until a token names one it does not know. */
export class Authenticator {
	readonly #keys = new Map<string, Promise<JWTVerifyGetKey>>();

	constructor(private readonly providers: readonly AuthProvider[]) {
		for (const { type, domain, applicationID } of providers) {
			if (type !== undefined) throw new Error(`auth.config.ts: "${type}" works on Convex only.`);
			if (domain && applicationID) continue;
			throw new Error('auth.config.ts: a provider has no domain or no applicationID.');
		}
	}

	/** The identity a token proves. Throws {@link TokenRejectedError} when it proves none. */
	async verify(token: string): Promise<Identity> {
		try {
			const { iss: issuer = '', aud = [] } = decodeJwt(token);
			const isAccepted = this.providers.some(
				({ domain = '', applicationID = '' }) =>
					withoutSlash(domain) === withoutSlash(issuer) && [aud].flat().includes(applicationID)
			);
			if (!isAccepted) throw new Error('No auth provider found matching the given token');
			const { payload } = await jwtVerify(token, await this.#keysOf(issuer), {
				algorithms: ['RS256', 'EdDSA'],
				clockTolerance: LEEWAY_SECONDS,
				requiredClaims: ['sub', 'exp']
			});
			return toIdentity(payload as JSONObject);
		} catch (error) {
			throw new TokenRejectedError(`Could not verify the identity token: ${String(error)}`);
		}
	}

	#keysOf(issuer: string): Promise<JWTVerifyGetKey> {
		const keys = this.#keys.get(issuer) ?? discoverKeys(issuer);
		this.#keys.set(issuer, keys);
		// A provider that could not be reached is asked again next time.
		keys.catch(() => this.#keys.delete(issuer));
		return keys;
	}
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

function toIdentity({ iss, sub, exp, ...claims }: JSONObject): Identity {
	const [issuer, subject] = [iss as JSONValue, sub as JSONValue];
	const attributes: JSONObject = {
		tokenIdentifier: `${issuer as string}|${subject as string}`,
		issuer,
		subject
	};
	for (const [claim, value] of Object.entries(claims)) {
		if (DROPPED.test(claim)) continue;
		const camel = claim.replace(/_(.)/g, (_match, letter: string) => letter.toUpperCase());
		attributes[RENAMED[claim] ?? (CAMEL_CASED.test(claim) ? camel : claim)] = value;
	}
	return { attributes, expiresAt: Number(exp) * 1000 };
}

function withoutSlash(url: string): string {
	return url.replace(/\/$/, '');
}
