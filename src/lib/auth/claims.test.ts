import type { TokenResource } from '@clerk/shared/types';
import { describe, expect, test } from 'vitest';
import { hasConvexAudience, madeAt, organizationIn } from './claims.js';

const tokenWith = (claims: unknown) => ({ jwt: { claims } }) as unknown as TokenResource;

/** What a claim may come as instead of what it should be. */
const NOTHING = [
	undefined,
	null,
	'',
	' ',
	0,
	NaN,
	true,
	[],
	['x'],
	{},
	{ id: null },
	'x'.repeat(10_000)
];

describe('claims of any type', () => {
	test.each(NOTHING)('all %j say nothing, and fail nothing', (value) => {
		const token = tokenWith({ aud: value, iat: value, o: value });
		expect(hasConvexAudience(token)).toBe(false);
		expect(madeAt(token)).toBe(0);
		expect(organizationIn(token)).toEqual({ orgId: undefined, orgRole: undefined });
	});

	test.each(NOTHING)('%j in place of the claims, or of the token, says nothing', (value) => {
		for (const token of [tokenWith(value), { jwt: value }, value]) {
			expect(organizationIn(token as TokenResource)).toMatchObject({ orgId: undefined });
			expect(madeAt(token as TokenResource)).toBe(0);
			expect(() => hasConvexAudience(token as TokenResource)).not.toThrow();
		}
	});

	test.each([null, '', ' ', 5, {}, ['org_1']])('an organisation of %j is none', (value) => {
		const none = { orgId: undefined, orgRole: undefined };
		expect(organizationIn(tokenWith({ org_id: value, org_role: value }))).toEqual(none);
		expect(organizationIn(tokenWith({ o: { id: value, rol: value } }))).toEqual(none);
	});
});

test('an organisation is read in either of Clerk’s two ways', () => {
	const member = { orgId: 'org_1', orgRole: 'org:member' };
	expect(organizationIn(tokenWith({ org_id: 'org_1', org_role: 'org:member' }))).toEqual(member);
	expect(organizationIn(tokenWith({ o: { id: 'org_1', rol: 'member' } }))).toEqual(member);
});
