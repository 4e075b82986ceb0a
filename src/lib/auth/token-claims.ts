import { isRecord } from '../is-record.js';

/** When a token was made by Clerk's clock, in seconds since 1970. */
export function issuedAt(token: string | undefined): number | undefined {
	const { iat } = readClaims(token);
	return typeof iat === 'number' ? iat : undefined;
}

/** Reads a token's claims. They are only shown, so the signature is not checked. */
export function readClaims(
	token: string | undefined
): Partial<Record<'iss' | 'aud' | 'iat', unknown>> {
	try {
		const payload = token?.split('.')[1] ?? '';
		const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
		return isRecord(claims) ? claims : {};
	} catch {
		// Whoever explains the rejection says that the token has none.
		return {};
	}
}
