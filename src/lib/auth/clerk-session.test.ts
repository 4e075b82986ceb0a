import type { Resources } from '@clerk/shared/types';
import { describe, expect, test } from 'vitest';
import { isGone } from './auth-state.js';
import { readClerkSession } from './clerk-session.js';

interface FakeUser {
	id: string;
	fullName?: unknown;
	username?: unknown;
	primaryEmailAddress?: { emailAddress: unknown } | null;
	emailAddresses?: { emailAddress: unknown }[];
	phoneNumbers?: { phoneNumber: string }[];
	hasImage?: boolean;
	imageUrl?: unknown;
	organizationMemberships?: { role: string; organization: { id: string }; updatedAt?: Date }[];
}

interface FakeSession {
	id: string;
	status: 'active' | 'pending' | 'expired';
	user: FakeUser | null;
	lastActiveToken?: { jwt: { claims: Record<string, unknown> } };
}

interface FakeResources {
	client?: { sessions: FakeSession[] };
	session?: FakeSession | null;
	user?: FakeUser | null;
	organization?: { id: string } | null;
}

const ada: FakeUser = {
	id: 'user_ada',
	fullName: 'Ada Lovelace',
	primaryEmailAddress: { emailAddress: 'ada@example.com' },
	hasImage: true,
	imageUrl: 'https://img.example/ada'
};
const grace: FakeUser = { id: 'user_grace', fullName: 'Grace Hopper' };

const sessionOf = (user: FakeUser, status: FakeSession['status'] = 'active'): FakeSession => ({
	id: `sess_${user.id}`,
	status,
	user
});

/** Clerk's session; `hasAnswered` is true by default. */
const read = (resources: FakeResources, { hasAnswered = true } = {}) =>
	readClerkSession(resources as unknown as Resources, hasAnswered);

const active = (user: FakeUser, ...others: FakeSession[]): FakeResources => {
	const session = sessionOf(user);
	return { client: { sessions: [session, ...others] }, session, user, organization: null };
};

const profileOf = (user: FakeUser) => {
	const answer = read(active(user));
	return answer.status === 'signed-in' ? answer.identity.profile : answer;
};

describe('Clerk has not answered', () => {
	test('while Clerk loads', () => {
		expect(read({})).toEqual({ status: 'unknown' });
	});

	test('while Clerk switches from one session to another', () => {
		const { client } = active(ada);
		expect(read({ client: client ?? { sessions: [] } })).toEqual({ status: 'unknown' });
	});

	test('about a missing session before its servers have answered', () => {
		const nobody: FakeResources = { client: { sessions: [] }, session: null, user: null };
		expect(read(nobody, { hasAnswered: false })).toEqual({ status: 'unknown' });
		expect(read(nobody)).toEqual({ status: 'signed-out', sessions: [] });
	});

	test('about a pending session before its servers have answered', () => {
		const session = sessionOf(ada, 'pending');
		const pending = { client: { sessions: [session] }, session, user: ada };
		expect(read(pending, { hasAnswered: false })).toEqual({ status: 'unknown' });
	});
});

describe('Clerk’s answer that a user is signed in', () => {
	test('has their identity and session', () => {
		expect(read(active(ada))).toEqual({
			status: 'signed-in',
			identity: {
				subject: 'user_ada',
				sessionId: 'sess_user_ada',
				orgId: undefined,
				orgRole: undefined,
				profile: {
					name: 'Ada Lovelace',
					email: 'ada@example.com',
					imageUrl: 'https://img.example/ada'
				}
			},
			sessions: [{ sessionId: 'sess_user_ada', subject: 'user_ada' }]
		});
	});

	test('may come from a stub, before its servers have answered', () => {
		const stub: FakeUser = { id: 'user_ada' };
		expect(read(active(stub), { hasAnswered: false })).toMatchObject({
			status: 'signed-in',
			identity: { subject: 'user_ada', profile: undefined }
		});
	});

	test('has the other sessions in this browser', () => {
		expect(read(active(ada, sessionOf(grace)))).toMatchObject({
			sessions: [
				{ sessionId: 'sess_user_ada', subject: 'user_ada' },
				{ sessionId: 'sess_user_grace', subject: 'user_grace' }
			]
		});
	});

	test('has their organisation and role', () => {
		const user: FakeUser = {
			...ada,
			organizationMemberships: [
				{ role: 'org:member', organization: { id: 'org_other' } },
				{ role: 'org:admin', organization: { id: 'org_engine' } }
			]
		};
		expect(read({ ...active(user), organization: { id: 'org_engine' } })).toMatchObject({
			identity: { orgId: 'org_engine', orgRole: 'org:admin' }
		});
	});

	test('has no role while the memberships are not known', () => {
		expect(read({ ...active(ada), organization: { id: 'org_engine' } })).toMatchObject({
			identity: { orgId: 'org_engine', orgRole: undefined }
		});
	});

	test.each<[string, Record<string, unknown>]>([
		['as it stands', { org_id: 'org_engine', org_role: 'org:member' }],
		['in short', { o: { id: 'org_engine', rol: 'member' } }]
	])('has the role of a token that is newer than the membership, written %s', (_how, claims) => {
		expect(roleWith({ ...claims, iat: 2_000 }, new Date(1_000_000))).toBe('org:member');
	});

	test('has the role of a membership that is newer than the token', () => {
		const claims = { org_id: 'org_engine', org_role: 'org:member', iat: 1_000 };
		expect(roleWith(claims, new Date(2_000_000))).toBe('org:admin');
	});

	test('has the role of the membership when the token is for another organisation', () => {
		const claims = { org_id: 'org_other', org_role: 'org:member', iat: 2_000 };
		expect(roleWith(claims, new Date(1_000_000))).toBe('org:admin');
	});

	/** The role of an organisation's admin with these claims in the token. */
	function roleWith(claims: Record<string, unknown>, updatedAt: Date): string | undefined {
		const organization = { id: 'org_engine' };
		const user = {
			...ada,
			organizationMemberships: [{ role: 'org:admin', organization, updatedAt }]
		};
		const session = { ...sessionOf(user), lastActiveToken: { jwt: { claims } } };
		const answer = read({ ...active(user), session, organization });
		return answer.status === 'signed-in' ? answer.identity.orgRole : answer.status;
	}

	test('has no organisation when none is active, whatever the memberships', () => {
		const user: FakeUser = {
			...ada,
			organizationMemberships: [{ role: 'org:admin', organization: { id: 'org_engine' } }]
		};
		expect(read(active(user))).toMatchObject({
			identity: { orgId: undefined, orgRole: undefined }
		});
	});
});

