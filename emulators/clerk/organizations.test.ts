import type { ClientJSON, OrganizationMembershipJSON } from '@clerk/shared/types';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestClerk } from './test-clerk.ts';

let clerk: TestClerk;
let organizationId: string;
let ada: Awaited<ReturnType<TestClerk['signIn']>>;
let grace: Awaited<ReturnType<TestClerk['signIn']>>;
beforeAll(async () => {
	clerk = await TestClerk.start();
});
beforeEach(async () => {
	await clerk.control('reset');
	[ada, grace] = [await clerk.signIn(), await clerk.signIn('grace@example.com')];
	({ organizationId } = await clerk.control<{ organizationId: string }>('create-organization', {
		name: 'Analytical Society',
		userId: ada.userId
	}));
});
afterAll(() => clerk.remove());

const addGrace = (role = 'org:member') =>
	clerk.control('set-role', { organizationId, userId: grace.userId, role });

const touch = ({ sessionId, cookie }: typeof ada, fields: Record<string, string>) =>
	clerk.post(`/v1/client/sessions/${sessionId}/touch`, fields, cookie);

const enter = (user: typeof ada) => touch(user, { active_organization_id: organizationId });

const invite = (user: typeof ada, email_address: string) =>
	clerk.post(
		`/v1/organizations/${organizationId}/invitations/bulk`,
		{ email_address, role: 'org:member' },
		user.cookie
	);

/** A page of a list. */
async function list<Item>(path: string, { cookie }: typeof ada) {
	const response = await fetch(clerk.url + path, { headers: { cookie } });
	return ((await response.json()) as { response: { data: Item[]; total_count: number } }).response;
}

async function claims({ sessionId, cookie }: typeof ada, fields: Record<string, string> = {}) {
	const { jwt } = await clerk.post(`/v1/client/sessions/${sessionId}/tokens`, fields, cookie);
	return decodeJwt(jwt ?? '');
}

const sessionOf = async ({ cookie }: typeof ada) =>
	((await clerk.client(cookie)) as ClientJSON).sessions[0];

it('makes tokens for the organisation that the session is in, or that is asked for', async () => {
	const there = { org_id: organizationId, org_role: 'org:admin', org_slug: 'analytical-society' };
	const nowhere = { org_id: null, org_role: null, org_slug: null };
	expect(await claims(ada)).toMatchObject(nowhere);
	expect(await claims(ada, { organization_id: organizationId })).toMatchObject(there);
	await enter(ada);
	expect(await claims(ada)).toMatchObject(there);
	expect(await claims(ada, { organization_id: '' })).toMatchObject(nowhere);
	expect(await claims(grace, { organization_id: organizationId })).toMatchObject(nowhere);
});

it('lets nobody choose an organisation of others, and admits no page to one', async () => {
	const fields = { active_organization_id: organizationId };
	const refused = { status: 404, errors: [{ code: 'organization_not_found_or_unauthorized' }] };
	expect(await touch(grace, { ...fields, intent: 'select_org' })).toMatchObject(refused);
	expect(await touch(grace, { ...fields, intent: 'focus' })).toMatchObject({ status: 200 });
	expect(await sessionOf(grace)).toMatchObject({ last_active_organization_id: null });
	const path = `/v1/organizations/${organizationId}?_method=GET`;
	expect(await clerk.post(path, {}, grace.cookie)).toMatchObject(refused);
});

it('lets only admins invite, and change and remove members', async () => {
	await addGrace();
	const refused = { status: 403, errors: [{ code: 'not_an_admin_in_organization' }] };
	const path = `/v1/organizations/${organizationId}/memberships/${ada.userId}`;
	expect(await invite(grace, 'mary@example.com')).toMatchObject(refused);
	const role = { role: 'org:member' };
	expect(await clerk.post(`${path}?_method=PATCH`, role, grace.cookie)).toMatchObject(refused);
	expect(await clerk.post(`${path}?_method=DELETE`, {}, grace.cookie)).toMatchObject(refused);
});

