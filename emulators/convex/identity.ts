/** What functions learn from a verified token: its claims as Convex passes them on. */
import type { JWTPayload } from 'jose';
import { isObject, type JSONObject, type JSONValue } from './json.ts';

/** A claim's value, as it is passed on; `undefined` when it is not. Throws when it has another type. */
type Read = (value: JSONValue) => JSONValue | undefined;

const text: Read = (value) => check(value, typeof value === 'string');
const flag: Read = (value) => check(value, typeof value === 'boolean');
const texts: Read = (value) =>
	check(value, Array.isArray(value) && value.every((one) => typeof one === 'string'));

/** Convex passes on the address as one text, and looks at the parts all the same. */
const address: Read = (value) => {
	const parts = check(value, isObject(value)) as JSONObject;
	for (const name of ['street_address', 'locality', 'region', 'postal_code', 'country']) {
		readAs(text, parts[name]);
	}
	return readAs(text, parts.formatted);
};

/** Seconds since 1970, or a date as text; passed on as a text of RFC 3339. */
const time: Read = (value) => {
	const isDate = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
	const date = new Date(typeof value === 'number' ? value * 1000 : isDate ? value : NaN);
	check(value, !Number.isNaN(date.getTime()));
	return date.toISOString().replace(/(\.000)?Z$/, '+00:00');
};

/** The claims of OpenID Connect: their types, and what Convex calls those that it passes on. */
const STANDARD = new Map<string, { read: Read; name?: string }>([
	...claims(text, 'name, given_name givenName, family_name familyName, nickname'),
	...claims(text, 'preferred_username preferredUsername, profile profileUrl, picture pictureUrl'),
	...claims(text, 'website websiteUrl, email, gender, birthdate birthday, zoneinfo timezone'),
	...claims(text, 'locale language, phone_number phoneNumber'),
	...claims(flag, 'email_verified emailVerified, phone_number_verified phoneNumberVerified'),
	...claims(address, 'address'),
	...claims(time, 'updated_at updatedAt'),
	...claims(text, 'middle_name -, nonce -, acr -, azp -, at_hash -, c_hash -'),
	...claims(texts, 'amr -'),
	...claims(time, 'auth_time -')
]);

/** Claims with a language of their own, as `name#fr`, which Convex does not pass on. */
const TRANSLATED = /^(name|given_name|family_name|middle_name|nickname|profile|picture|website)#/;

/** Claims about the token that Convex does not pass on. */
const DROPPED = /^(aud|iat|nbf|jti|fva)$/;

/**
 * What `ctx.auth.getUserIdentity()` returns for a token. A standard claim that is `null` is as good as
 * missing; other claims are passed on as they are, `null` too.
 *
 * Throws when a standard claim has another type than it should: Convex takes no such token.
 */
export function toAttributes({ iss = '', sub = '', exp: _, ...rest }: JWTPayload): JSONObject {
	const attributes: JSONObject = { tokenIdentifier: `${iss}|${sub}`, issuer: iss, subject: sub };
	for (const [claim, value] of Object.entries(rest as JSONObject)) {
		const standard = STANDARD.get(claim.replace(TRANSLATED, '$1'));
		const read = standard ? readClaim(claim, standard.read, value) : value;
		const name = standard ? standard.name : claim;
		if (read === undefined || name === undefined) continue;
		if (!DROPPED.test(claim) && !TRANSLATED.test(claim)) attributes[name] = read;
	}
	return attributes;
}

function readClaim(claim: string, read: Read, value: JSONValue): JSONValue | undefined {
	try {
		return readAs(read, value);
	} catch (cause) {
		throw new TypeError(
			`Could not parse as OIDC ID token. Token might not be an OIDC-compliant JWT: "${claim}".`,
			{ cause }
		);
	}
}

function readAs(read: Read, value: JSONValue | undefined): JSONValue | undefined {
	return value === null || value === undefined ? undefined : read(value);
}

function check(value: JSONValue, isRight: boolean): JSONValue {
	if (isRight) return value;
	throw new TypeError('It has another type.');
}

/** Each claim with the name that it is passed on under: its own, another, or `-` for none. */
function claims(read: Read, list: string): [string, { read: Read; name?: string }][] {
	return list.split(', ').map((entry) => {
		const [claim = '', name = claim] = entry.split(' ');
		return [claim, name === '-' ? { read } : { read, name }];
	});
}
