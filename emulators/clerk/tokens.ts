/** Session tokens, and tokens made from the template `convex`. */
import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import { notFound } from './api-error.ts';
import type { Place } from './organizations.ts';
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

/** What a token says besides whose session it is for. */
export interface TokenFacts {
	status: 'active' | 'pending';
	picture: string;
	/** The origin of the page that asks. */
	azp: string;
	/** The organisation that the user acts in, and as what. */
	place: Place | undefined;
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
	 * template, which Convex's clients ask for. Both tokens have the claims that Convex reads.
	 */
	async sign(
		{ id: sid, createdAt }: Session,
		{ id, firstName, lastName, email }: User,
		{ status, picture, azp, place }: TokenFacts,
		template?: string
	): Promise<string> {
		if (template !== undefined && template !== 'convex') {
			throw notFound(`No JWT template exists with name: ${template}`);
		}
		const minutesSinceSignIn = Math.floor((this.now() - createdAt) / 60_000);
		const own = { sid, sts: status, v: 2, fva: [minutesSinceSignIn, -1], o: compactly(place) };
		// As in Clerk, a claim whose source is not there is null.
		const mapped = {
			name: [firstName, lastName].filter(Boolean).join(' ') || null,
			email,
			picture,
			org_id: place?.organization.id ?? null,
			org_role: place?.membership.role ?? null,
			org_slug: place?.organization.slug ?? null
		};
		const iat = Math.floor(this.now() / 1000);
		const token = await this.#begin({ ...(template ? {} : own), aud: 'convex', azp, ...mapped });
		return token
			.setJti(randomBytes(10).toString('hex'))
			.setIssuer(this.issuer)
			.setSubject(id)
			.setIssuedAt(iat)
			.setNotBefore(iat - CLOCK_SKEW_SECONDS)
			.setExpirationTime(iat + this.lifeSeconds)
			.sign(this.key);
	}

	/** The cookies that a server is to set, in a form that it can check. */
	async signHandshake(directives: readonly string[]): Promise<string> {
		return (await this.#begin({ handshake: directives })).sign(this.key);
	}

	async #begin(claims: JWTPayload): Promise<SignJWT> {
		const kid = await calculateJwkThumbprint(this.key);
		return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' });
	}
}

/** The claim that version 2 of Clerk's session tokens has of its own. */
function compactly(place: Place | undefined) {
	if (!place) return undefined;
	const { organization, membership } = place;
	return { id: organization.id, slg: organization.slug, rol: membership.role.slice('org:'.length) };
}
