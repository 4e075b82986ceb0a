import { describe, expect, test } from 'vitest';
import { api } from './_generated/api';
import type { Doc } from './_generated/dataModel';
import {
	MAX_FOUND_MESSAGES,
	MAX_LISTED_CONVERSATIONS,
	MAX_SEARCH_CHARACTERS,
	MAX_SEARCHED_CONVERSATIONS
} from './limits';
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

test('a message is found by its text in every form, also after an edit', async () => {
	const { asAda, conversationId, search } = await backend();
	const message = { conversationId, clientId: 'j' };
	await asAda.mutation(api.messages.send, { ...message, body: '今日は東京で会いましょう 🎉' });
	expect(await search(asAda, '東京')).toHaveLength(1);
	expect(await search(asAda, '🎉')).toHaveLength(1);
	await asAda.mutation(api.messages.edit, { ...message, editId: 'e', body: 'مرحبًا يا غريس' });
	expect(await search(asAda, '東京')).toEqual([]);
	expect(await search(asAda, 'مرحبا')).toEqual(['مرحبًا يا غريس']);
});

test('pairs of characters that do not stand together are not a word', async () => {
	const { asAda, conversationId, search } = await backend();
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'j', body: '東京から京都' });
	expect(await search(asAda, '東京都')).toEqual([]);
	expect(await search(asAda, '京都')).toEqual(['東京から京都']);
});

test('a message that lists read is not larger for the search', async () => {
	const { t } = await backend();
	const messages = await t.run((ctx) => ctx.db.query('messages').collect());
	for (const message of messages) expect(Object.keys(message)).not.toContain('terms');
	const entries = await t.run((ctx) => ctx.db.query('searchEntries').collect());
	expect(entries.map(({ messageId }) => messageId)).toEqual(messages.map(({ _id }) => _id));
});

describe('a search', () => {
	/** Makes entries of a message in a conversation, without the message's own functions. */
	async function fill(t: Backend['t'], entries: Partial<Doc<'searchEntries'>>[]) {
		await t.run(async (ctx) => {
			const user = (await ctx.db.query('users').first())!;
			for (const [n, { conversationId, terms = 'straw', isOpen = true }] of entries.entries()) {
				const of = { conversationId: conversationId!, userId: user._id };
				const message = { ...of, clientId: `s${n}${of.conversationId}`, number: n, body: 'straw' };
				const messageId = await ctx.db.insert('messages', message);
				const entry = { messageId, conversationId: of.conversationId, sentAt: n, isOpen, terms };
				await ctx.db.insert('searchEntries', entry);
			}
		});
	}

	/** Makes conversations by invitation that Ada is in. */
	async function join(t: Backend['t'], count: number) {
		return await t.run(async (ctx) => {
			const user = (await ctx.db.query('users').first())!;
			const ids = [];
			for (let n = 0; n < count; n++) {
				const id = await ctx.db.insert('conversations', { name: `${n}`, kind: 'invited' });
				const of = { conversationId: id };
				await ctx.db.insert('memberships', { ...of, userId: user._id, role: 'member' });
				const last = { userId: user._id, excerpt: '', at: Date.now() + n, isRemoved: false };
				await ctx.db.insert('activities', { ...of, count: 1, last });
				ids.push(id);
			}
			return ids;
		});
	}

	const straw = { text: 'straw' };

	test('finds as many messages as there is room for, and says when there are more', async () => {
		const { t, asAda, conversationId } = await backend();
		await fill(t, Array<object>(MAX_FOUND_MESSAGES).fill({ conversationId }));
		const exactly = await asAda.query(api.search.messages, straw);
		expect(exactly).toMatchObject({ isPartial: false });
		expect(exactly.messages).toHaveLength(MAX_FOUND_MESSAGES);
		await fill(t, [{ conversationId }]);
		for (const where of [{}, { conversationId }]) {
			const more = await asAda.query(api.search.messages, { ...straw, ...where });
			expect(more).toMatchObject({ isPartial: true });
			expect(more.messages).toHaveLength(MAX_FOUND_MESSAGES);
		}
	});

	test('looks in a bounded number of conversations, and says so', async () => {
		const { t, asAda } = await backend();
		await join(t, MAX_SEARCHED_CONVERSATIONS);
		expect(await asAda.query(api.search.messages, straw)).toMatchObject({ isPartial: true });
	});

	test('reads a bounded number of bytes, however long the messages are, and says so', async () => {
		const { t, asAda } = await backend();
		// Convex finds both of its pairs, but they do not stand together: so all that there are is read.
		const text = '東京都';
		const short = '東京 京 京都 都';
		// As of a message of 4,000 Chinese characters.
		const long = `${'你好 '.repeat(5_300)}${short}`;
		const ids = await join(t, 2);
		const entriesOf = (terms: string, count: number) =>
			ids.flatMap((conversationId) =>
				Array<object>(count).fill({ conversationId, terms, isOpen: false })
			);
		await fill(t, entriesOf(short, 5));
		const all = await asAda.query(api.search.messages, { text });
		expect(all).toEqual({ messages: [], isPartial: false });
		await fill(t, entriesOf(long, 40));
		const some = await asAda.query(api.search.messages, { text });
		expect(some).toEqual({ messages: [], isPartial: true });
	});

	test('finds what thousands of messages of a removed conversation stand before', async () => {
		const { t, asAda, conversationId } = await backend();
		const removed = await t.run((ctx) =>
			ctx.db.insert('conversations', { name: '', kind: 'open', removedAt: 1 })
		);
		await fill(t, Array<object>(1_100).fill({ conversationId: removed }));
		await fill(t, [{ conversationId, terms: 'straw of another one which counts for less' }]);
		const found = await asAda.query(api.search.messages, straw);
		expect(found).toMatchObject({ messages: [{ conversationId }], isPartial: true });
	});

	test('that has more words than are looked for says that there may be more', async () => {
		const { asAda } = await backend();
		const words = Array.from({ length: 17 }, (_, n) => `w${n}`);
		const text = words.join(' ');
		expect(await asAda.query(api.search.messages, { text })).toMatchObject({ isPartial: true });
		const fewer = words.slice(1).join(' ');
		expect(await asAda.query(api.search.messages, { text: fewer })).toMatchObject({
			isPartial: false
		});
	});

	test('of somebody in more conversations than are looked through says so', async () => {
		const { t, asAda } = await backend();
		await t.run(async (ctx) => {
			const user = (await ctx.db.query('users').first())!;
			for (let n = 0; n <= MAX_LISTED_CONVERSATIONS; n++) {
				const id = await ctx.db.insert('conversations', { name: `${n}`, kind: 'invited' });
				const membership = { conversationId: id, userId: user._id, role: 'member' } as const;
				await ctx.db.insert('memberships', membership);
			}
		});
		expect(await asAda.query(api.search.messages, straw)).toMatchObject({ isPartial: true });
	});
});
