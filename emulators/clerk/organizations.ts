/** Organisations and their members: what may happen to them, however it is asked for. */
import { newId } from './accounts.ts';
import { ApiError, notFound } from './api-error.ts';
import type { Data, Membership, Organization, Role } from './store.ts';

/** An organisation, and what a user is in it. */
export interface Place {
	organization: Organization;
	membership: Membership;
}

/** What members may do, as far as Clerk's components can do it here. */
export const ROLES: Readonly<Record<Role, { name: string; permissions: string[] }>> = {
	'org:admin': {
		name: 'Admin',
		permissions: [
			'org:sys_profile:delete',
			'org:sys_memberships:read',
			'org:sys_memberships:manage'
		]
	},
	'org:member': { name: 'Member', permissions: ['org:sys_memberships:read'] }
};

/** The role of a key. Throws when there is none. */
export function roleOf(key: string): Role {
	if (key === 'org:admin' || key === 'org:member') return key;
	throw notFound(`There is no role ${key}.`);
}

/** The organisation is not there, or not for this user. */
export function notAMember(): ApiError {
	const what = 'The organization was not found, or you are not a member of it.';
	return new ApiError(404, 'organization_not_found_or_unauthorized', what);
}

/** Adds an organisation. Its creator is its first admin. */
export function addOrganization(
	data: Data,
	{ name, slug, creatorId }: { name: string; slug: string | null; creatorId: string },
	now: number
): Organization {
	const id = newId('org');
	const wanted = slug ?? name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
	const isTaken = Object.values(data.organizations).some((other) => other.slug === wanted);
	const organization: Organization = {
		id,
		name,
		slug: isTaken ? `${wanted}-${id.slice(-6)}` : wanted,
		memberships: {},
		invitations: {},
		createdAt: now
	};
	data.organizations[id] = organization;
	setRole(organization, creatorId, 'org:admin', now);
	return organization;
}

/** The places that a user has, in the oldest organisation first. */
export function placesOf(data: Data, userId: string): Place[] {
	return Object.values(data.organizations).flatMap((organization) => {
		const membership = organization.memberships[userId];
		return membership ? [{ organization, membership }] : [];
	});
}

/** A user's place in one organisation, if there is one. */
export function placeIn(
	data: Data,
	id: string | null | undefined,
	userId: string
): Place | undefined {
	return placesOf(data, userId).find(({ organization }) => organization.id === id);
}

/** Gives a user a role, and makes the user a member if that is not so yet. */
export function setRole(
	{ memberships }: Organization,
	userId: string,
	role: Role,
	now: number
): Membership {
	const { id, createdAt } = memberships[userId] ?? { id: newId('orgmem'), createdAt: now };
	return (memberships[userId] = { id, userId, role, createdAt, updatedAt: now });
}

/** Ends a membership. The user's sessions go back to no organisation. */
export function endMembership(data: Data, { id, memberships }: Organization, userId: string): void {
	delete memberships[userId];
	for (const session of Object.values(data.sessions)) {
		const isThere = session.userId === userId && session.organizationId === id;
		if (isThere) session.organizationId = null;
	}
}

/** Deletes an organisation, which ends all memberships. */
export function deleteOrganization(data: Data, organization: Organization): void {
	for (const id of Object.keys(organization.memberships)) endMembership(data, organization, id);
	delete data.organizations[organization.id];
}
