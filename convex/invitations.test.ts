import type { FunctionReturnType } from 'convex/server';
import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { ada, backendWithClosed, grace, refusalOf, stranger } from './test.setup';

const { subject } = stranger;

test('an invited user sees by whom, and may read only after accepting', async () => {
	const { asGrace, asStranger, closed } = await backendWithClosed();
	await asGrace.mutation(api.invitations.send, { ...closed, subject });
	const invited = {
		id: closed.conversationId,
		name: 'Reading group',
		isMember: false,
		invitedBy: { subject: grace.subject, name: grace.name }
	};
	expect((await asStranger.query(api.conversations.list)).at(-1)).toMatchObject(invited);
	expect(await refusalOf(asStranger.query(api.messages.list, closed))).toEqual({
		kind: 'Forbidden'
	});

	await asStranger.mutation(api.invitations.accept, closed);
	expect(await asStranger.query(api.messages.list, closed)).toHaveLength(2);
	const [joined, ...others] = await asStranger.query(api.conversations.list);
	expect(joined).toMatchObject({ id: closed.conversationId, isMember: true, unread: 0 });
	expect(joined).not.toHaveProperty('invitedBy');
	expect(others.map(({ name }) => name)).toEqual(['General']);
});

test('repeating an invitation or an acceptance changes nothing', async () => {
	const { t, asAda, asGrace, asStranger, closed } = await backendWithClosed();
	await asAda.mutation(api.invitations.send, { ...closed, subject });
	await asGrace.mutation(api.invitations.send, { ...closed, subject });
	await asStranger.mutation(api.invitations.accept, closed);
	await asStranger.mutation(api.invitations.accept, closed);
	await asAda.mutation(api.invitations.send, { ...closed, subject });
	expect(await t.run((ctx) => ctx.db.query('invitations').collect())).toEqual([]);
	expect(await t.run((ctx) => ctx.db.query('memberships').collect())).toHaveLength(3);
});

test('a declined invitation is deleted, and declining again changes nothing', async () => {
	const { asAda, asStranger, closed } = await backendWithClosed();
	await asAda.mutation(api.invitations.send, { ...closed, subject });
	await asStranger.mutation(api.invitations.decline, closed);
	await asStranger.mutation(api.invitations.decline, closed);
	expect(await asStranger.query(api.conversations.list)).toHaveLength(1);
	expect(await refusalOf(asStranger.mutation(api.invitations.accept, closed))).toEqual({
		kind: 'NotFound',
		what: 'invitation'
	});
});

test('a user cannot accept another user’s invitation', async () => {
	const { t, asAda, closed } = await backendWithClosed();
	await asAda.mutation(api.invitations.send, { ...closed, subject });
	const asOther = t.withIdentity({ ...stranger, tokenIdentifier: 'x|user_stranger' });
	expect(await refusalOf(asOther.mutation(api.invitations.accept, closed))).toEqual({
		kind: 'NotFound',
		what: 'invitation'
	});
});

test('an invitation to a removed conversation is not found', async () => {
	const { asAda, asStranger, closed } = await backendWithClosed();
	await asAda.mutation(api.invitations.send, { ...closed, subject });
	await asAda.mutation(api.conversations.remove, closed);
	expect(await asStranger.query(api.conversations.list)).toHaveLength(1);
	expect(await refusalOf(asStranger.mutation(api.invitations.accept, closed))).toEqual({
		kind: 'NotFound',
		what: 'conversation'
	});
});

test('everybody may invite to an open conversation, and the invited user joins or accepts', async () => {
	const { t, asStranger, asAda, conversationId } = await backendWithClosed();
	const open = { conversationId };
	await asStranger.mutation(api.invitations.send, { ...open, subject: ada.subject });
	const listed = await asAda.query(api.conversations.list);
	expect(listed.filter(({ id }) => id === conversationId)).toMatchObject([
		{ invitedBy: { subject } }
	]);
	await asAda.mutation(api.members.join, open);
	expect(await t.run((ctx) => ctx.db.query('invitations').collect())).toEqual([]);
});

test('an invitation to a direct conversation or of an unknown person is refused', async () => {
	const { asAda, closed } = await backendWithClosed();
	const conversationId = await asAda.mutation(api.conversations.direct, {
		subject: grace.subject
	});
	const toDirect = asAda.mutation(api.invitations.send, { conversationId, subject });
	expect(await refusalOf(toDirect)).toEqual({ kind: 'Forbidden' });
	const nobody = asAda.mutation(api.invitations.send, { ...closed, subject: 'user_nobody' });
	expect(await refusalOf(nobody)).toEqual({ kind: 'NotFound', what: 'person' });
});

test('an invitation ends with the membership of who has sent it', async () => {
	const { t, asAda, asGrace, asStranger, closed } = await backendWithClosed();
	await asGrace.mutation(api.invitations.send, { ...closed, subject });
	await asAda.mutation(api.members.remove, { ...closed, subject: grace.subject });
	expect(await t.run((ctx) => ctx.db.query('invitations').collect())).toEqual([]);
	expect(await refusalOf(asStranger.mutation(api.invitations.accept, closed))).toEqual({
		kind: 'NotFound',
		what: 'invitation'
	});
});

test('the owner sees who is invited and by whom, and withdraws it', async () => {
	const { asAda, asGrace, closed } = await backendWithClosed();
	await asGrace.mutation(api.invitations.send, { ...closed, subject });
	const paginationOpts = { numItems: 10, cursor: null };
	const pending = (as: typeof asAda) =>
		as.query(api.invitations.pending, { ...closed, paginationOpts });
	expect((await pending(asAda)).page).toMatchObject([
		{ subject, invitedBy: { subject: grace.subject } }
	]);
	expect(await refusalOf(pending(asGrace))).toEqual({ kind: 'Forbidden' });
	await asAda.mutation(api.members.remove, { ...closed, subject });
	expect((await pending(asAda)).page).toEqual([]);
});

test('many invitations of two people do not push out that of a third', async () => {
	const { t, asAda, asStranger, closed } = await backendWithClosed();
	await t.run(async (ctx) => {
		const users = await ctx.db.query('users').collect();
		const { _id: userId } = users.find((one) => one.subject === subject)!;
		const floods = ['x', 'y'].map((name) => ({
			subject: name,
			tokenIdentifier: `x|${name}`,
			name
		}));
		for (const flood of floods) {
			const inviterId = await ctx.db.insert('users', flood);
			for (let n = 0; n < 100; n++) {
				const conversationId = await ctx.db.insert('conversations', {
					name: 'Ad',
					kind: 'invited'
				});
				await ctx.db.insert('invitations', { conversationId, userId, inviterId });
			}
		}
	});
	await asAda.mutation(api.invitations.send, { ...closed, subject });
	const invited = async () =>
		(await asStranger.query(api.conversations.list)).filter((one) => one.invitedBy !== undefined);
	const names = (await invited()).map(({ name }) => name);
	expect(names).toEqual(['Reading group', ...Array<string>(6).fill('Ad')]);
	// And all of them are there, page by page.
	let count = 0;
	for (let cursor: string | null = null, isDone = false; !isDone;) {
		const paginationOpts = { numItems: 1000, cursor };
		const page: FunctionReturnType<typeof api.invitations.list> = await asStranger.query(
			api.invitations.list,
			{ paginationOpts }
		);
		count += page.page.length;
		({ continueCursor: cursor, isDone } = page);
	}
	expect(count).toBe(201);
});
