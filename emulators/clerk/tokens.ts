/** Session tokens, and tokens made from the template `convex`. */
import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { CryptoKey, JSONWebKeySet, JWK } from 'jose';
import { notFound } from './api-error.ts';
import type { Data, Session, User } from './store.ts';

/** How long a token holds when nothing else is said, in seconds. */
export const TOKEN_LIFE_SECONDS = 60;

/** A backend whose clock is behind this one's takes a new token, too. */
const CLOCK_SKEW_SECONDS = 10;

/** A new private key to sign tokens with. */
export async function createSigningKey(): Promise<Data['signingKey']> {
	const { privateKey } = await generateKeyPair('RS256', { extractable: true });
	return (await exportJWK(privateKey)) as Data['signingKey'];
}

/** A key that is ready to sign with, and what others check its signatures with. */
export interface SigningKey {
	privateKey: CryptoKey;
	publicJwk: JWK & { kid: string };
}

/** Makes a kept private key ready. */
export async function openSigningKey(kept: Data['signingKey']): Promise<SigningKey> {
	const { kty, n, e } = kept;
	const kid = await calculateJwkThumbprint({ kty, n, e });
	const privateKey = await importJWK(kept, 'RS256');
	return { privateKey, publicJwk: { kty, n, e, kid, alg: 'RS256', use: 'sig' } };
}

/** Makes the tokens of one issuer. */
export class Tokens {
	lifeSeconds = TOKEN_LIFE_SECONDS;

	constructor(
		readonly issuer: string,
		private readonly key: SigningKey,
		private readonly now: () => number
	) {}

	/** What the tokens can be checked with. */
	get keySet(): JSONWebKeySet {
		return { keys: [this.key.publicJwk] };
	}

	/**
	 * The token that clerk-js keeps in `__session` or, by name, one made from a template. There is one
	 * template, which Convex's clients ask for. Both tokens have the claims that Convex reads. `azp` is
	 * the origin of the page that asks.
	 */
	sign(
		{ id: sid, createdAt }: Session,
		{ id, firstName, lastName, email }: User,
		{ picture, azp }: { picture: string; azp: string },
		template?: string
	): Promise<string> {
		if (template !== undefined && template !== 'convex') {
			throw notFound(`No JWT template exists with name: ${template}`);
		}
		const minutesSinceSignIn = Math.floor((this.now() - createdAt) / 60_000);
		const own = { sid, sts: 'active', v: 2, fva: [minutesSinceSignIn, -1] };
		// As in Clerk, a claim whose source is not there is null.
		const name = [firstName, lastName].filter(Boolean).join(' ') || null;
		const iat = Math.floor(this.now() / 1000);
		return new SignJWT({ ...(template ? {} : own), aud: 'convex', azp, name, email, picture })
			.setProtectedHeader({ alg: 'RS256', kid: this.key.publicJwk.kid, typ: 'JWT' })
			.setJti(randomBytes(10).toString('hex'))
			.setIssuer(this.issuer)
			.setSubject(id)
			.setIssuedAt(iat)
			.setNotBefore(iat - CLOCK_SKEW_SECONDS)
			.setExpirationTime(iat + this.lifeSeconds)
			.sign(this.key.privateKey);
	}
}
