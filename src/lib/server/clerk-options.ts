import type { ClerkOptions } from '@clerk/backend';
import type { AuthenticateRequestOptions } from '@clerk/backend/internal';
import { ServerError } from './server-error.js';

/** Clerk's own options, of which most apps need none. */
type More = Pick<ClerkOptions, 'apiUrl'> &
	Pick<
		AuthenticateRequestOptions,
		| 'proxyUrl'
		| 'domain'
		| 'isSatellite'
		| 'satelliteAutoSync'
		| 'signInUrl'
		| 'signUpUrl'
		| 'organizationSyncOptions'
		| 'clockSkewInMs'
	>;

/** Clerk's keys, from its dashboard, and Clerk's own options. */
export interface ClerkServerSettings extends More {
	publishableKey: string;
	/** `CLERK_SECRET_KEY`. Without it, nothing can be asked of Clerk. */
	secretKey: string | undefined;
	/** `CLERK_JWT_KEY`, the public key in PEM: with it, a session is verified without asking Clerk. */
	jwtKey?: string | undefined;
	/**
	 * The origins of the pages that may use the app's sessions. Without this, only those of the address that is
	 * asked for. A server behind a proxy must know its own address: docs/server.md says how.
	 */
	authorizedParties?: string[];
}

/**
 * The settings as Clerk takes them.
 *
 * @throws {ServerError} `no_secret_key`
 */
export function toClerkOptions({ secretKey, jwtKey, ...options }: ClerkServerSettings) {
	if (!secretKey) {
		throw new ServerError(
			'no_secret_key',
			'Clerk’s secret key is missing. Set CLERK_SECRET_KEY on the server (Clerk dashboard, "API keys").'
		);
	}
	// A file of variables may have the lines of a key as one, with \n between them.
	return { ...options, secretKey, ...(jwtKey && { jwtKey: jwtKey.replaceAll('\\n', '\n') }) };
}
