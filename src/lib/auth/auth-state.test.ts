import { describe, expect, test } from 'vitest';
import {
	chooseSubject,
	completeIdentity,
	deriveAuthState,
	isGone,
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
	test('is loading at the first launch, until Clerk has answered', () => {
		expect(deriveAuthState(unknown, undefined, silent, false)).toEqual({
			status: 'loading',
			awaits: 'clerk'
		});
	});

	test('is the remembered identity, unconfirmed, while Clerk says nothing', () => {
		expect(deriveAuthState(unknown, ada, silent, false)).toEqual({
			status: 'authenticated',
			confirmed: false,
			isRefreshing: false,
			...ada
		});
	});

	test('is unauthenticated on Clerk’s answer, whoever is remembered', () => {
		expect(deriveAuthState(signedOut(), ada, silent, false)).toEqual({
			status: 'unauthenticated',
			isSignOutPending: false
		});
	});

	test('is loading after the first sign-in, until Convex has confirmed it', () => {
		expect(deriveAuthState(signedIn(ada), undefined, silent, false)).toEqual({
			status: 'loading',
			awaits: 'convex'
		});
	});

	test('is confirmed once Convex has accepted the token, although nobody is remembered', () => {
		expect(deriveAuthState(signedIn(ada), undefined, confirmed, false)).toEqual({
			status: 'authenticated',
			confirmed: true,
			isRefreshing: false,
			...ada
		});
	});

	test('is the remembered identity again when a confirmed one loses the connection', () => {
		expect(deriveAuthState(signedIn(ada), ada, silent, false)).toMatchObject({
			status: 'authenticated',
			confirmed: false,
			subject: 'user_ada'
		});
	});

	test('says when a rejected token is being replaced', () => {
		const refreshing = { confirmed: true, isRefreshing: true };
		expect(deriveAuthState(signedIn(ada), ada, refreshing, false)).toMatchObject({
			status: 'authenticated',
			isRefreshing: true
		});
	});

	test('goes through loading from one user to another, and never shows the last one', () => {
		expect(deriveAuthState(signedIn(grace), ada, silent, false)).toEqual({
			status: 'loading',
			awaits: 'convex'
		});
		expect(deriveAuthState(signedIn(grace), ada, confirmed, false)).toMatchObject({
			status: 'authenticated',
			subject: 'user_grace',
			profile: { name: 'Grace' }
		});
	});

	test('shows Clerk’s session and organisation, and not the remembered ones', () => {
		const now = { ...grace, sessionId: 'sess_new', orgId: undefined, orgRole: undefined };
		expect(deriveAuthState(signedIn(now), grace, silent, false)).toMatchObject({
			sessionId: 'sess_new',
			orgId: undefined,
			orgRole: undefined
		});
	});

	test('is unauthenticated after a sign-out that Clerk is yet to be told of, also with no network', () => {
		const pending = { status: 'unauthenticated', isSignOutPending: true };
		expect(deriveAuthState(unknown, undefined, silent, true)).toEqual(pending);
		expect(deriveAuthState(signedOut(), undefined, silent, true)).toEqual(pending);
	});

	test('is the next user’s while a sign-out of the last one is pending', () => {
		expect(deriveAuthState(unknown, grace, silent, true)).toMatchObject({
			status: 'authenticated',
			subject: 'user_grace'
		});
		expect(deriveAuthState(signedIn(grace), grace, confirmed, true)).toMatchObject({
			status: 'authenticated',
			subject: 'user_grace'
		});
	});
});

describe('whose data is open', () => {
	test('is the remembered user’s while Clerk says nothing', () => {
		expect(chooseSubject(unknown, ada)).toBe('user_ada');
		expect(chooseSubject(unknown, undefined)).toBeUndefined();
	});

	test('is the signed-in user’s, before Convex has confirmed them', () => {
		expect(chooseSubject(signedIn(grace), ada)).toBe('user_grace');
	});

	test('is nobody’s once Clerk has answered that nobody is signed in', () => {
		expect(chooseSubject(signedOut(), ada)).toBeUndefined();
		expect(chooseSubject(signedOut(ref(grace)), ada)).toBeUndefined();
	});
});

describe('a profile', () => {
	const stub: ClerkIdentity = { ...ada, profile: undefined };
	const nameless = { name: '', email: undefined, imageUrl: undefined };

	test('is Clerk’s when Clerk has one', () => {
		const old = { ...ada, profile: { ...ada.profile, name: 'Miss Byron' } };
		expect(completeIdentity(ada, old)).toEqual(ada);
	});

	test('is the remembered one while Clerk has a stub of the user', () => {
		expect(completeIdentity(stub, ada)).toEqual(ada);
	});

	test('is never that of another user', () => {
		expect(completeIdentity(stub, grace).profile).toEqual(nameless);
	});

	test('is empty when nothing is known', () => {
		expect(completeIdentity(stub, undefined)).toEqual({ ...ada, profile: nameless });
	});
});

describe('a session that was signed out on this device and that Clerk still has', () => {
	test('does not count as signed in', () => {
		expect(withoutSignOuts(signedIn(ada), [ref(ada)])).toEqual(signedOut());
	});

	test('leaves the other sessions of the browser as they are', () => {
		expect(withoutSignOuts(signedIn(ada, ref(grace)), [ref(ada)])).toEqual(signedOut(ref(grace)));
		expect(withoutSignOuts(signedIn(grace, ref(ada)), [ref(ada)])).toEqual(signedIn(grace));
	});

	test('is not among the sessions of a browser that is signed out', () => {
		expect(withoutSignOuts(signedOut(ref(ada), ref(grace)), [ref(ada)])).toEqual(
			signedOut(ref(grace))
		);
	});

	test('does not hide that the same user has signed in again', () => {
		const again = { ...ada, sessionId: 'sess_again' };
		expect(withoutSignOuts(signedIn(again, ref(ada)), [ref(ada)])).toEqual(signedIn(again));
	});

	test('turns no silence into an answer', () => {
		expect(withoutSignOuts(unknown, [ref(ada)])).toEqual(unknown);
	});

	test('is all that changes: without sign-outs Clerk’s word stands', () => {
		expect(withoutSignOuts(signedIn(ada, ref(grace)), [])).toEqual(signedIn(ada, ref(grace)));
	});
});

describe('a subject is gone', () => {
	test('only when Clerk has answered', () => {
		expect(isGone('user_ada', unknown)).toBe(false);
		expect(isGone('user_ada', signedOut())).toBe(true);
	});

	test('when others are signed in and they are not', () => {
		expect(isGone('user_ada', signedIn(grace))).toBe(true);
		expect(isGone('user_ada', signedOut(ref(grace)))).toBe(true);
	});

	test('not while any session of the browser is theirs, active or not', () => {
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
