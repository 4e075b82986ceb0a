/**
 * All decisions about who is signed in, as pure functions.
 *
 * The main rule: only an answer counts. While Clerk has not loaded, or has not reached its servers, nothing
 * is known about the session. Then the identity that Convex confirmed at the last launch is used.
 */

import type {
	OrganizationCustomPermissionKey,
	OrganizationCustomRoleKey
} from '@clerk/shared/types';
import type { AuthError } from '../errors.js';

/** A person's profile, as the app may show it. */
export interface Profile {
	/** The full name, else the user name, else empty: a person need not have said one. */
	name: string;
	email: string | undefined;
	imageUrl: string | undefined;
}

/** A signed-in user: the subject of the identity token, and the Clerk session that it comes from. */
export interface Identity {
	/** Clerk's user id, which is the token's `sub`. */
	subject: string;
	sessionId: string;
	orgId: string | undefined;
	orgRole: string | undefined;
	/** What the user may do in the organisation, by Clerk's word; `undefined` while Clerk has not said it. */
	orgPermissions?: readonly string[] | undefined;
	profile: Profile;
}

/** What a user must be, or be allowed to do, in their organisation. With both, both count. */
export interface Authorization {
	/** With or without Clerk's prefix `org:`. */
	role?: OrganizationCustomRoleKey | undefined;
	/** With or without Clerk's prefix `org:`. */
	permission?: OrganizationCustomPermissionKey | undefined;
}

/**
 * The auth status: whether a user is signed in.
 *
 * `authenticated` with `confirmed: true`: Convex has accepted a token of this subject on the live
 * connection. With `confirmed: false`: the identity is remembered from the last launch at which Convex
 * had accepted it.
 */
export type AuthStatus =
	/** `awaits` is what we are waiting for. With `clerk`, nobody is remembered on this device. */
	| { status: 'loading'; awaits: 'device' | 'clerk' | 'convex' }
	/**
	 * `isSignOutPending`: signed out on this device, but Clerk has not ended the session yet. `confirmed: false`:
	 * the server that has rendered the page says so, and Clerk has not answered yet.
	 */
	| { status: 'unauthenticated'; isSignOutPending: boolean; confirmed?: false }
	| ({ status: 'authenticated'; confirmed: boolean; isRefreshing: boolean } & Identity);

/** The auth state: the auth status, and the last failed step, which is cleared on recovery. */
export type AuthState = AuthStatus & { error: AuthError | undefined };

/** A session in this browser. */
export interface SessionRef {
	sessionId: string;
	subject: string;
}

/** The identity by Clerk's answer. The profile is missing while Clerk has only a stub of the user. */
export type ClerkIdentity = Omit<Identity, 'profile'> & { profile: Profile | undefined };

/** Clerk's session. `unknown` is not an answer; the other two are. */
export type ClerkSession =
	| { status: 'unknown' }
	/** `sessions`: all other sessions in this browser. */
	| { status: 'signed-out'; sessions: readonly SessionRef[] }
	/** `sessions`: all sessions in this browser, including the active one. */
	| { status: 'signed-in'; identity: ClerkIdentity; sessions: readonly SessionRef[] };

/** Whether Convex accepts the subject's token on the live connection. */
export interface BackendAuth {
	confirmed: boolean;
	isRefreshing: boolean;
}

/** Clerk's session without the sessions that were signed out on this device but not yet at Clerk. */
export function withoutSignOuts(
	clerk: ClerkSession,
	signOuts: readonly SessionRef[]
): ClerkSession {
	if (clerk.status === 'unknown') return clerk;
	const isSignedOut = (sessionId: string) => signOuts.some((one) => one.sessionId === sessionId);
	const sessions = clerk.sessions.filter((one) => !isSignedOut(one.sessionId));
	return clerk.status === 'signed-in' && isSignedOut(clerk.identity.sessionId)
		? { status: 'signed-out', sessions }
		: { ...clerk, sessions };
}

/** The identity whose data the app opens; `undefined` for nobody. */
export function chooseIdentity(
	clerk: ClerkSession,
	remembered: Identity | undefined
): ClerkIdentity | undefined {
	switch (clerk.status) {
		case 'signed-in':
			return clerk.identity;
		case 'signed-out':
			return undefined;
		case 'unknown':
			return remembered;
	}
}

/**
 * Names the scope of a token. Another scope is another account with another Convex client, and its state is
 * `loading` until Convex confirms it.
 */
export function scopeOf({ subject, sessionId, orgId, orgRole }: ClerkIdentity): string {
	return [subject, sessionId, orgId, orgRole].join(' ');
}

/**
 * Names what the subject may see in a scope: cached results of one organisation are not those of
 * another.
 */
export function viewOf({ orgId, orgRole }: ClerkIdentity): string {
	return orgId === undefined ? '' : `${orgId} ${orgRole} `;
}

/** Whether a user has a role or a permission, as Clerk's `has` decides it. Nothing asked is nothing had. */
export function isAuthorized(
	{ orgId, orgRole, orgPermissions }: ClerkIdentity,
	{ role, permission }: Authorization
): boolean {
	const isEither = role !== undefined || permission !== undefined;
	const isRole = role === undefined || (!!orgRole && withPrefix(role) === withPrefix(orgRole));
	const isPermitted = permission === undefined || orgPermissions?.includes(withPrefix(permission));
	return orgId !== undefined && isEither && isRole && !!isPermitted;
}

function withPrefix(key: string): string {
	return key.replace(/^(org:)*/, 'org:');
}

/** Derives the auth status that an app shows. */
export function deriveAuthStatus(
	clerk: ClerkSession,
	remembered: Identity | undefined,
	backend: BackendAuth,
	isSignOutPending: boolean
): AuthStatus {
	switch (clerk.status) {
		case 'signed-out':
			return { status: 'unauthenticated', isSignOutPending };
		case 'unknown':
			if (remembered) return { status: 'authenticated', ...backend, ...remembered };
			return isSignOutPending
				? { status: 'unauthenticated', isSignOutPending }
				: { status: 'loading', awaits: 'clerk' };
		case 'signed-in':
			return isInScope(remembered, clerk.identity) || backend.confirmed
				? { status: 'authenticated', ...backend, ...completeIdentity(clerk.identity, remembered) }
				: { status: 'loading', awaits: 'convex' };
	}
}

/** Completes Clerk's identity with the remembered profile, when Clerk has only a stub. */
export function completeIdentity(clerk: ClerkIdentity, remembered: Identity | undefined): Identity {
	const known = remembered?.subject === clerk.subject ? remembered.profile : undefined;
	return {
		...clerk,
		profile: clerk.profile ?? known ?? { name: '', email: undefined, imageUrl: undefined }
	};
}

function isInScope(remembered: Identity | undefined, clerk: ClerkIdentity): boolean {
	return remembered !== undefined && scopeOf(remembered) === scopeOf(clerk);
}

/** Whether Clerk has answered that this subject has no session in this browser any more. */
export function isGone(subject: string, clerk: ClerkSession): boolean {
	return clerk.status !== 'unknown' && !clerk.sessions.some((one) => one.subject === subject);
}
