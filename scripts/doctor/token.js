/** Whether a session token is one that Convex accepts, and carries what the app shows of a person. */
import { decodeJwt } from 'jose';
import { SetupError } from '../setup-error.js';
import { isSameAddress } from './clerk.js';

/** The claims that the app shows of a person. */
const CLAIMS = ['name', 'email', 'picture'];

/** Those, and the others that may say what a person is called. Convex takes each as a text or `null` only. */
const TEXTS = [...CLAIMS, 'nickname', 'preferred_username', 'given_name', 'family_name'];

const CONVEX_INTEGRATION =
	'Turn on the Convex integration in the Clerk dashboard (Configure, Integrations). With a JWT ' +
	"template instead, copy `await Clerk.session.getToken({ template: 'convex' })`.";

/**
 * Checks the claims that Convex goes by: issuer, audience, subject and expiry.
 *
 * @param {string} token
 * @param {{ issuer: string, now: number }} expected
 */
export function checkToken(token, { issuer, now }) {
	const { iss, aud = [], sub, exp = 0 } = readClaims(token);
	if (!isSameAddress(iss, issuer)) {
		throw new SetupError(
			`it is of ${iss}, but the app's Clerk is ${issuer}. Copy one from this app, or correct the key.`
		);
	}
	if (![aud].flat().includes('convex')) {
		throw new SetupError(`it is not for the audience "convex". ${CONVEX_INTEGRATION}`);
	}
	if (!sub) throw new SetupError('it does not say whom it is for (the claim "sub").');
	const holdsSeconds = Math.floor(exp - now / 1000);
	if (holdsSeconds < 0) {
		throw new SetupError(
			`it has expired ${-holdsSeconds} s ago. Copy a new one and check it within a minute; if that ` +
				"does not help, this computer's clock is wrong."
		);
	}
	return `it is of ${issuer}, for "convex", and holds for ${holdsSeconds} s.`;
}

/**
 * Checks the claims that the app shows. One whose source is empty in Clerk is there and `null`.
 *
 * @param {string} token
 */
export function checkClaims(token) {
	const claims = readClaims(token);
	const wrong = TEXTS.filter((name) => typeof (claims[name] ?? '') !== 'string');
	if (wrong.length > 0) {
		throw new SetupError(
			`not a text: ${wrong.join(', ')}. Convex refuses a token in which one of them is anything else. ` +
				'Correct them in the Clerk dashboard (Configure, Sessions, Customize session token); then copy ' +
				'a new token.'
		);
	}
	const missing = CLAIMS.filter((name) => !(name in claims));
	if (missing.length === 0) return `${CLAIMS.join(', ')} are there.`;
	throw new SetupError(
		`missing: ${missing.join(', ')}. Add them in the Clerk dashboard (Configure, Sessions, Customize ` +
			'session token) as README.md shows in "Six steps"; then copy a new token.'
	);
}

/**
 * @param {string} token
 * @returns {import('jose').JWTPayload}
 */
function readClaims(token) {
	try {
		return decodeJwt(token);
	} catch {
		// Not its message, nor the text: it can be another secret, copied by mistake.
		throw new SetupError(
			'what was given is no token. A token has three parts with dots between them and begins with "ey".'
		);
	}
}
