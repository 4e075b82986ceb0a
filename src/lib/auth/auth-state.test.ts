import { createCheckAuthorization } from '@clerk/shared/authorization';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	chooseIdentity,
	completeIdentity,
	deriveAuthStatus,
	isAuthorized,
	isGone,
	viewOf,
	withoutSignOuts,
	type BackendAuth,
	type ClerkIdentity,
	type ClerkSession,
	type Identity,
	type SessionRef
} from './auth-state.js';

const ada: Identity = {
	subject: 'user_ada',
	sessionId: 'sess_ada',
	orgId: undefined,
	orgRole: undefined,
	profile: { name: 'Ada', email: 'ada@example.com', imageUrl: undefined }
};
const grace: Identity = {
	subject: 'user_grace',
	sessionId: 'sess_grace',
	orgId: 'org_navy',
	orgRole: 'org:admin',
	profile: { name: 'Grace', email: 'grace@example.com', imageUrl: undefined }
};

const unknown: ClerkSession = { status: 'unknown' };
const signedOut = (...sessions: SessionRef[]): ClerkSession => ({ status: 'signed-out', sessions });
const signedIn = (identity: ClerkIdentity, ...others: SessionRef[]): ClerkSession => ({
	status: 'signed-in',
	identity,
	sessions: [ref(identity), ...others]
});
const ref = ({ sessionId, subject }: SessionRef): SessionRef => ({ sessionId, subject });

const silent: BackendAuth = { confirmed: false, isRefreshing: false };
const confirmed: BackendAuth = { confirmed: true, isRefreshing: false };

describe('the auth state', () => {
	test('is loading at the first launch until Clerk has answered', () => {
		expect(deriveAuthStatus(unknown, undefined, silent, false)).toEqual({
			status: 'loading',
			awaits: 'clerk'
		});
	});

	test('is the remembered identity, unconfirmed, while Clerk has not answered', () => {
		expect(deriveAuthStatus(unknown, ada, silent, false)).toEqual({
			status: 'authenticated',
			confirmed: false,
			isRefreshing: false,
			...ada
		});
	});

	test('is unauthenticated when Clerk says so, also with a remembered identity', () => {
		expect(deriveAuthStatus(signedOut(), ada, silent, false)).toEqual({
			status: 'unauthenticated',
			isSignOutPending: false
		});
	});

	test('is loading after the first sign-in until Convex has confirmed it', () => {
		expect(deriveAuthStatus(signedIn(ada), undefined, silent, false)).toEqual({
			status: 'loading',
			awaits: 'convex'
		});
	});

	test('is confirmed when Convex has accepted the token, also without a remembered identity', () => {
		expect(deriveAuthStatus(signedIn(ada), undefined, confirmed, false)).toEqual({
			status: 'authenticated',
			confirmed: true,
			isRefreshing: false,
			...ada
		});
	});

	test('is the remembered identity again when a confirmed one loses the connection', () => {
		expect(deriveAuthStatus(signedIn(ada), ada, silent, false)).toMatchObject({
			status: 'authenticated',
			confirmed: false,
			subject: 'user_ada'
		});
	});

	test('has isRefreshing while a rejected token is replaced', () => {
		const refreshing = { confirmed: true, isRefreshing: true };
		expect(deriveAuthStatus(signedIn(ada), ada, refreshing, false)).toMatchObject({
			status: 'authenticated',
			isRefreshing: true
		});
	});

	test('is loading between two users, and never shows the last one', () => {
		expect(deriveAuthStatus(signedIn(grace), ada, silent, false)).toEqual({
			status: 'loading',
			awaits: 'convex'
		});
		expect(deriveAuthStatus(signedIn(grace), ada, confirmed, false)).toMatchObject({
			status: 'authenticated',
			subject: 'user_grace',
			profile: { name: 'Grace' }
		});
	});

	test.each<[string, Partial<Identity>]>([
		['session', { sessionId: 'sess_new' }],
		['organisation', { orgId: 'org_army' }],
		['role', { orgRole: 'org:member' }],
		['personal account', { orgId: undefined, orgRole: undefined }]
	])('is loading before another %s of the same user', (_what, change) => {
		const now = { ...grace, ...change };
		expect(deriveAuthStatus(signedIn(now), grace, silent, false)).toEqual({
			status: 'loading',
			awaits: 'convex'
		});
		expect(deriveAuthStatus(signedIn(now), grace, confirmed, false)).toMatchObject(change);
	});

	test('is unauthenticated after a sign-out that is not complete at Clerk, also without a network', () => {
		const pending = { status: 'unauthenticated', isSignOutPending: true };
		expect(deriveAuthStatus(unknown, undefined, silent, true)).toEqual(pending);
		expect(deriveAuthStatus(signedOut(), undefined, silent, true)).toEqual(pending);
	});

	test('is the next user’s while a sign-out of the last one is pending', () => {
		expect(deriveAuthStatus(unknown, grace, silent, true)).toMatchObject({
			status: 'authenticated',
			subject: 'user_grace'
		});
		expect(deriveAuthStatus(signedIn(grace), grace, confirmed, true)).toMatchObject({
			status: 'authenticated',
			subject: 'user_grace'
		});
	});
});