it('takes an invitation from the invited one only, and once', async () => {
	await invite(ada, 'Grace@Example.com');
	const invitations = '/v1/me/organization_invitations';
	const [invitation] = (await list<{ id: string }>(invitations, grace)).data;
	const path = `${invitations}/${invitation?.id}/accept`;
	expect((await clerk.post(path, {}, ada.cookie)).status).toBe(404);
	expect((await clerk.post(path, {}, grace.cookie)).response?.status).toBe('accepted');
	expect((await clerk.post(path, {}, grace.cookie)).status).toBe(404);
	expect((await sessionOf(grace))?.user.organization_memberships).toMatchObject([
		{ role: 'org:member', organization: { members_count: 2, pending_invitations_count: 0 } }
	]);
});

it('takes an invitation back', async () => {
	await invite(ada, 'grace@example.com');
	const invitations = `/v1/organizations/${organizationId}/invitations`;
	const [invitation] = (await list<{ id: string }>(invitations, ada)).data;
	await clerk.post(`${invitations}/${invitation?.id}/revoke`, {}, ada.cookie);
	expect((await list('/v1/me/organization_invitations', grace)).total_count).toBe(0);
});

it('lists page by page', async () => {
	await addGrace();
	const path = `/v1/organizations/${organizationId}/memberships?limit=1&offset=1`;
	const { data, total_count } = await list<OrganizationMembershipJSON>(path, ada);
	expect(total_count).toBe(2);
	expect(data).toMatchObject([{ public_user_data: { user_id: grace.userId } }]);
});

describe('a session that is in an organisation', () => {
	beforeEach(async () => {
		await addGrace();
		await enter(grace);
	});

	const expectNone = async () => {
		expect(await claims(grace)).toMatchObject({ org_id: null, org_role: null });
		expect(await sessionOf(grace)).toMatchObject({
			last_active_organization_id: null,
			user: { organization_memberships: [] }
		});
	};

	it('has a new role at once', async () => {
		await addGrace('org:admin');
		expect(await claims(grace)).toMatchObject({ org_role: 'org:admin' });
	});

	it('is in none when the membership has ended', async () => {
		await clerk.control('remove-member', { organizationId, userId: grace.userId });
		await expectNone();
	});

	it('is in none when the organisation was deleted', async () => {
		await clerk.control('delete-organization', { organizationId });
		await expectNone();
		const again = clerk.control('delete-organization', { organizationId });
		await expect(again).rejects.toThrow('resource_not_found');
	});

	it('still is in it after a restart', async () => {
		await clerk.close();
		await clerk.open();
		expect(await claims(grace)).toMatchObject({ org_id: organizationId });
	});
});

it('forgets the memberships of a user who was deleted', async () => {
	await addGrace();
	await clerk.control('delete-user', { userId: grace.userId });
	const members = await list(`/v1/organizations/${organizationId}/memberships`, ada);
	expect(members.total_count).toBe(1);
});

it('gives a second organisation of a name another slug', async () => {
	await clerk.post('/v1/organizations', { name: 'Analytical Society' }, grace.cookie);
	const [mine] = (await list<OrganizationMembershipJSON>('/v1/me/organization_memberships', grace))
		.data;
	expect(mine?.organization.slug).toMatch(/^analytical-society-.+/);
});

it('keeps sessions pending without an organisation where one is needed, until reset', async () => {
	await clerk.control('force-organization', { on: true });
	const tasks = [{ key: 'choose-organization' }];
	expect(await sessionOf(ada)).toMatchObject({ status: 'pending', tasks });
	expect(await claims(ada)).toMatchObject({ sts: 'pending' });
	await enter(ada);
	expect(await sessionOf(ada)).toMatchObject({ status: 'active', tasks: null });

	await clerk.control('reset');
	expect(await sessionOf(await clerk.signIn())).toMatchObject({ status: 'active' });
});
