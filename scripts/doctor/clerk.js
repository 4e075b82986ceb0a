/** Whether Clerk is where the publishable key says, and says how its tokens are checked. */
import { parsePublishableKey } from '@clerk/shared/keys';
import { SetupError } from '../setup-error.js';
import { askJson } from './ask.js';

/**
 * Where Clerk answers the app, which is also the issuer of its tokens: the proxy when there is one,
 * else the address in the publishable key. The local Clerk's key leads nowhere on purpose.
 *
 * @param {import('../target.js').Target} target whose key `readTarget` has found well formed
 * @returns {string}
 */
export function frontendApiOf({ isLocal, env }) {
	if (isLocal) return env.CLERK_JWT_ISSUER_DOMAIN ?? '';
	const proxy = env.PUBLIC_CLERK_PROXY_URL ?? '';
	// A path is a proxy at the app's own address, which is not known here.
	if (/^https?:/.test(proxy)) return withoutSlash(proxy);
	const { frontendApi } = parsePublishableKey(env.PUBLIC_CLERK_PUBLISHABLE_KEY, { fatal: true });
	return `https://${frontendApi}`;
}

/**
 * @param {string} frontendApi
 * @param {import('./ask.js').Ask} ask
 */
export async function checkFrontendApi(frontendApi, ask) {
	const environment = await askJson(ask, `${frontendApi}/v1/environment`);
	if (typeof environment.user_settings === 'object') return 'the key leads there, and it answers.';
	throw new SetupError(
		'something answers there that is not Clerk. Check PUBLIC_CLERK_PUBLISHABLE_KEY (Clerk dashboard, ' +
			'"API keys"); for the local Clerk, whether another program has its port (CLERK_PORT).'
	);
}

/**
 * Asks as a Convex deployment does before it accepts a token.
 *
 * @param {string} issuer
 * @param {import('./ask.js').Ask} ask
 */
export async function checkDiscovery(issuer, ask) {
	const document = await askJson(ask, `${issuer}/.well-known/openid-configuration`);
	if (!isSameAddress(document.issuer, issuer)) {
		throw new SetupError(
			`it calls itself ${document.issuer}, so Convex would refuse its tokens. Check whether ` +
				'PUBLIC_CLERK_PUBLISHABLE_KEY is the key of this Clerk instance, and whether a proxy is ' +
				'entered in the Clerk dashboard (Configure, Domains) and in PUBLIC_CLERK_PROXY_URL alike.'
		);
	}
	const { jwks_uri: keySet } = document;
	if (typeof keySet !== 'string' || !URL.canParse(keySet)) {
		throw new SetupError('its discovery document names no signing keys ("jwks_uri").');
	}
	const { keys } = await askJson(ask, keySet);
	if (!Array.isArray(keys) || !keys.some(isSigningKey)) {
		throw new SetupError(
			`there is no RS256 signing key at ${keySet}. Convex accepts no tokens without one.`
		);
	}
	return 'discovery and signing keys answer and agree.';
}

/**
 * Whether two addresses are the same to Convex.
 *
 * @param {unknown} one
 * @param {string} other
 */
export function isSameAddress(one, other) {
	return typeof one === 'string' && withoutSlash(one) === withoutSlash(other);
}

/**
 * @param {unknown} key
 * @returns {boolean}
 */
function isSigningKey(key) {
	if (typeof key !== 'object' || key === null) return false;
	const { kty, alg = 'RS256', use = 'sig' } = /** @type {import('jose').JWK} */ (key);
	return kty === 'RSA' && alg === 'RS256' && use === 'sig';
}

/** @param {string} address */
function withoutSlash(address) {
	return address.replace(/\/$/, '');
}
