import type { TokenResource } from '@clerk/shared/types';
import { isRecord } from '../is-record.js';

/** The audience that Convex expects. Older set-ups make tokens with a template of the same name. */
export const CONVEX = 'convex';

/** The organisation that a token is for. */
export interface TokenOrganization {
	orgId: string | undefined;
	orgRole: string | undefined;
}

/** Whether a session token is for Convex: Clerk's Convex integration is on. */
export function hasConvexAudience(token: TokenResource | null): boolean {
	const claims = claimsOf(token);
	// A session without a token yet: assume the integration, which Clerk and Convex recommend.
	if (!claims) return true;
	return isConvexAudience(claims.aud);
}

/** Whether a token with this claim `aud` is for Convex. */
export function isConvexAudience(aud: unknown): boolean {
	return [aud].flat().includes(CONVEX);
}

/** The organisation in a session token, in either of Clerk's two formats. */
export function organizationIn(token: TokenResource | null): TokenOrganization {
	const claims = claimsOf(token);
	const compact = isRecord(claims?.o) ? claims.o : undefined;
	const role = textIn(compact?.rol);
	return {
		orgId: textIn(compact?.id) ?? textIn(claims?.org_id),
		orgRole: role === undefined ? textIn(claims?.org_role) : `org:${role}`
	};
}

/** When a session token was made, in milliseconds since 1970; 0 for none. */
export function madeAt(token: TokenResource | null): number {
	const iat = claimsOf(token)?.iat;
	return typeof iat === 'number' && Number.isFinite(iat) ? iat * 1000 : 0;
}

function claimsOf(token: TokenResource | null): Record<string, unknown> | undefined {
	const claims: unknown = token?.jwt?.claims;
	return isRecord(claims) ? claims : undefined;
}

/** A text that is not blank. Of what Clerk sends, much may be missing, `null`, empty or of another type. */
export function textIn(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
