import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { MAX_FOUND_MESSAGES, MAX_SEARCH_CHARACTERS, MAX_SEARCHED_CONVERSATIONS } from './limits';
import { ada, backendWithClosed, grace, refusalOf, stranger } from './test.setup';

type Backend = Awaited<ReturnType<typeof backendWithClosed>>;

/** A backend with "needle" in the open conversation and "needles" in the closed one. */
async function backend() {
	const found = await backendWithClosed();
	const { asAda, closed, conversationId } = found;
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'o', body: 'A needle' });
	await asAda.mutation(api.messages.send, { ...closed, clientId: 'c', body: 'Two needles' });
	const search = async (as: Backend['asAda'], text: string) =>
		(await as.query(api.search.messages, { text })).messages.map(({ body }) => body);
	return { ...found, search };
}

test('members find messages of their conversations and of open ones, newest first', async () => {
	const { asGrace, search } = await backend();
	expect(await search(asGrace, 'NEEDLE')).toEqual(['Two needles', 'A needle']);
});

test('a stranger finds only messages of open conversations', async () => {
	const { t, asStranger, search } = await backend();
	expect(await search(asStranger, 'needle')).toEqual(['A needle']);
	const asNobody = t.withIdentity({ ...stranger, tokenIdentifier: 'x|y', subject: 'y' });
	expect(await search(asNobody, 'needle')).toEqual(['A needle']);
});

test('a removed member finds nothing any more', async () => {
	const { asAda, asGrace, closed, search } = await backend();
	await asAda.mutation(api.members.remove, { ...closed, subject: grace.subject });
	expect(await search(asGrace, 'needle')).toEqual(['A needle']);
});

test('a search in one conversation finds its messages', async () => {
	const { asGrace, closed, conversationId } = await backend();
	const found = async (call: { conversationId: typeof conversationId }) =>
		await asGrace.query(api.search.messages, { text: 'needle', ...call });
	expect(await found(closed)).toMatchObject({
		messages: [{ body: 'Two needles', author: ada.name, ...closed }],
		isPartial: false
	});
	expect((await found({ conversationId })).messages).toMatchObject([{ body: 'A needle' }]);
});

test('a removed or edited message is not found by its old text', async () => {
	const { asAda, closed, conversationId, search } = await backend();
	await asAda.mutation(api.messages.remove, { conversationId, clientId: 'o' });
	const edit = { ...closed, clientId: 'c', editId: 'e1', body: 'Hay' };
	await asAda.mutation(api.messages.edit, edit);
	expect(await search(asAda, 'needle')).toEqual([]);
	expect(await search(asAda, 'hay')).toEqual(['Hay']);
});

test('messages of a removed open conversation are not found', async () => {
	const { asAda, asStranger, search } = await backend();
	const conversationId = await asAda.mutation(api.conversations.create, { name: 'Lobby' });
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'l', body: 'thimble' });
	expect(await search(asStranger, 'thimble')).toEqual(['thimble']);
	await asAda.mutation(api.conversations.remove, { conversationId });
	expect(await search(asStranger, 'thimble')).toEqual([]);
});

test('an empty text finds nothing, and a too long text is refused', async () => {
	const { asAda, search } = await backend();
	expect(await search(asAda, '  ')).toEqual([]);
	const long = 'x'.repeat(MAX_SEARCH_CHARACTERS + 1);
	for (const call of [
		asAda.query(api.search.messages, { text: long }),
		asAda.query(api.people.find, { text: long })
	]) {
		expect(await refusalOf(call)).toMatchObject({ field: 'text', reason: 'tooLong' });
	}
});

test('a search finds a bounded number, in a bounded number of conversations', async () => {
	const { t, asAda, conversationId } = await backend();
	await t.run(async (ctx) => {
		const user = (await ctx.db.query('users').first())!;
		const common = { userId: user._id, body: 'straw' };
		for (let n = 0; n < MAX_FOUND_MESSAGES + 1; n++) {
			const message = { ...common, clientId: `s${n}`, number: n, isOpen: true };
			await ctx.db.insert('messages', { ...message, conversationId });
		}
		for (let n = 0; n < MAX_SEARCHED_CONVERSATIONS; n++) {
			const of = {
				conversationId: await ctx.db.insert('conversations', { name: `${n}`, kind: 'invited' })
			};
			await ctx.db.insert('memberships', { ...of, userId: user._id, role: 'member' });
			const last = { userId: user._id, excerpt: '', at: Date.now() + n, isRemoved: false };
			await ctx.db.insert('activities', { ...of, count: 1, last });
		}
	});
	const { messages, isPartial } = await asAda.query(api.search.messages, { text: 'straw' });
	expect(messages).toHaveLength(MAX_FOUND_MESSAGES);
	expect(isPartial).toBe(true);
});
