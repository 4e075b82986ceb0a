import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { ada, backendWithMessages, grace } from './test.setup';

/** Ada's "Hello", Grace's "Hi", and Grace's reply to "Hello". */
async function backend() {
	const found = await backendWithMessages();
	const { asGrace, conversationId, list } = found;
	const replyTo = { authorId: ada.subject, clientId: 'a1' };
	const reply = { conversationId, clientId: 'g2', body: 'To you', replyTo };
	await asGrace.mutation(api.messages.send, reply);
	return { ...found, reply, quote: async () => (await list())[2]?.quote };
}

const hello = { authorId: ada.subject, clientId: 'a1', author: ada.name };

test('a reply quotes the original message as it is now', async () => {
	const found = await backend();
	expect(await found.quote()).toEqual({ ...hello, text: 'Hello', isRemoved: false });
	await found.asAda.mutation(api.messages.edit, { ...found.hello, editId: 'e1', body: 'Howdy' });
	expect(await found.quote()).toEqual({ ...hello, text: 'Howdy', isRemoved: false });
	await found.asAda.mutation(api.messages.remove, found.hello);
	expect(await found.quote()).toEqual({ ...hello, text: '', isRemoved: true });
});

test('a removed reply quotes nothing', async () => {
	const { asGrace, reply, quote, conversationId } = await backend();
	await asGrace.mutation(api.messages.remove, { conversationId, clientId: reply.clientId });
	expect(await quote()).toBeUndefined();
});

test('a reply to a missing message, or one of another conversation, has no quote', async () => {
	const { asAda, asGrace, list, conversationId } = await backend();
	const other = await asAda.mutation(api.conversations.create, { name: 'Other' });
	const elsewhere = { conversationId: other, clientId: 'a9', body: 'A secret' };
	await asAda.mutation(api.messages.send, elsewhere);
	for (const replyTo of [
		{ authorId: ada.subject, clientId: 'a9' },
		{ authorId: ada.subject, clientId: 'never' },
		{ authorId: 'user_nobody', clientId: 'a1' },
		{ authorId: grace.subject, clientId: 'a1' }
	]) {
		const clientId = JSON.stringify(replyTo).slice(0, 60);
		const message = { conversationId, clientId, body: 'Still here', replyTo };
		await asGrace.mutation(api.messages.send, message);
		expect((await list()).at(-1)).toMatchObject({ body: 'Still here' });
		expect((await list()).at(-1)?.quote).toBeUndefined();
	}
});

test('messages are numbered in their conversation', async () => {
	const { list } = await backend();
	expect((await list()).map(({ number }) => number)).toEqual([1, 2, 3]);
});
