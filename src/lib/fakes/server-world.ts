import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import type { ClerkConvexHandleOptions, HandledEvent } from '../server/handle.js';
import { createClerkConvexHandle } from '../server/handle.js';
import type { ServerClient } from '../server/server-client.js';

export const ORIGIN = 'https://app.example';

/** The keys of a production instance of Clerk's, and those of a development instance. */
export const LIVE_KEY = `pk_live_${btoa('clerk.app.example$')}`;
export const TEST_KEY = `pk_test_${btoa('happy.clerk.example$')}`;

/** Clerk's ids of somebody and of their session. */
export const idsOf = (name: string) => ({ sub: `user_${name}`, sid: `sess_${name}` });

/** Clerk's signing key, and what it signs. */
export class ClerkKeys {
	private constructor(
		readonly pem: string,
		private readonly privateKey: CryptoKey,
		readonly publicJwk: object
	) {}

	static async create(): Promise<ClerkKeys> {
		const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
		const jwk = { ...(await exportJWK(publicKey)), kid: 'key', alg: 'RS256' };
		return new ClerkKeys(await exportSPKI(publicKey), privateKey, jwk);
	}

	/** A session's token, with other claims than the usual ones where they are given. */
	session(name: string, claims: JWTPayload = {}): Promise<string> {
		const now = Math.floor(Date.now() / 1000);
		const times = { iat: now, nbf: now - 10, exp: now + 60 };
		const own = {
			...idsOf(name),
			iss: 'https://clerk.app.example',
			azp: ORIGIN,
			sts: 'active',
			v: 2
		};
		return this.sign({ ...own, aud: 'convex', name, ...times, ...claims });
	}

	sign(claims: JWTPayload): Promise<string> {
		const header = { alg: 'RS256', kid: 'key', typ: 'JWT' };
		return new SignJWT(claims).setProtectedHeader(header).sign(this.privateKey);
	}
}

/** What a request has that is not usual. */
export interface RequestOptions {
	path?: string;
	cookies?: Record<string, string>;
	headers?: Record<string, string>;
	method?: string;
}

/** The event of a page's request: a browser asks for a document, unless the headers say otherwise. */
export function eventOf({ path = '/', cookies = {}, headers = {}, method }: RequestOptions = {}) {
	const cookie = Object.entries(cookies)
		.map((pair) => pair.join('='))
		.join('; ');
	const all = {
		accept: 'text/html',
		'sec-fetch-dest': 'document',
		...(cookie && { cookie }),
		...headers
	};
	const url = new URL(path, ORIGIN);
	const request = new Request(url, { headers: all, ...(method && { method }) });
	const locals = {} as { clerkConvex: ServerClient };
	return { request, url, locals } satisfies HandledEvent;
}

/** The cookies of a browser in which somebody is signed in. */
export const cookiesWith = (token: string) => ({ __session: token, __client_uat: '1' });

/** The hook of an app of this instance of Clerk's. */
export function handleOf(keys: ClerkKeys, clerk: Partial<ClerkConvexHandleOptions['clerk']> = {}) {
	return createClerkConvexHandle({
		clerk: { publishableKey: LIVE_KEY, secretKey: 'sk_live_secret', jwtKey: keys.pem, ...clerk },
		convexUrl: 'https://happy-otter-123.convex.cloud'
	});
}
