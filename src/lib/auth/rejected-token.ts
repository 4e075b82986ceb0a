import { AuthError } from '../errors.js';
import { isRecord } from '../is-record.js';

/** Far more than a token takes to arrive. Clerk's times are in whole seconds. */
const SKEW_SECONDS = 60;

/**
 * Explains why Convex may have rejected a new token of Clerk's.
 *
 * @param now this device's time when the token arrived, in milliseconds since 1970
 */
export function explainRejection(token: string | undefined, now: number): AuthError {
	const { iss, aud } = readClaims(token);
	const iat = issuedAt(token);
	const skew = iat === undefined ? 0 : Math.round(now / 1000 - iat);
	if (Math.abs(skew) > SKEW_SECONDS) {
		return new AuthError(
			'clock_skew',
			`Convex does not accept Clerk's token, and this device's clock is ${Math.abs(skew)} s ` +
				`${skew > 0 ? 'ahead of' : 'behind'} Clerk's. Set the clock of this device; if Convex runs ` +
				'on a machine of your own, set that one too.'
		);
	}
	return new AuthError(
		'rejected_by_convex',
		`Convex does not accept Clerk's token (issuer ${name(iss)}, audience ${name(aud)}). Compare them ` +
			'with the domain and applicationID in convex/auth.config.ts, and with ' +
			'CLERK_JWT_ISSUER_DOMAIN of the deployment.'
	);
}

/** When a token was made by Clerk's clock, in seconds since 1970. */
export function issuedAt(token: string | undefined): number | undefined {
	const { iat } = readClaims(token);
	return typeof iat === 'number' ? iat : undefined;
}

/** Reads a token's claims. They are only shown, so the signature is not checked. */
function readClaims(token: string | undefined): Partial<Record<'iss' | 'aud' | 'iat', unknown>> {
	try {
		const payload = token?.split('.')[1] ?? '';
		const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
		return isRecord(claims) ? claims : {};
	} catch {
		// Whoever explains the rejection says that the token has none.
		return {};
	}
}

function name(claim: unknown): string {
	return claim === undefined ? 'none' : JSON.stringify(claim);
}
