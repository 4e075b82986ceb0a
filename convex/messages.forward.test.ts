import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { ada, backendWithClosed, backendWithMessages, grace } from './test.setup';

/** Ada's "Hello" in General, and a conversation of Grace's to which she forwards. */
async function backend() {
	const found = await backendWithMessages();
	const { asAda, asGrace, conversationId, hello } = found;
	const elsewhere = await asGrace.mutation(api.conversations.create, { name: 'Notes' });
	const original = { conversationId, authorId: ada.subject, clientId: hello.clientId };
	const forwarded = {
		conversationId: elsewhere,
		clientId: 'g9',
		body: 'Hello',
		forwardOf: original
	};
	const last = async () =>
		(await asAda.query(api.messages.list, { conversationId: elsewhere })).at(-1);
	return { ...found, elsewhere, original, forwarded, last };
}

test('a forwarded message names whose words it has, as they are called now', async () => {
	const { asAda, asGrace, forwarded, last } = await backend();
	await asGrace.mutation(api.messages.send, forwarded);
	expect(await last()).toMatchObject({ authorId: grace.subject, forwardedFrom: ada.name });
	await asAda.mutation(api.users.setName, { name: 'The Countess' });
	expect(await last()).toMatchObject({ body: 'Hello', forwardedFrom: 'The Countess' });
});

test('what is forwarded again names the first author, and one’s own words name nobody', async () => {
	const { asAda, asGrace, forwarded, elsewhere, conversationId, last } = await backend();
	await asGrace.mutation(api.messages.send, forwarded);
	const forwardOf = { conversationId: elsewhere, authorId: grace.subject, clientId: 'g9' };
	await asGrace.mutation(api.messages.send, { ...forwarded, clientId: 'g10', forwardOf });
	expect(await last()).toMatchObject({ forwardedFrom: ada.name });
	await asAda.mutation(api.messages.send, { ...forwarded, clientId: 'a9', forwardOf });
	expect((await last())?.forwardedFrom).toBeUndefined();
	expect(conversationId).not.toBe(elsewhere);
});

test('nobody is named for words that are not theirs, or that the sender cannot see', async () => {
	const { asAda, asStranger, closed, conversationId } = await backendWithClosed();
	const secret = { ...closed, authorId: ada.subject, clientId: 'a1' };
	const send = { conversationId, body: 'Hello' };
	for (const [clientId, forwardOf] of [
		['s1', secret],
		['s2', { ...secret, conversationId }],
		['s3', { ...secret, clientId: 'never' }]
	] as const) {
		await asStranger.mutation(api.messages.send, { ...send, clientId, forwardOf });
	}
	const others = { ...send, body: 'Other words', clientId: 'a2', forwardOf: secret };
	await asAda.mutation(api.messages.send, others);
	const list = await asAda.query(api.messages.list, { conversationId });
	expect(list.map(({ forwardedFrom }) => forwardedFrom)).toEqual(Array(4).fill(undefined));
});

test('an edit makes the words one’s own, and a removal leaves no name', async () => {
	const { t, asGrace, forwarded, elsewhere, last } = await backend();
	const own = { conversationId: elsewhere, clientId: 'g9' };
	await asGrace.mutation(api.messages.send, forwarded);
	await asGrace.mutation(api.messages.edit, { ...own, editId: 'e1', body: 'Hello, all' });
	expect((await last())?.forwardedFrom).toBeUndefined();

	await asGrace.mutation(api.messages.send, { ...forwarded, clientId: 'g10' });
	await asGrace.mutation(api.messages.remove, { ...own, clientId: 'g10' });
	const stored = await t.run((ctx) => ctx.db.query('messages').collect());
	expect(stored.map(({ forwardedFrom }) => forwardedFrom).filter(Boolean)).toEqual([]);
});
