import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api, components, internal } from './_generated/api';
import { ada, backendWithClosed, grace, stranger } from './test.setup';

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

/** The closed conversation with documents of all kinds, and more of them than one step deletes. */
async function backend() {
	const found = await backendWithClosed();
	const { t, asAda, asGrace, closed } = found;
	const { subject } = stranger;
	for (let n = 0; n < 60; n++) {
		const message = { ...closed, clientId: `g-${n}`, body: `A secret ${n}` };
		await asGrace.mutation(api.messages.send, message);
	}
	const hello = { ...closed, clientId: 'a1' };
	const ofAda = { authorId: ada.subject, clientId: 'a1' };
	await asAda.mutation(api.messages.edit, { ...hello, editId: 'e1', body: 'Hello there' });
	for (const as of [asAda, asGrace]) {
		await as.mutation(api.reactions.set, { ...closed, message: ofAda, emoji: '👍', isOn: true });
	}
	await asGrace.mutation(api.blocks.set, { subject, isOn: true });
	await asAda.mutation(api.blocks.set, { subject: grace.subject, isOn: true });
	await asGrace.mutation(api.presence.beat, { ...closed, isTyping: true });
	await asGrace.mutation(api.invitations.send, { ...closed, subject });
	await asGrace.mutation(api.drafts.save, { ...closed, id: 'd', text: 'A secret', seen: [] });
	const tables = [
		'activities',
		'blocks',
		'cascades',
		'drafts',
		'edits',
		'invitations',
		'memberships',
		'messages',
		'organizationMembers',
		'presenceSessions',
		'presenceSweeps',
		'presences',
		'reactions',
		'reads',
		'receipts',
		'searchEntries'
	] as const;
	return {
		...found,
		settle: () => t.finishAllScheduledFunctions(vi.runAllTimers),
		documents: () =>
			t.run(async (ctx) =>
				(await Promise.all(tables.map((one) => ctx.db.query(one).collect()))).flat()
			)
	};
}

test('a removed conversation leaves only its own empty document', async () => {
	const { asAda, closed, settle, documents, t } = await backend();
	await asAda.mutation(api.conversations.remove, closed);
	await settle();
	const left = (await documents()).filter((one) => 'conversationId' in one);
	expect(left).toEqual([]);
	const trace = await t.run((ctx) => ctx.db.get('conversations', closed.conversationId));
	expect(trace).toMatchObject({ name: '', kind: 'invited' });
});

test('other conversations do not change', async () => {
	const { asAda, asGrace, closed, conversationId, settle } = await backend();
	const general = { conversationId };
	await asGrace.mutation(api.messages.send, { ...general, clientId: 'o1', body: 'Hi all' });
	const before = await asGrace.query(api.messages.list, general);
	await asAda.mutation(api.conversations.remove, closed);
	await settle();
	expect(await asGrace.query(api.messages.list, general)).toEqual(before);
	expect(await asGrace.query(api.conversations.list)).toMatchObject([
		{ name: 'General', isMember: true, lastMessage: { text: 'Hi all' } }
	]);
});

test('a removed user leaves only messages without text and name', async () => {
	const { t, asAda, closed, settle, documents } = await backend();
	const gone = await t.run(async (ctx) => {
		const users = await ctx.db.query('users').collect();
		return users.find(({ subject }) => subject === grace.subject);
	});
	await t.mutation(internal.users.remove, { tokenIdentifier: grace.tokenIdentifier });
	await settle();
	const left = (await documents()).filter((one) => JSON.stringify(one).includes(`${gone?._id}`));
	// The messages keep their positions, and the summary says that the last one was removed.
	for (const one of left) {
		if ('last' in one) expect(one.last).toMatchObject({ excerpt: '', isRemoved: true });
		else expect('body' in one && one.body).toBe('');
	}
	expect(JSON.stringify(await documents())).not.toContain('secret');
	const messages = await asAda.query(api.messages.list, closed);
	const own = messages.filter(({ author }) => author === ada.name);
	const others = messages.filter(({ author }) => author !== ada.name);
	expect(others.every(({ author, body }) => author === 'Someone' && body === '')).toBe(true);
	expect(own.every(({ body }) => body !== '')).toBe(true);
	expect(await asAda.query(api.presence.here, closed)).toEqual([]);
	const paginationOpts = { numItems: 10, cursor: null };
	const members = await asAda.query(api.members.list, { ...closed, paginationOpts });
	expect(members.page).toMatchObject([{ subject: ada.subject }]);
});

test('their rate limits are forgotten', async () => {
	const { t, settle } = await backend();
	const user = await t.run(async (ctx) => {
		const users = await ctx.db.query('users').collect();
		return users.find(({ subject }) => subject === grace.subject);
	});
	// `ts` is when the last token was taken.
	const lastTaken = async () => {
		const config = { kind: 'token bucket' as const, rate: 1, period: 1 };
		const { getValue } = components.rateLimiter.lib;
		return (await t.query(getValue, { name: 'write', key: user?._id, config })).ts;
	};
	expect(await lastTaken()).toBeGreaterThan(0);
	await t.mutation(internal.users.remove, { tokenIdentifier: grace.tokenIdentifier });
	await settle();
	expect(await lastTaken()).toBe(0);
});

test('their reactions are not counted any more', async () => {
	const { t, asAda, settle, conversationId } = await backend();
	const general = { conversationId };
	const asGrace = t.withIdentity(grace);
	await asAda.mutation(api.messages.send, { ...general, clientId: 'a9', body: 'Hi' });
	for (const as of [asAda, asGrace]) {
		const message = { authorId: ada.subject, clientId: 'a9' };
		await as.mutation(api.reactions.set, { ...general, message, emoji: '👍', isOn: true });
	}
	await t.mutation(internal.users.remove, { tokenIdentifier: grace.tokenIdentifier });
	await settle();
	expect(await asAda.query(api.messages.list, general)).toMatchObject([
		{ reactions: [{ emoji: '👍', count: 1, isMine: true }] }
	]);
});

test('their conversations get another owner, and a direct one stays for the other person', async () => {
	const { t, asAda, asGrace, closed, settle } = await backend();
	const subject = { subject: grace.subject };
	const conversationId = await asAda.mutation(api.conversations.direct, subject);
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'd', body: 'Dear Grace' });
	await t.mutation(internal.users.remove, { tokenIdentifier: ada.tokenIdentifier });
	await settle();
	expect(await asGrace.query(api.conversations.get, closed)).toMatchObject({ role: 'owner' });
	const direct = (await asGrace.query(api.conversations.list)).find(
		({ kind }) => kind === 'direct'
	);
	expect(direct).toMatchObject({ name: 'Someone', isMember: true });
	expect(direct).not.toHaveProperty('peer');
});

test('removing an unknown user changes nothing', async () => {
	const { t, documents, settle } = await backend();
	const before = (await documents()).length;
	await t.mutation(internal.users.remove, { tokenIdentifier: 'x|nobody' });
	await settle();
	// The presence has expired, with its session and its sweep.
	expect((await documents()).length).toBe(before - 3);
});
