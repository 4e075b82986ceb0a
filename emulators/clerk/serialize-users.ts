/** Users, and the organisations that they are in, as the JSON of Clerk's Frontend API. */
import type * as clerk from '@clerk/shared/types';
import type { Call } from './call.ts';
import { placesOf, ROLES } from './organizations.ts';
import type { Place } from './organizations.ts';
import { pictureUrl } from './pictures.ts';
import type { Invitation, Organization, User } from './store.ts';

/**
 * What is sent of one of Clerk's types. clerk-js takes what is not there to be empty, or as Clerk's
 * default, and takes `null` also where its types have no room for it.
 */
export type Sent<T> = T extends readonly (infer Item)[]
	? Sent<Item>[]
	: T extends object
		? { [K in keyof T]?: Sent<T[K]> | null }
		: T;

/** A user, as that user may see it. */
export function userJson(call: Call, user: User): Sent<clerk.UserJSON> {
	const emailAddress: Sent<clerk.EmailAddressJSON> = {
		id: emailIdOf(user),
		email_address: user.email,
		verification: { status: 'verified', strategy: 'email_code' }
	};
	return {
		...publicUserJson(call, user),
		id: user.id,
		primary_email_address_id: emailIdOf(user),
		email_addresses: [emailAddress],
		password_enabled: true,
		create_organization_enabled: true,
		organization_memberships: placesOf(call.data, user.id).map((place) =>
			membershipJson(call, place)
		),
		created_at: user.createdAt,
		updated_at: user.updatedAt
	};
}

/** A user, as others may see it. */
export function publicUserJson(call: Call, user: User): Sent<clerk.PublicUserDataJSON> {
	return {
		first_name: user.firstName,
		last_name: user.lastName,
		image_url: pictureUrl(call.instance, user),
		identifier: user.email,
		user_id: user.id
	};
}

/** The id of the one address that an account has. */
export function emailIdOf({ id }: User): string {
	return id.replace(/^user/, 'idn');
}

/** An organisation. */
export function organizationJson(organization: Organization): Sent<clerk.OrganizationJSON> {
	const { id, name, slug, memberships, invitations, createdAt } = organization;
	return {
		id,
		name,
		slug,
		members_count: Object.keys(memberships).length,
		pending_invitations_count: Object.keys(invitations).length,
		admin_delete_enabled: true,
		created_at: createdAt,
		updated_at: createdAt
	};
}

/** A member of an organisation. */
export function membershipJson(
	call: Call,
	{ organization, membership }: Place
): Sent<clerk.OrganizationMembershipJSON> {
	const { id, userId, role, createdAt, updatedAt } = membership;
	return {
		id,
		organization: organizationJson(organization),
		public_user_data: publicUserJson(call, call.user(userId)),
		role,
		role_name: ROLES[role].name,
		permissions: ROLES[role].permissions,
		created_at: createdAt,
		updated_at: updatedAt
	};
}

/** An invitation, as its organisation and as the invited one see it. */
export function invitationJson(
	organization: Organization,
	{ id, email, role, createdAt }: Invitation,
	status: clerk.OrganizationInvitationStatus = 'pending'
): Sent<clerk.OrganizationInvitationJSON & clerk.UserOrganizationInvitationJSON> {
	return {
		id,
		email_address: email,
		organization_id: organization.id,
		public_organization_data: organizationJson(organization),
		role,
		role_name: ROLES[role].name,
		status,
		created_at: createdAt,
		updated_at: createdAt
	};
}