describe('Clerk’s answer that nobody is signed in', () => {
	test('is given for a pending session', () => {
		const session = sessionOf(ada, 'pending');
		expect(read({ client: { sessions: [session] }, session, user: ada })).toMatchObject({
			status: 'signed-out'
		});
	});

	test('has the remaining sessions of the browser, without ended ones', () => {
		const sessions = [sessionOf(grace), sessionOf(ada, 'expired')];
		expect(read({ client: { sessions }, session: null, user: null })).toEqual({
			status: 'signed-out',
			sessions: [{ sessionId: 'sess_user_grace', subject: 'user_grace' }]
		});
	});

	test('still has the user of a pending session', () => {
		const session = sessionOf(ada, 'pending');
		const answer = read({ client: { sessions: [session] }, session, user: ada });
		expect(answer).toMatchObject({
			sessions: [{ sessionId: 'sess_user_ada', subject: 'user_ada' }]
		});
		expect(isGone('user_ada', answer)).toBe(false);
		expect(isGone('user_grace', answer)).toBe(true);
	});

	test('leaves out a session without a user', () => {
		const sessions: FakeSession[] = [{ id: 'sess_lost', status: 'active', user: null }];
		expect(read({ client: { sessions }, session: null, user: null })).toEqual({
			status: 'signed-out',
			sessions: []
		});
	});
});

describe('a user’s profile', () => {
	const byron = { emailAddress: 'byron@example.com' };

	test('has their full name', () => {
		expect(profileOf({ id: 'user', fullName: 'Ada', username: 'countess' })).toMatchObject({
			name: 'Ada'
		});
	});

	test('has their user name without a full name', () => {
		expect(
			profileOf({ id: 'user', username: 'countess', primaryEmailAddress: byron })
		).toMatchObject({ name: 'countess' });
	});

	test('by nothing when they have neither, and by no part of their address', () => {
		const nameless = { id: 'user', emailAddresses: [byron], primaryEmailAddress: byron };
		const profile = { name: '', email: 'byron@example.com', imageUrl: undefined };
		expect(profileOf(nameless)).toEqual(profile);
		for (const nothing of [null, '', ' \n', 5, { first: 'Ada' }, ['Ada']]) {
			expect(profileOf({ ...nameless, fullName: nothing, username: nothing })).toEqual(profile);
		}
	});

	test('by nothing when they sign in with a phone, which makes no stub of them', () => {
		const user = { id: 'user', phoneNumbers: [{ phoneNumber: '+15555550100' }] };
		expect(profileOf(user)).toEqual({ name: '', email: undefined, imageUrl: undefined });
		expect(profileOf({ id: 'user', emailAddresses: [], phoneNumbers: [] })).toBeUndefined();
	});

	test.each([null, '', ' ', 5, {}, ['x'], undefined])(
		'as well as may be when Clerk has %j for all else',
		(nothing) => {
			const user = { ...ada, primaryEmailAddress: { emailAddress: nothing }, imageUrl: nothing };
			expect(profileOf(user)).toEqual({
				name: 'Ada Lovelace',
				email: undefined,
				imageUrl: undefined
			});
		}
	);

	test('and shown without the picture that Clerk draws for those who have none', () => {
		expect(profileOf({ ...ada, hasImage: false })).toMatchObject({ imageUrl: undefined });
	});
});
