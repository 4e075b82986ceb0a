/** The claims of a token. Times are in seconds, as in every token. */
interface Claims {
	iss: string;
	sub: string;
	aud?: string | undefined;
	org_id?: string | undefined;
	org_role?: string | undefined;
	iat: number;
	exp: number;
}

export interface TokenOptions {
	/** Convex's audience, or `null` for a token without one. */
	audience?: 'convex' | null;
	orgId?: string | undefined;
	orgRole?: string | undefined;
	/** The time now in milliseconds, by the clock of the issuer. */
	now?: number;
	lifeSeconds?: number;
}

let count = 0;

/** Creates an unsigned token with a subject and an expiry. No two tokens are the same. */
export function tokenOf(
	subject: string,
	{ audience = 'convex', orgId, orgRole, now = Date.now(), lifeSeconds = 3600 }: TokenOptions = {}
): string {
	const iat = Math.floor(now / 1000);
	const claims: Claims = {
		iss: 'https://clerk.test',
		sub: subject,
		aud: audience ?? undefined,
		org_id: orgId,
		org_role: orgRole,
		iat,
		exp: iat + lifeSeconds
	};
	return [{ alg: 'none' }, claims, { number: (count += 1) }].map(encode).join('.');
}

/** The subject of a token, with the organisation if there is one: `user_ada` or `user_ada@org_navy`. */
export function subjectOf(token: string): string {
	const { sub, org_id } = claimsOf(token);
	return org_id ? `${sub}@${org_id}` : sub;
}

/** The claims of a token. */
export function claimsOf(token: string): Claims {
	// All tokens of the tests are made by `tokenOf`.
	const claims = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
	return JSON.parse(atob(claims)) as Claims;
}

function encode(part: object): string {
	return btoa(JSON.stringify(part)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
