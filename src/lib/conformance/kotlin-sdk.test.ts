import type { Resources } from '@clerk/shared/types';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chooseIdentity, deriveAuthStatus, scopeOf } from '../auth/auth-state.js';
import { readClerkSession } from '../auth/clerk-session.js';
import { createTokenFetcher, getConvexToken } from '../auth/token.js';
import type { AuthError } from '../errors.js';
import { TimedBrowser, until } from '../fakes/timed-browser.js';

/*
 * clerk-convex-kotlin decides with `shouldLogin` and `shouldLogout`. Here the same follows from the
 * identity before and after: the app logs in when a session begins that was not there before, and logs
 * out when one ends and none begins.
 */

interface Session {
	id: string;
	status: 'active' | 'pending' | 'expired';
	orgId?: string;
}

const active: Session = { id: 'sess_1', status: 'active' };
const replaced: Session = { id: 'sess_2', status: 'active' };
const pending: Session = { id: 'sess_1', status: 'pending' };
const expired: Session = { id: 'sess_1', status: 'expired' };

const SILENT = { confirmed: false, isRefreshing: false };
const CONFIRMED = { confirmed: true, isRefreshing: false };
const profile = { name: 'Ada', email: undefined, imageUrl: undefined };

/** Clerk's answer with a session of Ada's; `undefined` while Clerk is loading. */
function clerkSays(session: Session | null | undefined) {
	const user = { id: 'user_ada', fullName: 'Ada', organizationMemberships: [] };
	const resources = {
		client: { sessions: session ? [{ ...session, user }] : [] },
		session,
		user: session && user,
		organization: session?.orgId ? { id: session.orgId } : null
	};
	// The part of Clerk's objects that is read.
	return readClerkSession(resources as unknown as Resources, true);
}

/** The identity of the app when nobody is remembered. */
function opensAs(session: Session | null | undefined): string | undefined {
	const identity = chooseIdentity(clerkSays(session), undefined);
	return identity && scopeOf(identity);
}

const logsIn = (before: Session | null, after: Session | null) =>
	opensAs(after) !== undefined && opensAs(after) !== opensAs(before);
const logsOut = (before: Session | null, after: Session | null) =>
	opensAs(before) !== undefined && opensAs(after) === undefined;

describe('it logs in', () => {
	test('when there is an active session and there was none', () => {
		expect(logsIn(null, active)).toBe(true);
	});

	test('when an expired session is active again', () => {
		expect(logsIn(expired, active)).toBe(true);
	});

	test('when there is another session', () => {
		expect(logsIn(active, replaced)).toBe(true);
	});

	test('not when the same session is still active', () => {
		expect(logsIn(active, { ...active })).toBe(false);
	});

	test('not when the session is gone', () => {
		expect(logsIn(active, null)).toBe(false);
	});

	test('not when the new session is not active', () => {
		expect(logsIn(null, expired)).toBe(false);
	});

	test('not when the new session is pending', () => {
		expect(logsIn(null, pending)).toBe(false);
	});
});

describe('it logs out', () => {
	test('when there is no session and there was one', () => {
		expect(logsOut(active, null)).toBe(true);
	});

	test('not when there was no session and is none', () => {
		expect(logsOut(null, null)).toBe(false);
	});

	test('not when the session is still there', () => {
		expect(logsOut(active, { ...active })).toBe(false);
	});

	test('not when another session has replaced it', () => {
		expect(logsOut(active, replaced)).toBe(false);
	});

	test('not when there was no session and is one', () => {
		expect(logsOut(null, active)).toBe(false);
	});
});

describe('an error', () => {
	let browser: TimedBrowser;

	beforeEach(() => {
		browser = new TimedBrowser();
	});
	afterEach(() => {
		browser.close();
	});

	test('of a Clerk that has not loaded says so, and what happens next', async () => {
		browser.clerkServer.isReachable = false;
		const { state } = await browser.open();
		await until(() => state().error?.code === 'clerk_not_loaded');
		expect(state().error?.message).toMatch(/could not be loaded.*tried again/);
	});

	test('of a missing session says so', async () => {
		const nobody = { orgId: undefined, orgRole: undefined };
		await expect(getConvexToken(undefined, nobody, false)).rejects.toMatchObject({
			code: 'no_active_session',
			message: expect.stringContaining('no active session') as string
		});
	});

	test('of a missing token keeps the reason as its cause', async () => {
		const reason = new Error('network timeout');
		const lifetime = new AbortController();
		const onFailure = vi.fn((_error: AuthError) => lifetime.abort());
		const session = { lastActiveToken: null, getToken: () => Promise.reject(reason) };
		const fetchToken = createTokenFetcher({
			session: () => session,
			organization: { orgId: undefined, orgRole: undefined },
			retryTriggers: () => () => undefined,
			signal: lifetime.signal,
			onFailure
		});
		expect(await fetchToken({ forceRefreshToken: false })).toBeNull();
		expect(onFailure.mock.calls).toMatchObject([
			[{ code: 'token_retrieval_failed', cause: reason }]
		]);
	});
});

describe('different from clerk-convex-kotlin, on purpose', () => {
	const authStatus = (session: Session | null | undefined, backend = SILENT) =>
		deriveAuthStatus(clerkSays(session), undefined, backend, false);

	test('the first state is loading, not signed out, because Clerk has not answered yet', () => {
		expect(authStatus(undefined)).toEqual({ status: 'loading', awaits: 'clerk' });
	});

	test('a session is authenticated when Convex has confirmed it, not when Clerk has it', () => {
		expect(authStatus(active)).toEqual({ status: 'loading', awaits: 'convex' });
		expect(authStatus(active, CONFIRMED)).toMatchObject({
			status: 'authenticated',
			confirmed: true
		});
	});

	test('a session that becomes pending logs out', () => {
		expect(logsOut(active, pending)).toBe(true);
		expect(authStatus(pending)).toMatchObject({ status: 'unauthenticated' });
	});

	test('a session that has expired logs out', () => {
		expect(logsOut(active, expired)).toBe(true);
	});

	test('another organisation logs in anew', () => {
		expect(logsIn(active, { ...active, orgId: 'org_navy' })).toBe(true);
		expect(logsIn({ ...active, orgId: 'org_navy' }, { ...active, orgId: 'org_army' })).toBe(true);
	});

	test('a Clerk that does not answer does not log out the remembered user', () => {
		const remembered = {
			subject: 'user_ada',
			sessionId: 'sess_1',
			orgId: undefined,
			orgRole: undefined,
			profile
		};
		expect(chooseIdentity(clerkSays(undefined), remembered)).toEqual(remembered);
		expect(deriveAuthStatus(clerkSays(undefined), remembered, SILENT, false)).toMatchObject({
			status: 'authenticated',
			confirmed: false
		});
	});
});
