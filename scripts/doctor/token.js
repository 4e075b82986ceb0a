/** Whether a session token is one that Convex accepts. */
import { decodeJwt } from 'jose';
import { SetupError } from '../setup-error.js';
import { addressIn, isSameAddress } from './clerk.js';

/** The claims that say what a person is called; the first that is there counts. */
const NAMES = ['name', 'preferred_username', 'nickname'];

/** Convex takes each of these as a text or `null` only. */
const TEXTS = [...NAMES, 'given_name', 'family_name', 'email', 'picture'];

/**
 * Checks the claims that Convex goes by: issuer, audience, expiry, and the types of what says who it is.
 *
 * @param {string} token
 * @param {{ issuer: string, now: number }} expected
 */
export function checkToken(token, { issuer, now }) {
	const claims = readClaims(token);
	const { iss, aud = [], exp = 0 } = claims;
	if (!isSameAddress(iss, issuer)) {
		throw new SetupError(
			`it is of ${addressIn(iss)}, but the app's Clerk is ${issuer}. Copy one from this app, or ` +
				'correct the key.'
		);
	}
	if (![aud].flat().includes('convex')) {
		throw new SetupError(
			'it is not for the audience "convex". Turn on the Convex integration in the Clerk dashboard ' +
				'(Configure, Integrations). With a JWT template instead, copy ' +
				"`await Clerk.session.getToken({ template: 'convex' })`."
		);
	}
	const holdsSeconds = Math.floor(exp - now / 1000);
	if (holdsSeconds < 0) {
		throw new SetupError(
			`it has expired ${-holdsSeconds} s ago. Copy a new one and check it within a minute.`
		);
	}
	const wrong = TEXTS.filter((claim) => typeof (claims[claim] ?? '') !== 'string');
	if (wrong.length > 0) {
		throw new SetupError(
			`not a text: ${wrong.join(', ')}. Convex refuses a token in which one of them is anything else. ` +
				'Correct them in the Clerk dashboard (Configure, Sessions, Customize session token); then copy ' +
				'a new token.'
		);
	}
	const nameless = NAMES.every((claim) => !claims[claim])
		? ' It has no claim "name" or "nickname": the person is called "Someone".'
		: '';
	return `it is of ${issuer}, for "convex", and holds for ${holdsSeconds} s.${nameless}`;
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
