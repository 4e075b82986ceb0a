/** Session tokens, and tokens made from the template `convex`. */
import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { notFound } from './api-error.ts';
import type { SigningKey } from './signing-key.ts';
import type { Session, User } from './store.ts';

/** How long a token holds when nothing else is said, in seconds. */
export const TOKEN_LIFE_SECONDS = 60;

const AUDIENCE = 'convex';
const TEMPLATE = 'convex';
/** A backend whose clock is behind this one's takes a token that was made just now, too. */
const CLOCK_SKEW_SECONDS = 10;

/** What a token is made of. `azp` is the origin of the page that asked for it. */
export interface Subject {
	session: Session;
	user: User;
	picture: string;
	azp: string;
}

/** Makes the tokens of one issuer. */
export class Tokens {
	lifeSeconds = TOKEN_LIFE_SECONDS;
	readonly issuer: string;
	readonly #key: SigningKey;
	readonly #now: () => number;

	constructor(issuer: string, key: SigningKey, now: () => number) {
		this.issuer = issuer;
		this.#key = key;
		this.#now = now;
	}

	/** The keys that the tokens can be checked with. */
	get jwks(): JSONWebKeySet {
		return { keys: [this.#key.publicJwk] };
	}

	/** The token that clerk-js keeps in `__session`, with the claims that Convex reads added to it. */
	forSession(subject: Subject): Promise<string> {
		const { session } = subject;
		const minutesSinceSignIn = Math.floor((this.#now() - session.createdAt) / 60_000);
		return this.#sign(subject, {
			...convexClaims(subject),
			fva: [minutesSinceSignIn, -1],
			sid: session.id,
			sts: 'active',
			v: 2
		});
	}

	/** A token made from a template. There is one, by the name that Convex asks for. */
	forTemplate(subject: Subject, name: string): Promise<string> {
		if (name !== TEMPLATE) throw notFound(`No JWT template exists with name: ${name}`);
		return this.#sign(subject, {
			...convexClaims(subject),
			jti: randomBytes(10).toString('hex')
		});
	}

	#sign(subject: Subject, claims: Record<string, unknown>): Promise<string> {
		const iat = Math.floor(this.#now() / 1000);
		return new SignJWT({ ...claims, azp: subject.azp })
			.setProtectedHeader({ alg: 'RS256', kid: this.#key.id, typ: 'JWT' })
			.setIssuer(this.issuer)
			.setSubject(subject.user.id)
			.setIssuedAt(iat)
			.setNotBefore(iat - CLOCK_SKEW_SECONDS)
			.setExpirationTime(iat + this.lifeSeconds)
			.sign(this.#key.privateKey);
	}
}

/** As in Clerk, a claim whose source is not there is `null`. */
function convexClaims({ user, picture }: Subject): Record<string, unknown> {
	const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
	return { aud: AUDIENCE, name: name || null, email: user.email, picture };
}
