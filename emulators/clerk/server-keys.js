/** The keys that an app's own server takes, to verify the local Clerk's sessions. */
import { createPublicKey } from 'node:crypto';

/** The local Clerk has no Backend API, so it asks nobody for this. */
export const LOCAL_SECRET_KEY = 'sk_test_local';

/**
 * The public key of the local Clerk at this address, in PEM and in one line.
 *
 * @param {string} clerkUrl
 * @returns {Promise<string>}
 */
export async function readJwtKey(clerkUrl) {
	const response = await fetch(`${clerkUrl}/v1/jwks`);
	/** @type {unknown} */
	const body = await response.json();
	const { keys } = /** @type {{ keys: [import('node:crypto').JsonWebKey] }} */ (body);
	const pem = createPublicKey({ key: keys[0], format: 'jwk' }).export({
		type: 'spki',
		format: 'pem'
	});
	return String(pem).replaceAll('\n', '');
}
