/**
 * The decisions about who is signed in: pure, and all in this file.
 *
 * The one rule above all: only an answer counts. Clerk that has not loaded, or has loaded without
 * reaching its servers, says nothing about the session; then the identity that Convex confirmed at the
 * last launch stands.
 */

import type { AuthError } from '../errors.js';

/** Who a person is, as their app may show it. */
export interface Profile {
	name: string;
	email: string | undefined;
	imageUrl: string | undefined;
}

/** A signed-in user: the subject of the identity token, and the Clerk session it comes from. */
export interface Identity {
	/** Clerk's user id, which is the token's `sub`. */
	subject: string;
	sessionId: string;
	orgId: string | undefined;
	orgRole: string | undefined;
	profile: Profile;
}

/**
 * Where an app stands with its user.
 *
 * `authenticated` is `confirmed` when the Convex backend has accepted a token of this subject on the
 * live connection, and otherwise remembered from the last launch at which it had.
 */
export type AuthStatus =
	/** `awaits`: whose word is missing. With `clerk`, nobody is remembered on this device. */
	| { status: 'loading'; awaits: 'device' | 'clerk' | 'convex' }
	/** `isSignOutPending`: signed out on this device, and Clerk is yet to be told. */
	| { status: 'unauthenticated'; isSignOutPending: boolean }
	| ({ status: 'authenticated'; confirmed: boolean; isRefreshing: boolean } & Identity);

/** The auth state of an app: how it stands, and the last step that failed on the way to a better one. */
export type AuthState = AuthStatus & { error: AuthError | undefined };

/** A session in this browser. */
export interface SessionRef {
	sessionId: string;
	subject: string;
}

/** Clerk's word on the identity. The profile is missing while Clerk has a stub of the user only. */
export type ClerkIdentity = Omit<Identity, 'profile'> & { profile: Profile | undefined };

/** What Clerk says of the session. `unknown` is not an answer, the other two are. */
export type ClerkSession =
	| { status: 'unknown' }
	/** `sessions`: all others in this browser. */
	| { status: 'signed-out'; sessions: readonly SessionRef[] }
	/** `sessions`: all in this browser, the active one too. */
	| { status: 'signed-in'; identity: ClerkIdentity; sessions: readonly SessionRef[] };

/** What the Convex backend says of the subject's token on the live connection. */
export interface BackendAuth {
	confirmed: boolean;
	isRefreshing: boolean;
}

/** Clerk's word, less the sessions that were signed out on this device and that Clerk still has. */
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

/** As whom the app opens its data, or `undefined` for nobody. */
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
 * Names all that a token is made for. With another scope everything begins anew: the account, the
 * client of Convex, and the state, which is `loading` until Convex confirms it.
 */
export function scopeOf({ subject, sessionId, orgId, orgRole }: ClerkIdentity): string {
	return [subject, sessionId, orgId, orgRole].join(' ');
}

/** Names what the subject may see in a scope: their results in one organisation are not those in another. */
export function viewOf({ orgId, orgRole }: ClerkIdentity): string {
	return orgId === undefined ? '' : `${orgId} ${orgRole} `;
}

/** The standing that an app shows. */
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

/** Clerk's identity, with what a stub lacks from the remembered one. */
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