describe('the view of an identity', () => {
	test('depends on the organisation and the role, but not on the session', () => {
		expect(viewOf(ada)).toBe('');
		expect(viewOf({ ...grace, sessionId: 'sess_new' })).toBe(viewOf(grace));
		const views = [
			ada,
			grace,
			{ ...grace, orgId: 'org_army' },
			{ ...grace, orgRole: 'org:member' }
		];
		expect(new Set(views.map(viewOf)).size).toBe(4);
	});
});

test('a role and a permission are had when Clerk says so', () => {
	const role = fc.constantFrom('org:admin', 'admin', 'org:member', '');
	const permission = fc.constantFrom('org:notes:read', 'notes:read', 'org:notes:write');
	const identities = fc.record({
		...{ subject: fc.constant('user_ada'), sessionId: fc.constant('sess_ada') },
		...{ orgId: fc.option(fc.constant('org_navy'), { nil: undefined }), orgRole: fc.option(role) },
		orgPermissions: fc.option(fc.array(permission), { nil: undefined })
	});
	const asked = fc.record({ role, permission }, { requiredKeys: [] });
	fc.assert(
		fc.property(identities, asked, ({ orgRole, ...others }, params) => {
			const identity = { ...others, orgRole: orgRole ?? undefined, profile: ada.profile };
			const has = createCheckAuthorization({
				...{ userId: identity.subject, orgId: identity.orgId, orgRole: identity.orgRole },
				orgPermissions: identity.orgPermissions,
				...{ factorVerificationAge: null, features: '', plans: '' }
			});
			expect(isAuthorized(identity, params)).toBe(has(params as { role: string }));
		})
	);
});

describe('the identity whose data is open', () => {
	test('is the remembered one while Clerk has not answered', () => {
		expect(chooseIdentity(unknown, ada)).toBe(ada);
		expect(chooseIdentity(unknown, undefined)).toBeUndefined();
	});

	test('is the signed-in one, also before Convex has confirmed it', () => {
		expect(chooseIdentity(signedIn(grace), ada)).toBe(grace);
	});

	test('is undefined when Clerk has answered that nobody is signed in', () => {
		expect(chooseIdentity(signedOut(), ada)).toBeUndefined();
		expect(chooseIdentity(signedOut(ref(grace)), ada)).toBeUndefined();
	});
});

describe('a profile', () => {
	const stub: ClerkIdentity = { ...ada, profile: undefined };
	const nameless = { name: '', email: undefined, imageUrl: undefined };

	test('is Clerk’s if Clerk has one', () => {
		const old = { ...ada, profile: { ...ada.profile, name: 'Miss Byron' } };
		expect(completeIdentity(ada, old)).toEqual(ada);
	});

	test('is the remembered one while Clerk has a stub of the user', () => {
		expect(completeIdentity(stub, ada)).toEqual(ada);
	});

	test('is never another user’s', () => {
		expect(completeIdentity(stub, grace).profile).toEqual(nameless);
	});

	test('is empty when neither has one', () => {
		expect(completeIdentity(stub, undefined)).toEqual({ ...ada, profile: nameless });
	});
});

describe('a session that was signed out on this device but not yet at Clerk', () => {
	test('does not count as signed in', () => {
		expect(withoutSignOuts(signedIn(ada), [ref(ada)])).toEqual(signedOut());
	});

	test('does not change the other sessions of the browser', () => {
		expect(withoutSignOuts(signedIn(ada, ref(grace)), [ref(ada)])).toEqual(signedOut(ref(grace)));
		expect(withoutSignOuts(signedIn(grace, ref(ada)), [ref(ada)])).toEqual(signedIn(grace));
	});

	test('is not among the sessions of a browser that is signed out', () => {
		expect(withoutSignOuts(signedOut(ref(ada), ref(grace)), [ref(ada)])).toEqual(
			signedOut(ref(grace))
		);
	});

	test('does not hide a new session of the same user', () => {
		const again = { ...ada, sessionId: 'sess_again' };
		expect(withoutSignOuts(signedIn(again, ref(ada)), [ref(ada)])).toEqual(signedIn(again));
	});

	test('does not make an answer of a missing one', () => {
		expect(withoutSignOuts(unknown, [ref(ada)])).toEqual(unknown);
	});

	test('has no effect when there are no sign-outs', () => {
		expect(withoutSignOuts(signedIn(ada, ref(grace)), [])).toEqual(signedIn(ada, ref(grace)));
	});
});

describe('a subject has no session any more', () => {
	test('only when Clerk has answered', () => {
		expect(isGone('user_ada', unknown)).toBe(false);
		expect(isGone('user_ada', signedOut())).toBe(true);
	});

	test('when only others are signed in', () => {
		expect(isGone('user_ada', signedIn(grace))).toBe(true);
		expect(isGone('user_ada', signedOut(ref(grace)))).toBe(true);
	});

	test('not while they have any session in the browser, active or not', () => {
		expect(isGone('user_ada', signedIn(ada))).toBe(false);
		expect(isGone('user_ada', signedIn(grace, ref(ada)))).toBe(false);
		expect(isGone('user_ada', signedOut(ref(grace), ref(ada)))).toBe(false);
	});

	test('not while one of their several sessions is left', () => {
		const other = { sessionId: 'sess_other', subject: 'user_ada' };
		const left = withoutSignOuts(signedIn(ada, other), [ref(ada)]);
		expect(isGone('user_ada', left)).toBe(false);
		expect(isGone('user_ada', withoutSignOuts(left, [other]))).toBe(true);
	});
});
