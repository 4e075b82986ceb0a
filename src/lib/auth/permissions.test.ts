import { __experimental_JWTPayloadToAuthObjectProperties as readByClerk } from '@clerk/shared/jwtPayloadParser';
import type { TokenResource } from '@clerk/shared/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { permissionsIn } from './permissions.js';

const tokenWith = (claims: unknown) => ({ jwt: { claims } }) as unknown as TokenResource;

test('a token’s permissions are read as Clerk reads them', () => {
	const name = fc.stringMatching(/^[a-z_]{1,8}$/);
	const feature = fc.tuple(fc.constantFrom('o', 'u', 'ou', 'uo'), name).map((one) => one.join(':'));
	const claims = fc.record({
		v: fc.constant(2),
		fea: fc.array(feature, { minLength: 1, maxLength: 5 }).map((all) => all.join(',')),
		o: fc.record({
			id: fc.constant('org_1'),
			rol: fc.constant('admin'),
			per: fc.array(name, { minLength: 1, maxLength: 40 }).map((all) => all.join(',')),
			fpm: fc.array(fc.bigInt(0n, 2n ** 40n), { minLength: 1, maxLength: 5 }).map(String)
		})
	});
	fc.assert(
		fc.property(claims, (one) => {
			const { orgPermissions } = readByClerk(one as never);
			expect(permissionsIn(tokenWith(one))).toEqual(orgPermissions);
		})
	);
});

test('a token of Clerk’s first format has them written out', () => {
	const org_permissions = ['org:invoices:read', 7];
	expect(permissionsIn(tokenWith({ org_permissions }))).toEqual(['org:invoices:read']);
});

test.each([undefined, null, '', 0, [], {}, { o: 'x' }, { o: { per: 1, fpm: 'x' }, fea: {} }])(
	'claims that are %j allow nothing, and fail nothing',
	(claims) => {
		expect(permissionsIn(tokenWith(claims)) ?? []).toEqual([]);
	}
);
