/** Checks identity tokens against the providers of `auth.config.ts`, as OpenID Connect has it. */
import {
	createRemoteJWKSet,
	decodeJwt,
	jwtVerify,
	type JWTPayload,
	type JWTVerifyGetKey
} from 'jose';
import { isObject, type JSONObject, type JSONValue } from './json.ts';

// Less than a second, as `exp` is in whole ones; Convex itself gives none.
const LEEWAY_SECONDS = 1;

/** An identity provider of `auth.config.ts`. */
export interface AuthProvider {
	domain?: string;
	applicationID?: string;
	type?: string;
}

/** Who a token says it is from. */
export interface Identity {
	/** What `ctx.auth.getUserIdentity()` returns. */
	attributes: JSONObject;
	expiresAt: number;
}

/** A token was not accepted. */
export class TokenRejectedError extends Error {
	override name = 'TokenRejectedError';
}

/** The OpenID Connect claims that Convex gives a name of its own. */
const STANDARD_CLAIMS: Record<string, string> = {
	name: 'name',
	given_name: 'givenName',
	family_name: 'familyName',
	nickname: 'nickname',
	preferred_username: 'preferredUsername',
	profile: 'profileUrl',
	picture: 'pictureUrl',
	website: 'websiteUrl',
	email: 'email',
	email_verified: 'emailVerified',
	gender: 'gender',
	birthdate: 'birthday',
	zoneinfo: 'timezone',
	locale: 'language',
	phone_number: 'phoneNumber',
	phone_number_verified: 'phoneNumberVerified'
};

/** Claims about the token or the sign-in, which Convex does not pass on. */
const DROPPED_CLAIMS = new Set(
	'iss sub aud exp iat nbf jti nonce auth_time acr amr azp at_hash c_hash fva'.split(' ')
);

/** Verifies tokens, and remembers each provider's keys until a token names one it does not know. */
export class Authenticator {
	readonly #providers: readonly AuthProvider[];
	readonly #keys = new Map<string, Promise<JWTVerifyGetKey>>();

	constructor(providers: readonly AuthProvider[]) {
		for (const { type, domain, applicationID } of providers) {
			if (type !== undefined)
				throw new Error(`auth.config.ts: the local Convex has no "${type}" providers`);
			if (!domain || !applicationID) {
				throw new Error('auth.config.ts: a provider has no domain or no applicationID');
			}
		}
		this.#providers = providers;
	}

	/** The identity a token proves. Throws {@link TokenRejectedError} when it proves none. */
	async verify(token: string): Promise<Identity> {
		try {
			const { issuer, audience } = this.#match(decodeJwt(token));
			const { payload } = await jwtVerify(token, await this.#keysOf(issuer), {
				algorithms: ['RS256', 'EdDSA'],
				issuer,
				audience,
				clockTolerance: LEEWAY_SECONDS,
				requiredClaims: ['sub', 'exp']
			});
			return toIdentity(payload);
		} catch (cause) {
			const reason = cause instanceof Error ? cause.message : String(cause);
			throw new TokenRejectedError(`Could not verify the identity token: ${reason}`, { cause });
		}
	}

	#match({ iss: issuer = '', aud = [] }: JWTPayload): { issuer: string; audience: string } {
		const audience = this.#providers.find(
			({ domain = '', applicationID = '' }) =>
				withoutSlash(domain) === withoutSlash(issuer) && [aud].flat().includes(applicationID)
		)?.applicationID;
		if (audience) return { issuer, audience };
		throw new Error('No auth provider found matching the given token');
	}

	async #keysOf(issuer: string): Promise<JWTVerifyGetKey> {
		let keys = this.#keys.get(issuer);
		if (!keys) {
			keys = discoverKeys(issuer);
			this.#keys.set(issuer, keys);
			// A provider that could not be reached is asked again next time.
			keys.catch(() => this.#keys.delete(issuer));
		}
		return await keys;
	}
}

/** Whether an identity's token has run out. */
export function hasExpired(identity: Identity | null): boolean {
	return identity !== null && Date.now() >= identity.expiresAt + LEEWAY_SECONDS * 1000;
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
	const response = await fetch(`${withoutSlash(issuer)}/.well-known/openid-configuration`);
	const document: unknown = response.ok ? await response.json() : undefined;
	if (!isObject(document) || typeof document.jwks_uri !== 'string') {
		throw new Error(`Auth provider discovery of ${issuer} failed (HTTP ${response.status})`);
	}
	if (document.issuer !== issuer) {
		throw new Error(`Auth provider ${issuer} says it is ${String(document.issuer)}`);
	}
	return createRemoteJWKSet(new URL(document.jwks_uri), { cooldownDuration: 0 });
}

function toIdentity(payload: JWTPayload): Identity {
	const { iss = '', sub = '', exp = 0 } = payload;
	const attributes: JSONObject = { tokenIdentifier: `${iss}|${sub}`, issuer: iss, subject: sub };
	for (const [claim, value] of Object.entries(payload as Record<string, JSONValue | undefined>)) {
		const name = STANDARD_CLAIMS[claim];
		if (value === undefined || DROPPED_CLAIMS.has(claim)) continue;
		if (name) attributes[name] = value;
		else if (claim === 'updated_at') attributes['updatedAt'] = isoTime(value);
		else if (claim !== 'address') attributes[claim] = value;
		else if (isObject(value)) attributes['address'] = value['formatted'] ?? null;
	}
	return { attributes, expiresAt: exp * 1000 };
}

function isoTime(seconds: JSONValue): string {
	return new Date(Number(seconds) * 1000).toISOString();
}

function withoutSlash(url: string): string {
	return url.replace(/\/$/, '');
}
