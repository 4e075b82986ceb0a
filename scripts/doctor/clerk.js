/** Whether Clerk is where the publishable key leads, and how its tokens are checked. */
import { frontendApiIn } from '../environment.js';
import { SetupError } from '../setup-error.js';
import { NoAnswerError } from './ask.js';

/** Tokens hold for 60 s: a clock that is further off takes each of them for expired, or for unborn. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Where Clerk answers the app, which is also the issuer of its tokens: the proxy when there is one,
 * else the address in the publishable key. The local Clerk's key leads nowhere on purpose.
 *
 * @param {import('../target.js').Target} target
 * @returns {string}
 */
export function frontendApiOf({ isLocal, env }) {
	if (isLocal) return env.CLERK_JWT_ISSUER_DOMAIN ?? '';
	const proxy = env.PUBLIC_CLERK_PROXY_URL ?? '';
	// A path is a proxy at the app's own address, which is not known here.
	if (/^https?:/.test(proxy)) return withoutSlash(proxy);
	return `https://${frontendApiIn(env.PUBLIC_CLERK_PUBLISHABLE_KEY ?? '')}`;
}

/**
 * Resolves with Clerk's time, in milliseconds since 1970, if it says it.
 *
 * @param {string} frontendApi
 * @param {import('./ask.js').Ask} ask
 * @returns {Promise<number | undefined>}
 */
export async function checkFrontendApi(frontendApi, ask) {
	const { status, headers, body } = await ask(`${frontendApi}/v1/environment`);
	if (status !== 200) throw new NoAnswerError(`HTTP ${status}.`);
	if (typeof body.user_settings === 'object') {
		return Date.parse(headers.get('date') ?? '') || undefined;
	}
	throw new SetupError(
		'something answers there that is not Clerk. Check PUBLIC_CLERK_PUBLISHABLE_KEY (Clerk dashboard, ' +
			'"API keys"); for the local Clerk, whether another program has its port (CLERK_PORT).'
	);
}

/**
 * @param {number | undefined} theirs Clerk's time
 * @param {number} ours
 */
export function checkClock(theirs, ours) {
	if (theirs === undefined) return { note: 'Clerk did not say what time it is.' };
	const aheadSeconds = Math.round((ours - theirs) / 1000);
	if (Math.abs(aheadSeconds) * 1000 <= CLOCK_TOLERANCE_MS) return "it agrees with Clerk's.";
	const [by, how] = [Math.abs(aheadSeconds), aheadSeconds > 0 ? 'ahead of' : 'behind'];
	throw new SetupError(`it is ${by} s ${how} Clerk's. Set it: tokens hold for 60 s only.`);
}

/**
 * Asks as a Convex deployment does before it accepts a token.
 *
 * @param {string} issuer
 * @param {import('./ask.js').Ask} ask
 */
export async function checkDiscovery(issuer, ask) {
	const { status, body } = await ask(`${issuer}/.well-known/openid-configuration`);
	if (status !== 200) throw new NoAnswerError(`HTTP ${status}.`);
	if (!isSameAddress(body.issuer, issuer)) {
		throw new SetupError(
			`it calls itself ${addressIn(body.issuer)}, so Convex would refuse its tokens. Check whether ` +
				'PUBLIC_CLERK_PUBLISHABLE_KEY is the key of this Clerk instance, and whether a proxy is ' +
				'entered in the Clerk dashboard (Configure, Domains) and in PUBLIC_CLERK_PROXY_URL alike.'
		);
	}
	return 'it calls itself so.';
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
 * What a line may show of something that should be an address: nothing that could be a secret.
 *
 * @param {unknown} value
 */
export function addressIn(value) {
	if (typeof value !== 'string' || !URL.canParse(value)) return 'something that is no address';
	const { origin, pathname } = new URL(value);
	return withoutSlash(origin + pathname);
}

/** @param {string} address */
function withoutSlash(address) {
	return address.replace(/\/$/, '');
}
