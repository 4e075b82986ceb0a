/** Organisations, as their members see them, and as a user does who is or may become one. */
import { newId, normalEmail } from '../accounts.ts';
import { ApiError, notFound } from '../api-error.ts';
import type { Answer, Call, Route } from '../call.ts';
import * as organizations from '../organizations.ts';
import type { Place } from '../organizations.ts';
import { invitationJson, membershipJson, organizationJson } from '../serialize-users.ts';
import type { Invitation, Organization } from '../store.ts';

/** As many as clerk-js asks for when it is not told how many. */
const PAGE_LENGTH = 10;

interface Invited {
	organization: Organization;
	invitation: Invitation;
}

/** `/v1/organizations`, and what of `/v1/me` is about them. */
export const organizationRoutes: Route[] = [
	['POST', '/v1/organizations', create],
	['GET', '/v1/organizations/:id', (call) => describe(placeOf(call))],
	['DELETE', '/v1/organizations/:id', remove],
	['GET', '/v1/organizations/:id/roles', listRoles],
	['GET', '/v1/organizations/:id/memberships', listMembers],
	['PATCH', '/v1/organizations/:id/memberships/:userId', changeRole],
	['DELETE', '/v1/organizations/:id/memberships/:userId', removeMember],
	['GET', '/v1/organizations/:id/invitations', listInvitations],
	['POST', '/v1/organizations/:id/invitations/bulk', invite],
	['POST', '/v1/organizations/:id/invitations/:invitationId/revoke', revoke],
	['GET', '/v1/me/organization_memberships', listPlaces],
	['DELETE', '/v1/me/organization_memberships/:id', leave],
	['GET', '/v1/me/organization_invitations', listInvited],
	['POST', '/v1/me/organization_invitations/:invitationId/accept', accept],
	['GET', '/v1/me/organization_suggestions', (call) => page(call, [], String)]
];

function create(call: Call): Answer {
	const fields = { name: call.required('name'), slug: call.field('slug'), creatorId: call.me().id };
	return describe({ organization: organizations.addOrganization(call.data, fields, call.now) });
}

function remove(call: Call): Answer {
	const place = managedPlace(call);
	organizations.deleteOrganization(call.data, place.organization);
	return describe(place);
}

function listRoles(call: Call): Answer {
	const roles = Object.entries(organizations.ROLES);
	return page(call, roles, ([key, { name }]) => ({ id: key, key, name, permissions: [] }));
}

function listMembers(call: Call): Answer {
	const { organization } = placeOf(call);
	return page(call, Object.values(organization.memberships), (membership) =>
		membershipJson(call, { organization, membership })
	);
}

function changeRole(call: Call): Answer {
	const { organization, membership } = managedMember(call);
	const role = organizations.roleOf(call.required('role'));
	const changed = organizations.setRole(organization, membership.userId, role, call.now);
	return { response: membershipJson(call, { organization, membership: changed }) };
}

function removeMember(call: Call): Answer {
	return end(call, managedMember(call));
}

function leave(call: Call): Answer {
	return end(call, placeOf(call));
}

function end(call: Call, place: Place): Answer {
	organizations.endMembership(call.data, place.organization, place.membership.userId);
	return { response: membershipJson(call, place) };
}

function listInvitations(call: Call): Answer {
	const { organization } = managedPlace(call);
	const invitations = Object.values(organization.invitations);
	return page(call, invitations, (invitation) => invitationJson(organization, invitation));
}

function invite(call: Call): Answer {
	const { organization } = managedPlace(call);
	const role = organizations.roleOf(call.required('role'));
	const emails = call.form.getAll('email_address').map((one) => normalEmail(one, 'email_address'));
	const invitations = emails.map((email) => {
		return { id: newId('orginv'), email, role, createdAt: call.now };
	});
	for (const invitation of invitations) organization.invitations[invitation.id] = invitation;
	return { response: invitations.map((invitation) => invitationJson(organization, invitation)) };
}

function revoke(call: Call): Answer {
	const { organization } = managedPlace(call);
	const invitations = Object.values(organization.invitations);
	const invitation = invitations.find(({ id }) => id === call.params.invitationId);
	if (!invitation) throw notFound('Invitation not found.');
	return close({ organization, invitation }, 'revoked');
}

function listPlaces(call: Call): Answer {
	const places = organizations.placesOf(call.data, call.me().id);
	return page(call, places, (place) => membershipJson(call, place));
}

function listInvited(call: Call): Answer {
	return page(call, invitedTo(call), ({ organization, invitation }) =>
		invitationJson(organization, invitation)
	);
}

function accept(call: Call): Answer {
	const id = call.params.invitationId;
	const invited = invitedTo(call).find(({ invitation }) => invitation.id === id);
	if (!invited) throw notFound('Invitation not found.');
	const { organization, invitation } = invited;
	organizations.setRole(organization, call.me().id, invitation.role, call.now);
	return close(invited, 'accepted');
}

function close({ organization, invitation }: Invited, status: 'accepted' | 'revoked'): Answer {
	delete organization.invitations[invitation.id];
	return { response: invitationJson(organization, invitation, status) };
}

/** What the user who asks is invited to. */
function invitedTo(call: Call): Invited[] {
	const { email } = call.me();
	return Object.values(call.data.organizations).flatMap((organization) =>
		Object.values(organization.invitations)
			.filter((invitation) => invitation.email === email)
			.map((invitation) => ({ organization, invitation }))
	);
}

/** The place that the user who asks has in the organisation that is asked about. */
function placeOf(call: Call): Place {
	const place = organizations.placeIn(call.data, call.params.id, call.me().id);
	if (place) return place;
	throw organizations.notAMember();
}

/** The same, for what only an admin may do. */
function managedPlace(call: Call): Place {
	const place = placeOf(call);
	if (place.membership.role === 'org:admin') return place;
	throw new ApiError(403, 'not_an_admin_in_organization', 'Only admins can do this.');
}

/** The place of a member whom an admin asks about. */
function managedMember(call: Call): Place {
	const { organization } = managedPlace(call);
	const members = Object.values(organization.memberships);
	const membership = members.find(({ userId }) => userId === call.params.userId);
	if (membership) return { organization, membership };
	throw notFound('Membership not found.');
}

function describe({ organization }: Pick<Place, 'organization'>): Answer {
	return { response: organizationJson(organization) };
}

function page<T>({ query }: Call, items: readonly T[], toJson: (item: T) => unknown): Answer {
	const first = Number(query.get('offset'));
	const shown = items.slice(first, first + Number(query.get('limit') || PAGE_LENGTH));
	return { response: { data: shown.map(toJson), total_count: items.length } };
}
