import { expect, test } from 'vitest';
import { toAttributes } from './identity.ts';

const token = { iss: 'https://x.example', sub: 'ada' };
const who = {
	tokenIdentifier: 'https://x.example|ada',
	issuer: 'https://x.example',
	subject: 'ada'
};

/** What is passed on of these claims besides whose they are. */
function passedOn(claims: object): object {
	const { tokenIdentifier, issuer, subject, ...rest } = toAttributes({ ...token, ...claims });
	expect({ tokenIdentifier, issuer, subject }).toEqual(who);
	return rest;
}

const STANDARD = {
	name: 'Ada Lovelace',
	given_name: 'Ada',
	family_name: 'Lovelace',
	nickname: 'ada99',
	preferred_username: 'countess',
	profile: 'https://x.example/ada',
	picture: 'https://x.example/ada.png',
	website: 'https://ada.example',
	email: 'ada@example.com',
	email_verified: true,
	gender: 'female',
	birthdate: '1815-12-10',
	zoneinfo: 'Europe/London',
	locale: 'en-GB',
	phone_number: '+44 1',
	phone_number_verified: false,
	address: { formatted: 'London', country: null },
	updated_at: 1_796_000_000
};

test('standard claims have their Convex names', () => {
	expect(passedOn(STANDARD)).toEqual({
		name: 'Ada Lovelace',
		givenName: 'Ada',
		familyName: 'Lovelace',
		nickname: 'ada99',
		preferredUsername: 'countess',
		profileUrl: 'https://x.example/ada',
		pictureUrl: 'https://x.example/ada.png',
		websiteUrl: 'https://ada.example',
		email: 'ada@example.com',
		emailVerified: true,
		gender: 'female',
		birthday: '1815-12-10',
		timezone: 'Europe/London',
		language: 'en-GB',
		phoneNumber: '+44 1',
		phoneNumberVerified: false,
		address: 'London',
		updatedAt: '2026-11-30T00:53:20+00:00'
	});
});

test('standard claims that are null are as good as missing', () => {
	const nulls = Object.fromEntries(Object.keys(STANDARD).map((claim) => [claim, null]));
	expect(passedOn({ ...nulls, azp: null, amr: null })).toEqual({});
});

test.each([
	...Object.keys(STANDARD).map((claim) => ({ [claim]: ['Ada'] })),
	{ name: 5 },
	{ picture: {} },
	{ email_verified: 'true' },
	{ address: 'London' },
	{ address: { country: 44 } },
	{ updated_at: 'yesterday' },
	{ azp: 5 }
])('a token with a standard claim of another type is not taken: %j', (claims) => {
	expect(() => passedOn(claims)).toThrow('Could not parse as OIDC ID token');
});

test('other claims are passed on as they are, of any type and null too', () => {
	const custom = { org_id: null, o: { id: 'org_1' }, roles: ['admin'], level: 5, empty: '' };
	expect(passedOn(custom)).toEqual(custom);
});

test('claims about the token and the sign-in are not passed on, nor those in other languages', () => {
	const claims = { aud: 'convex', iat: 1, nbf: 1, jti: 'x', fva: [1, -1], azp: 'x', amr: ['pwd'] };
	expect(passedOn({ ...claims, auth_time: 1, middle_name: 'King', 'name#fr': 'Ada' })).toEqual({});
});
