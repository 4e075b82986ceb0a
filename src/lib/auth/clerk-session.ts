import type {
	OrganizationMembershipResource,
	Resources,
	SignedInSessionResource,
	UserResource
} from '@clerk/shared/types';
import type { ClerkIdentity, ClerkSession, Profile } from './auth-state.js';
import { madeAt, organizationIn, textIn } from './claims.js';
import { permissionsIn } from './permissions.js';

/**
 * Reads the session from Clerk's resources.
 *
 * When Clerk cannot reach its servers while loading, it builds a stub of the session from a cookie. A stub
 * with a session is good enough. A stub without one says nothing: "signed out" counts only when Clerk
 * `hasAnswered` from its servers.
 */
export function readClerkSession(
	{ client, session, user, organization }: Resources,
	hasAnswered: boolean
): ClerkSession {
	// `undefined` while Clerk loads, and between two sessions while it switches.
	if (!client || session === undefined || user === undefined) {
		return { status: 'unknown' };
	}
	const sessions = client.sessions.flatMap(({ id, status, user: its }) =>
		(status === 'active' || status === 'pending') && its ? [{ sessionId: id, subject: its.id }] : []
	);
	// A pending session has tasks left to do before it counts as signed in.
	if (session?.status === 'active' && user) {
		const membership = user.organizationMemberships?.find(
			(one) => one.organization.id === organization?.id
		);
		return {
			status: 'signed-in',
			identity: {
				subject: user.id,
				sessionId: session.id,
				orgId: organization?.id,
				...readRole(session, organization?.id, membership),
				profile: readProfile(user)
			},
			sessions
		};
	}
	return hasAnswered ? { status: 'signed-out', sessions } : { status: 'unknown' };
}

/** The user's role in the organisation, from the newer of Clerk's two sources: token and membership. */
function readRole(
	{ lastActiveToken }: SignedInSessionResource,
	organizationId: string | undefined,
	membership: OrganizationMembershipResource | undefined
): Pick<ClerkIdentity, 'orgRole' | 'orgPermissions'> {
	const { orgId, orgRole } = organizationIn(lastActiveToken);
	const isTokenOfIt = organizationId !== undefined && orgId === organizationId;
	const isTokenNewer =
		isTokenOfIt && !(membership && membership.updatedAt.getTime() > madeAt(lastActiveToken));
	// A token leaves out Clerk's own permissions, so a membership of the same role says more.
	if (!isTokenNewer || orgRole === membership?.role) {
		return { orgRole: membership?.role, orgPermissions: membership?.permissions };
	}
	return { orgRole, orgPermissions: permissionsIn(lastActiveToken) };
}

/** The user's profile; `undefined` for a stub, which has only an id. */
function readProfile(user: UserResource): Profile | undefined {
	const email = textIn(user.primaryEmailAddress?.emailAddress);
	// No part of the address: the person has not chosen it as a name.
	const name = textIn(user.fullName) ?? textIn(user.username);
	if (name === undefined && !hasIdentifier(user)) return undefined;
	return { name: name ?? '', email, imageUrl: user.hasImage ? textIn(user.imageUrl) : undefined };
}

/** Whether there is something to sign in by, as every user of Clerk has; user names are looked at above. */
function hasIdentifier(user: UserResource): boolean {
	const { emailAddresses, phoneNumbers, externalAccounts, web3Wallets } = user;
	return [emailAddresses, phoneNumbers, externalAccounts, web3Wallets].some((all) => all?.length);
}
