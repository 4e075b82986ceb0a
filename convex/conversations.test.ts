import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { MAX_NAME_CHARACTERS } from './limits';
import { ada, backendWithGeneral, emptyBackend, grace, refusalOf } from './test.setup';

test('"General" is made once, however many sign in at once', async () => {
	const t = emptyBackend();
	await Promise.all(
		[ada, grace, ada].map((identity) => t.withIdentity(identity).mutation(api.users.store))
	);
	const conversations = await t.run((ctx) => ctx.db.query('conversations').collect());
	expect(conversations.map(({ name }) => name)).toEqual(['General']);
});

test('"General" is not made again once it has another name', async () => {
	const { t, asAda, conversationId } = await backendWithGeneral();
	await t.run((ctx) => ctx.db.patch('conversations', conversationId, { name: 'Lobby' }));
	await asAda.mutation(api.users.store);
	expect(await asAda.query(api.conversations.list)).toMatchObject([
		{ id: conversationId, name: 'Lobby' }
	]);
});

test('everybody lists and gets the same "General"', async () => {
	const { asAda, asGrace, conversationId } = await backendWithGeneral();
	const general = { id: conversationId, name: 'General', kind: 'open', isMember: false };
	for (const user of [asAda, asGrace]) {
		expect(await user.query(api.conversations.list)).toEqual([{ ...general, unread: 0 }]);
		expect(await user.query(api.conversations.get, { conversationId })).toEqual(general);
	}
});

test('a deleted conversation is not found', async () => {
	const { t, asAda, conversationId } = await backendWithGeneral();
	await t.run((ctx) => ctx.db.delete('conversations', conversationId));
	expect(await refusalOf(asAda.query(api.conversations.get, { conversationId }))).toEqual({
		kind: 'NotFound',
		what: 'conversation'
	});
});

test('a conversation that one makes is there for everybody, after the older ones', async () => {
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
])('a conversation cannot be called %j', async (name, reason) => {
	const { asAda } = await backendWithGeneral();
	expect(await refusalOf(asAda.mutation(api.conversations.create, { name }))).toEqual({
		kind: 'Invalid',
		field: 'name',
		reason,
		limit: MAX_NAME_CHARACTERS
	});
});
