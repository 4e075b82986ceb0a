/** Session tokens, and tokens made from the template `convex`. */
import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';
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

/** What a token is made of. `azp` is the origin of the page that asks for it. */
export interface Subject {
	session: Session;
	user: User;
	picture: string;
	azp: string;
}

/** Makes the tokens of one issuer. */
export class Tokens {
	lifeSeconds = TOKEN_LIFE_SECONDS;

	constructor(
		readonly issuer: string,
		readonly key: SigningKey,
		private readonly now: () => number
	) {}

	/**
	 * The token that clerk-js keeps in `__session` or, by name, one made from a template. There is one
	 * template, which Convex's clients ask for. Both tokens have the claims that Convex reads.
	 */
	sign({ session, user, picture, azp }: Subject, template?: string): Promise<string> {
		if (template !== undefined && template !== 'convex') {
			throw notFound(`No JWT template exists with name: ${template}`);
		}
		const minutesSinceSignIn = Math.floor((this.now() - session.createdAt) / 60_000);
		const claims = template
			? { jti: randomBytes(10).toString('hex') }
			: { sid: session.id, sts: 'active', v: 2, fva: [minutesSinceSignIn, -1] };
		// As in Clerk, a claim whose source is not there is null.
		const name = [user.firstName, user.lastName].filter(Boolean).join(' ') || null;
		const iat = Math.floor(this.now() / 1000);
		return new SignJWT({ ...claims, aud: 'convex', azp, name, email: user.email, picture })
			.setProtectedHeader({ alg: 'RS256', kid: this.key.publicJwk.kid, typ: 'JWT' })
			.setIssuer(this.issuer)
			.setSubject(user.id)
			.setIssuedAt(iat)
			.setNotBefore(iat - CLOCK_SKEW_SECONDS)
			.setExpirationTime(iat + this.lifeSeconds)
			.sign(this.key.privateKey);
	}
}
