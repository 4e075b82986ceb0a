/** Session tokens, and tokens made from the template `convex`. */
import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JSONWebKeySet } from 'jose';
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

/** Makes the tokens of one issuer. */
export class Tokens {
	lifeSeconds = TOKEN_LIFE_SECONDS;

	constructor(
		readonly issuer: string,
		private readonly key: Data['signingKey'],
		private readonly now: () => number
	) {}

	/** What the tokens can be checked with. */
	async keySet(): Promise<JSONWebKeySet> {
		const { kty, n, e } = this.key;
		const kid = await calculateJwkThumbprint(this.key);
		return { keys: [{ kty, n, e, kid, alg: 'RS256', use: 'sig' }] };
	}

	/**
	 * The token that clerk-js keeps in `__session` or, by name, one made from a template. There is one
	 * template, which Convex's clients ask for. Both tokens have the claims that Convex reads. `azp` is
	 * the origin of the page that asks.
	 */
	async sign(
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
		const kid = await calculateJwkThumbprint(this.key);
		return new SignJWT({ ...(template ? {} : own), aud: 'convex', azp, name, email, picture })
			.setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
			.setJti(randomBytes(10).toString('hex'))
			.setIssuer(this.issuer)
			.setSubject(id)
			.setIssuedAt(iat)
			.setNotBefore(iat - CLOCK_SKEW_SECONDS)
			.setExpirationTime(iat + this.lifeSeconds)
			.sign(this.key);
	}
}
