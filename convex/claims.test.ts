import { expect, test } from 'vitest';
import { readClaims } from './claims';
import { saidName } from './identity';
import { MAX_NAME_CHARACTERS } from './limits';
import { ada, badClaims } from './test.setup';

const required = {
	issuer: 'https://x.example',
	subject: 'x',
	tokenIdentifier: 'https://x.example|x'
};
const read = (claims: object) => readClaims({ ...required, ...claims });

test.each([
	['the name claim', { name: 'Ada Lovelace', preferredUsername: 'ada' }, 'Ada Lovelace'],
	['the name claim without its margins', { name: '  Ada ' }, 'Ada'],
	['the user name when there is no name', { preferredUsername: 'ada99', nickname: 'x' }, 'ada99'],
	['the user name as Clerk’s template for Convex has it', { nickname: 'ada99' }, 'ada99'],
	['the user name when the name is blank', { name: ' ', nickname: 'ada99' }, 'ada99'],
	['the user name when the name is an address', { name: 'a@b.c', nickname: 'ada99' }, 'ada99'],
	['a name with an @ that is no address', { name: 'Ada @ Home' }, 'Ada @ Home'],
	['no part of the address', { email: 'ada@example.com' }, undefined],
	['no part of a name that is any address', { name: 'old@example.com' }, undefined],
	['no part of a name that has an address in it', { name: 'Ada <a@b.example>' }, undefined],
	['no address without a dot', { name: 'ada@localhost', email: 'ada@localhost' }, undefined],
	['nothing when the claims say nothing', {}, undefined]
])('others see %s', (_case, claims, name) => {
	expect(saidName(read(claims))).toBe(name);
});

test.each(Object.entries(badClaims))(
	'claims that are %s are as good as missing',
	(_what, claims) => {
		const { name, userName, pictureUrl } = read({ ...ada, ...claims });
		for (const said of [name, userName]) {
			if (said === undefined) continue;
			expect([...said].length).toBeLessThanOrEqual(MAX_NAME_CHARACTERS);
			expect(said).not.toMatch(/[\p{Bidi_Control}\p{Surrogate}\p{Control}@]/u);
			expect(said.trim()).toBe(said);
		}
		expect(pictureUrl).toBeUndefined();
	}
);

test.each([
	['https://img.clerk.com/abc?width=80', 'https://img.clerk.com/abc?width=80'],
	[
		'http://localhost:4173/__clerk/pictures/user_1',
		'http://localhost:4173/__clerk/pictures/user_1'
	],
	['javascript:alert(1)', undefined],
	['data:image/svg+xml,<svg/>', undefined],
	['/pictures/1', undefined],
	['https://', undefined],
	['', undefined],
	[`https://img.example/${'x'.repeat(3000)}`, undefined],
	// What is short as it is written can be long as an address.
	[`https://img.example/${'ä'.repeat(1500)}`, undefined]
])('of the picture %.60s is kept %s', (pictureUrl, kept) => {
	expect(read({ pictureUrl }).pictureUrl).toBe(kept);
});
