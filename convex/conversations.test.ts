import { afterEach, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import type { Id } from './_generated/dataModel';
import { MAX_NAME_CHARACTERS, toExcerpt } from './limits';
import {
	ada,
	backendWithClosed,
	backendWithGeneral,
	emptyBackend,
	grace,
	refusalOf
} from './test.setup';

afterEach(() => vi.unstubAllEnvs());

test('"General" is created once, also when several users sign in at once', async () => {
	const t = emptyBackend();
	await Promise.all(
		[ada, grace, ada].map((identity) => t.withIdentity(identity).mutation(api.users.store))
	);
	const conversations = await t.run((ctx) => ctx.db.query('conversations').collect());
	expect(conversations.map(({ name }) => name)).toEqual(['General']);
});

test('"General" is not created again when it was renamed', async () => {
	const { t, asAda, conversationId } = await backendWithGeneral();
	await t.run((ctx) => ctx.db.patch('conversations', conversationId, { name: 'Lobby' }));
	await asAda.mutation(api.users.store);
	expect(await asAda.query(api.conversations.list)).toMatchObject([
		{ id: conversationId, name: 'Lobby' }
	]);
});

test('all users see the same "General"', async () => {
	const { asAda, asGrace, conversationId } = await backendWithGeneral();
	const general = { id: conversationId, name: 'General', kind: 'open', isMember: false };
	for (const user of [asAda, asGrace]) {
		expect(await user.query(api.conversations.list)).toEqual([{ ...general, unread: 0 }]);
		expect(await user.query(api.conversations.get, { conversationId })).toEqual(general);
	}
});

test('a removed conversation is not found', async () => {
	const { t, asAda, conversationId } = await backendWithGeneral();
	await t.run((ctx) => ctx.db.delete('conversations', conversationId));
	expect(await refusalOf(asAda.query(api.conversations.get, { conversationId }))).toEqual({
		kind: 'NotFound',
		what: 'conversation'
	});
});

test('a new open conversation shows for everybody, after the older ones', async () => {
	const { asAda, asGrace } = await backendWithGeneral();
	const id = await asAda.mutation(api.conversations.create, { name: '  Reading group ' });
	expect(await asGrace.query(api.conversations.list)).toMatchObject([
		{ name: 'General' },
		{ id, name: 'Reading group' }
	]);
});

test.each([
	['  ', 'empty'],
	['n'.repeat(MAX_NAME_CHARACTERS + 1), 'tooLong']
])('a conversation cannot have the name %j', async (name, reason) => {
	const { asAda } = await backendWithGeneral();
	expect(await refusalOf(asAda.mutation(api.conversations.create, { name }))).toEqual({
		kind: 'Invalid',
		field: 'name',
		reason,
		limit: MAX_NAME_CHARACTERS
	});
});

test('a conversation is created once when the call is repeated, also after its removal', async () => {
	const { asAda, asGrace } = await backendWithGeneral();
	const args = { clientId: 'c1', name: 'Reading group' };
	const id = await asAda.mutation(api.conversations.create, args);
	expect(await asAda.mutation(api.conversations.create, { ...args, name: '' })).toBe(id);
	expect(await asGrace.mutation(api.conversations.create, args)).not.toBe(id);
	await asAda.mutation(api.conversations.remove, { conversationId: id });
	expect(await asAda.mutation(api.conversations.create, args)).toBe(id);
	expect(await asAda.query(api.conversations.list)).toHaveLength(2);
});

test('only the creator sees the client id of a conversation', async () => {
	const { asAda, asGrace } = await backendWithGeneral();
	const conversationId = await asAda.mutation(api.conversations.create, {
		clientId: 'c1',
		name: 'Reading group'
	});
	const seenBy = async (somebody: typeof asAda) => [
		(await somebody.query(api.conversations.list)).find(({ id }) => id === conversationId),
		await somebody.query(api.conversations.get, { conversationId })
	];
	expect(await seenBy(asAda)).toMatchObject([{ clientId: 'c1' }, { clientId: 'c1' }]);
	for (const one of await seenBy(asGrace)) expect(one).not.toHaveProperty('clientId');
	await asGrace.mutation(api.members.join, { conversationId });
	for (const one of await seenBy(asGrace)) expect(one).not.toHaveProperty('clientId');
});

test('the creator of a conversation is its owner, and may rename it', async () => {
	const { asAda, asGrace } = await backendWithGeneral();
	const conversationId = await asAda.mutation(api.conversations.create, { name: 'Lobby' });
	const get = { conversationId };
	const made = { id: conversationId, name: 'Lobby', kind: 'open', isMember: true, role: 'owner' };
	expect(await asAda.query(api.conversations.get, get)).toEqual(made);
	await asAda.mutation(api.conversations.rename, { ...get, name: ' Hall ' });
	await asAda.mutation(api.conversations.rename, { ...get, name: 'Hall' });
	expect(await asGrace.query(api.conversations.get, get)).toMatchObject({ name: 'Hall' });
	const nameless = asAda.mutation(api.conversations.rename, { ...get, name: ' ' });
	expect(await refusalOf(nameless)).toMatchObject({ kind: 'Invalid', reason: 'empty' });
});

test('a conversation is named without what would turn the text around it', async () => {
	const { asAda } = await backendWithGeneral();
	const nameOf = async (conversationId: Id<'conversations'>) =>
		(await asAda.query(api.conversations.get, { conversationId })).name;
	const name = '\u202eGnik\u2066 ';
	const conversationId = await asAda.mutation(api.conversations.create, { name });
	expect(await nameOf(conversationId)).toBe('Gnik');
	await asAda.mutation(api.conversations.rename, { conversationId, name: 'Ada\u200f' });
	expect(await nameOf(conversationId)).toBe('Ada');
	const invisible = asAda.mutation(api.conversations.create, { name: '\u202e\u200b' });
	expect(await refusalOf(invisible)).toMatchObject({ kind: 'Invalid', reason: 'empty' });
});

test('between two there is one direct conversation, whoever begins, also at once', async () => {
	const { asAda, asGrace } = await backendWithGeneral();
	const toGrace = () => asAda.mutation(api.conversations.direct, { subject: grace.subject });
	const toAda = () => asGrace.mutation(api.conversations.direct, { subject: ada.subject });
	const ids = await Promise.all([toGrace(), toAda(), toGrace()]);
	expect(new Set([...ids, await toAda()]).size).toBe(1);
	expect((await asAda.query(api.conversations.list))[0]).toMatchObject({
		name: grace.name,
		kind: 'direct',
		peer: { subject: grace.subject, name: grace.name }
	});
	expect((await asGrace.query(api.conversations.list))[0]).toMatchObject({ name: ada.name });
});

test('nobody else sees a direct conversation', async () => {
	const { asAda, asStranger } = await backendWithClosed();
	const conversationId = await asAda.mutation(api.conversations.direct, {
		subject: grace.subject
	});
	expect(await refusalOf(asStranger.query(api.messages.list, { conversationId }))).toEqual({
		kind: 'Forbidden'
	});
	expect(await asStranger.query(api.conversations.list)).toHaveLength(1);
});

test('a direct conversation with oneself or an unknown person is refused', async () => {
	const { asAda } = await backendWithGeneral();
	const direct = (subject: string) => asAda.mutation(api.conversations.direct, { subject });
	expect(await refusalOf(direct(ada.subject))).toEqual({ kind: 'Forbidden' });
	expect(await refusalOf(direct('user_nobody'))).toEqual({ kind: 'NotFound', what: 'person' });
});

test('the list shows each last message as it is now, and the last active conversation first', async () => {
	const { asAda, asGrace, closed, conversationId: general } = await backendWithClosed();
	const top = async () => (await asAda.query(api.conversations.list))[0];
	const message = { ...closed, clientId: 'g2' };
	const body = `Line one\n\n${'x'.repeat(200)}`;
	await asGrace.mutation(api.messages.send, { ...message, body });
	expect(await top()).toMatchObject({
		id: closed.conversationId,
		lastMessage: {
			author: grace.name,
			authorId: grace.subject,
			text: toExcerpt(body),
			isRemoved: false
		}
	});
	await asGrace.mutation(api.messages.edit, { ...message, editId: 'e1', body: 'Edited' });
	// Only the last message shows.
	await asGrace.mutation(api.messages.edit, { ...closed, clientId: 'g1', editId: 'e2', body: '?' });
	expect(await top()).toMatchObject({ lastMessage: { text: 'Edited', isRemoved: false } });
	await asGrace.mutation(api.messages.remove, message);
	expect(await top()).toMatchObject({ lastMessage: { text: '', isRemoved: true } });

	await asAda.mutation(api.messages.send, { conversationId: general, clientId: 'a9', body: 'Hi' });
	expect(await top()).toMatchObject({ id: general, lastMessage: { text: 'Hi' } });
});

test('the list shows no message of an open conversation that the user has not joined', async () => {
	const { asAda, asGrace, conversationId } = await backendWithGeneral();
	await asGrace.mutation(api.messages.send, { conversationId, clientId: 'g1', body: 'Hi' });
	const [general] = await asAda.query(api.conversations.list);
	expect(general).toEqual({
		id: conversationId,
		name: 'General',
		kind: 'open',
		isMember: false,
		unread: 0
	});
});

test('the deployment says who begins in General; everybody else begins in nothing', async () => {
	vi.stubEnv('GENERAL_MEMBERS', `${ada.subject}, user_somebody`);
	const { asAda, asGrace, conversationId } = await backendWithGeneral();
	const isMember = async (as: typeof asAda) =>
		(await as.query(api.conversations.list)).map((one) => one.isMember);
	expect([await isMember(asAda), await isMember(asGrace)]).toEqual([[true], [false]]);
	// Who leaves it for another one does not come back by themselves.
	await asAda.mutation(api.conversations.create, { name: 'Own' });
	await asAda.mutation(api.members.leave, { conversationId });
	await asAda.mutation(api.users.store);
	expect(await isMember(asAda)).toEqual([true, false]);
});

test('choosing a person puts no empty conversation into their list', async () => {
	const { asAda, asGrace } = await backendWithGeneral();
	const conversationId = await asAda.mutation(api.conversations.direct, {
		subject: grace.subject
	});
	const listed = async (as: typeof asAda) =>
		(await as.query(api.conversations.list)).map(({ id }) => id);
	expect(await listed(asAda)).toContain(conversationId);
	expect(await listed(asGrace)).not.toContain(conversationId);
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'd', body: 'Dear Grace' });
	expect(await listed(asGrace)).toContain(conversationId);
});
