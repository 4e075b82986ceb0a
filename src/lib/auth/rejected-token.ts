import { AuthError } from '../errors.js';
import { issuedAt, readClaims } from './token-claims.js';

/** Far more than a token takes to arrive. Clerk's times are in whole seconds. */
const SKEW_SECONDS = 60;

/**
 * Explains why Convex may have rejected a new token of Clerk's.
 *
 * @param now this device's time when the token arrived, in milliseconds since 1970
 * @param words what Convex said. It says in words alone that it knows no provider at all.
 */
export function explainRejection(token: string | undefined, now: number, words = ''): AuthError {
	if (words.includes('(no providers configured)')) {
		return new AuthError(
			'no_auth_config',
			'The Convex deployment has no auth provider. Deploy convex/auth.config.ts, with the domain of Clerk ' +
				'and the applicationID "convex".'
		);
	}
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
	if (iss !== undefined && aud === undefined) {
		return new AuthError(
			'no_convex_audience',
			`Convex does not accept Clerk's token (issuer ${name(iss)}, audience none). Turn on the Convex ` +
				'integration in the Clerk dashboard, or put "aud": "convex" into the JWT template "convex".'
		);
	}
	return new AuthError(
		'rejected_by_convex',
		`Convex does not accept Clerk's token (issuer ${name(iss)}, audience ${name(aud)}). Compare them ` +
			'with the domain and applicationID in convex/auth.config.ts, and with ' +
			'CLERK_JWT_ISSUER_DOMAIN of the deployment.'
	);
}

function name(claim: unknown): string {
	return claim === undefined ? 'none' : JSON.stringify(claim);
}
