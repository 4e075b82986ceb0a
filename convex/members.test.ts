import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { MAX_MEMBERS_PAGE } from './limits';
import { ada, backendWithClosed, grace, refusalOf, stranger } from './test.setup';

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

async function backend() {
	const found = await backendWithClosed();
	const { asAda, conversationId } = found;
	const members = async (of = { conversationId }) => {
		const paginationOpts = { numItems: 1000, cursor: null };
		const { page } = await asAda.query(api.members.list, { ...of, paginationOpts });
		return page.map(({ subject, role }) => `${subject} ${role}`);
	};
	return { ...found, general: { conversationId }, members };
}

const [adaOwns, adaIn] = [`${ada.subject} owner`, `${ada.subject} member`];
const graceIn = `${grace.subject} member`;

test('joining an open conversation several times creates one membership', async () => {
	const { asAda, general, members } = await backend();
	expect(await members()).toEqual([]);
	await asAda.mutation(api.members.join, general);
	await asAda.mutation(api.members.join, general);
	expect(await members()).toEqual([adaIn]);
	expect(await asAda.query(api.conversations.get, general)).toMatchObject({
		isMember: true,
		role: 'member'
	});
});

test('writing in an open conversation joins it', async () => {
	const { asGrace, general, members } = await backend();
	await asGrace.mutation(api.messages.send, { ...general, clientId: 'g9', body: 'Hi' });
	expect(await members()).toEqual([graceIn]);
});

test('joining a conversation as a member changes nothing', async () => {
	const { asGrace, closed, members } = await backend();
	expect(await asGrace.mutation(api.members.join, closed)).toBeNull();
	expect(await members(closed)).toEqual([adaOwns, graceIn]);
});

test('leaving ends the membership, and leaving again changes nothing', async () => {
	const { asGrace, closed, members } = await backend();
	await asGrace.mutation(api.members.leave, closed);
	await asGrace.mutation(api.members.leave, closed);
	expect(await members(closed)).toEqual([adaOwns]);
});

test('the longest-standing member follows an owner who leaves', async () => {
	const { asAda, asGrace, closed } = await backend();
	await asAda.mutation(api.members.leave, closed);
	expect(await asGrace.query(api.conversations.get, closed)).toMatchObject({ role: 'owner' });
});

test('the member whom an owner names follows them, and nobody who is no member', async () => {
	const { asAda, asGrace, asStranger, closed, members } = await backend();
	const name = (newOwner: string) => asAda.mutation(api.members.leave, { ...closed, newOwner });
	for (const subject of [stranger.subject, 'user_nobody', ada.subject]) {
		expect(await refusalOf(name(subject))).toEqual({ kind: 'NotFound', what: 'person' });
	}
	expect(await members(closed)).toEqual([adaOwns, graceIn]);

	await asAda.mutation(api.invitations.send, { ...closed, subject: stranger.subject });
	await asStranger.mutation(api.invitations.accept, closed);
	await name(stranger.subject);
	expect(await asStranger.query(api.conversations.get, closed)).toMatchObject({ role: 'owner' });
	expect(await asGrace.query(api.conversations.get, closed)).toMatchObject({ role: 'member' });
	// Repeated, it changes nothing, even when the new owner has left since.
	await asStranger.mutation(api.members.leave, closed);
	expect(await name(stranger.subject)).toBeNull();
});

test('somebody who is no owner any more leaves as they wanted, and names nobody', async () => {
	const { asAda, asGrace, closed, members } = await backend();
	await asGrace.mutation(api.members.leave, { ...closed, newOwner: 'user_nobody' });
	expect(await members(closed)).toEqual([adaOwns]);
	expect(await asAda.query(api.conversations.get, closed)).toMatchObject({ role: 'owner' });
});

test('a conversation by invitation is removed with its last member, an open one stays', async () => {
	const { t, asAda, asGrace, closed, general } = await backend();
	await asGrace.mutation(api.members.leave, closed);
	await asAda.mutation(api.members.leave, closed);
	expect(await refusalOf(asAda.query(api.conversations.get, closed))).toMatchObject({
		kind: 'NotFound'
	});
	await t.finishAllScheduledFunctions(vi.runAllTimers);
	expect(await t.run((ctx) => ctx.db.query('messages').collect())).toEqual([]);

	await asAda.mutation(api.members.join, general);
	await asAda.mutation(api.members.leave, general);
	expect(await asAda.query(api.conversations.get, general)).toMatchObject({ isMember: false });
});

test('the owner may remove a member, and may cancel an invitation', async () => {
	const { asAda, asStranger, closed, members } = await backend();
	const { subject } = stranger;
	await asAda.mutation(api.invitations.send, { ...closed, subject });
	await asAda.mutation(api.members.remove, { ...closed, subject });
	expect(await refusalOf(asStranger.mutation(api.invitations.accept, closed))).toEqual({
		kind: 'NotFound',
		what: 'invitation'
	});
	await asAda.mutation(api.members.remove, { ...closed, subject: grace.subject });
	await asAda.mutation(api.members.remove, { ...closed, subject: grace.subject });
	await asAda.mutation(api.members.remove, { ...closed, subject: 'user_nobody' });
	expect(await members(closed)).toEqual([adaOwns]);
});

test('members come in pages of a bounded size', async () => {
	const { t, asAda, closed } = await backend();
	await t.run(async (ctx) => {
		for (let n = 0; n < MAX_MEMBERS_PAGE; n++) {
			const subject = `user_${n}`;
			const tokenIdentifier = `https://clerk.example|${subject}`;
			const userId = await ctx.db.insert('users', { subject, tokenIdentifier, name: subject });
			await ctx.db.insert('memberships', { ...closed, userId, role: 'member' });
		}
	});
	const page = async (cursor: string | null) =>
		await asAda.query(api.members.list, {
			...closed,
			paginationOpts: { numItems: 1_000_000, cursor }
		});
	const first = await page(null);
	expect(first.page).toHaveLength(MAX_MEMBERS_PAGE);
	expect(first.page[0]).toEqual({ subject: ada.subject, name: ada.name, role: 'owner' });
	expect((await page(first.continueCursor)).page).toHaveLength(2);
});
