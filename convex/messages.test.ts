import { makeFunctionReference } from 'convex/server';
import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { MAX_BODY_CHARACTERS, MAX_HISTORY_PAGE, NEWEST_MESSAGES } from './limits';
import { ada, backendWithGeneral, emptyBackend, grace, refusalOf } from './test.setup';

const notFound = { kind: 'NotFound', what: 'conversation' };

test('both users read the same messages, oldest first, with their authors', async () => {
	const { asAda, asGrace, conversationId } = await backendWithGeneral();
	const before = Date.now();
	const first = await asAda.mutation(api.messages.send, {
		conversationId,
		clientId: 'a1',
		body: 'Hello'
	});
	const second = await asGrace.mutation(api.messages.send, {
		conversationId,
		clientId: 'g1',
		body: 'Hi'
	});
	const messages = await asGrace.query(api.messages.list, { conversationId });
	expect(messages).toMatchObject([
		{
			id: first,
			clientId: 'a1',
			author: ada.name,
			authorId: ada.subject,
			body: 'Hello'
		},
		{
			id: second,
			clientId: 'g1',
			author: grace.name,
			authorId: grace.subject,
			body: 'Hi'
		}
	]);
	expect(await asAda.query(api.messages.list, { conversationId })).toEqual(messages);
	const [a, b] = messages.map(({ sentAt }) => sentAt);
	expect(a).toBeGreaterThanOrEqual(before);
	expect(b).toBeGreaterThan(a ?? Infinity);
});

test('a conversation shows only its own messages', async () => {
	const { t, asAda, conversationId } = await backendWithGeneral();
	const other = await t.run((ctx) =>
		ctx.db.insert('conversations', { name: 'Other', kind: 'open' })
	);
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'a1', body: 'here' });
	await asAda.mutation(api.messages.send, {
		conversationId: other,
		clientId: 'a2',
		body: 'there'
	});
	const bodies = async (id: typeof other) =>
		(await asAda.query(api.messages.list, { conversationId: id })).map(({ body }) => body);
	expect(await bodies(conversationId)).toEqual(['here']);
	expect(await bodies(other)).toEqual(['there']);
});

test('sending works as the first call, and creates the sender’s document', async () => {
	const t = emptyBackend();
	const conversationId = await t.run((ctx) =>
		ctx.db.insert('conversations', { name: 'General', kind: 'open' })
	);
	const asAda = t.withIdentity(ada);
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'a1', body: 'First!' });
	expect(await asAda.query(api.messages.list, { conversationId })).toMatchObject([
		{ author: ada.name, authorId: ada.subject }
	]);
});

test('the author of a message comes from the token, and no argument can name another', async () => {
	const { asGrace, conversationId } = await backendWithGeneral();
	const forged = { conversationId, clientId: 'g1', body: 'I am Ada', authorId: ada.subject };
	await expect(asGrace.mutation(api.messages.send, forged)).rejects.toThrow('authorId');
	expect(await asGrace.query(api.messages.list, { conversationId })).toEqual([]);
});

test('an old message shows the author’s current name', async () => {
	const { t, asAda, asGrace, conversationId } = await backendWithGeneral();
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'a1', body: 'Hello' });
	await t.withIdentity({ ...ada, name: 'Countess' }).mutation(api.users.store);
	expect(await asGrace.query(api.messages.list, { conversationId })).toMatchObject([
		{ author: 'Countess', authorId: ada.subject }
	]);
});

test('a message stays after its author’s document is deleted', async () => {
	const { t, asAda, asGrace, conversationId } = await backendWithGeneral();
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'a1', body: 'Hello' });
	await t.run(async (ctx) => {
		const users = await ctx.db.query('users').collect();
		for (const user of users) {
			if (user.subject === ada.subject) await ctx.db.delete('users', user._id);
		}
	});
	expect(await asGrace.query(api.messages.list, { conversationId })).toMatchObject([
		{ author: 'Someone', body: 'Hello' }
	]);
});

test('a known client id returns the first message, whatever the body', async () => {
	const { asAda, conversationId } = await backendWithGeneral();
	const send = (body: string) =>
		asAda.mutation(api.messages.send, { conversationId, clientId: 'a1', body });
	const ids = await Promise.all([send('once'), send('once')]);
	ids.push(await send('twice'), await send(''), await send('x'.repeat(5000)));
	expect(new Set(ids).size).toBe(1);
	expect(await asAda.query(api.messages.list, { conversationId })).toMatchObject([
		{ body: 'once' }
	]);
});

test('a repeated call succeeds although the conversation was removed', async () => {
	const { t, asAda, conversationId } = await backendWithGeneral();
	const args = { conversationId, clientId: 'a1', body: 'Hello' };
	const id = await asAda.mutation(api.messages.send, args);
	await t.run((ctx) => ctx.db.delete('conversations', conversationId));
	expect(await asAda.mutation(api.messages.send, args)).toBe(id);
});

test('two users may use the same client id', async () => {
	const { asAda, asGrace, conversationId } = await backendWithGeneral();
	const args = { conversationId, clientId: 'same', body: 'Hello' };
	const ids = [
		await asAda.mutation(api.messages.send, args),
		await asGrace.mutation(api.messages.send, args)
	];
	const messages = await asAda.query(api.messages.list, { conversationId });
	expect(messages.map(({ id, authorId }) => [id, authorId])).toEqual([
		[ids[0], ada.subject],
		[ids[1], grace.subject]
	]);
});

test('a body is stored as it was written', async () => {
	const { asAda, conversationId } = await backendWithGeneral();
	const body = '  \n<b>bold</b> \u202eשלום 👩‍👩‍👧\t ';
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'a1', body });
	expect(await asAda.query(api.messages.list, { conversationId })).toMatchObject([{ body }]);
});

test.each([
	['empty', 'body', { body: '' }, 'empty', 4000],
	['only white space', 'body', { body: ' \n\t\u00a0' }, 'empty', 4000],
	['too long', 'body', { body: 'x'.repeat(4001) }, 'tooLong', 4000],
	['too long in emoji', 'body', { body: '😀'.repeat(4001) }, 'tooLong', 4000],
	['empty', 'clientId', { clientId: '' }, 'empty', 64],
	['too long', 'clientId', { clientId: 'x'.repeat(65) }, 'tooLong', 64]
])('%s: the %s is refused and nothing is written', async (_case, field, bad, reason, limit) => {
	const { asAda, conversationId } = await backendWithGeneral();
	const args = { conversationId, clientId: 'a1', body: 'Hello', ...bad };
	expect(await refusalOf(asAda.mutation(api.messages.send, args))).toEqual({
		kind: 'Invalid',
		field,
		reason,
		limit
	});
	expect(await asAda.query(api.messages.list, { conversationId })).toEqual([]);
});

test.each([
	['letters', 'x'],
	['emoji', '😀']
])('a body of exactly the limit is accepted in %s', async (_case, character) => {
	const { asAda, conversationId } = await backendWithGeneral();
	const body = character.repeat(MAX_BODY_CHARACTERS);
	const clientId = 'x'.repeat(64);
	await asAda.mutation(api.messages.send, { conversationId, clientId, body });
	expect(await asAda.query(api.messages.list, { conversationId })).toMatchObject([
		{ body, clientId }
	]);
});

test('a body is well-formed where it is stored, and its excerpt ends with a whole character', async () => {
	const { asAda, conversationId } = await backendWithGeneral();
	const hello = { conversationId, clientId: 'a1' };
	const read = async () => {
		const [message] = await asAda.query(api.messages.list, { conversationId });
		const [listed] = await asAda.query(api.conversations.list);
		return [message?.body, listed?.lastMessage?.text];
	};
	await asAda.mutation(api.messages.send, { ...hello, body: 'half \ud83d' });
	expect(await read()).toEqual(['half \ufffd', 'half \ufffd']);
	const body = `\ude00${'👩‍💻'.repeat(100)}`;
	await asAda.mutation(api.messages.edit, { ...hello, editId: 'e1', body });
	expect(await read()).toEqual([body.replace('\ude00', '\ufffd'), `\ufffd${'👩‍💻'.repeat(46)}…`]);
});

test('nothing can be read or written in a removed conversation', async () => {
	const { t, asAda, conversationId } = await backendWithGeneral();
	await t.run((ctx) => ctx.db.delete('conversations', conversationId));
	const paginationOpts = { numItems: 10, cursor: null };
	const calls = [
		asAda.query(api.messages.list, { conversationId }),
		asAda.query(api.messages.history, { conversationId, paginationOpts }),
		asAda.mutation(api.messages.send, { conversationId, clientId: 'a1', body: 'Hello' })
	];
	expect(await Promise.all(calls.map(refusalOf))).toEqual([notFound, notFound, notFound]);
});

test('the validators refuse an id of another table', async () => {
	const { asAda, conversationId } = await backendWithGeneral();
	const args = { clientId: 'a1', body: 'Hello' };
	const messageId = await asAda.mutation(api.messages.send, { conversationId, ...args });
	const wrong = { conversationId: messageId };
	const read = (name: string) => asAda.query(makeFunctionReference<'query'>(name), wrong);
	const send = makeFunctionReference<'mutation'>('messages:send');
	const wrongTable = 'Expected ID for table "conversations"';
	await expect(read('conversations:get')).rejects.toThrow(wrongTable);
	await expect(read('messages:list')).rejects.toThrow(wrongTable);
	await expect(asAda.mutation(send, { ...wrong, ...args })).rejects.toThrow(wrongTable);
});

test('the list has the newest messages, and the history has all of them in pages, newest first', async () => {
	const { t, asAda, conversationId } = await backendWithGeneral();
	const total = MAX_HISTORY_PAGE + NEWEST_MESSAGES;
	await t.run(async (ctx) => {
		const user = await ctx.db.query('users').first();
		if (!user) throw new Error('Ada has no document');
		for (let n = 0; n < total; n++) {
			const clientId = `c${n}`;
			await ctx.db.insert('messages', {
				conversationId,
				userId: user._id,
				clientId,
				number: n + 1,
				body: clientId
			});
		}
	});
	const all = Array.from({ length: total }, (_, n) => `c${n}`);

	const list = await asAda.query(api.messages.list, { conversationId });
	expect(list.map(({ body }) => body)).toEqual(all.slice(-NEWEST_MESSAGES));

	const page = (numItems: number, cursor: string | null) =>
		asAda.query(api.messages.history, { conversationId, paginationOpts: { numItems, cursor } });
	const first = await page(1_000_000, null);
	expect(first.page).toHaveLength(MAX_HISTORY_PAGE);
	expect(first.page.slice(0, NEWEST_MESSAGES)).toEqual([...list].reverse());

	const second = await page(NEWEST_MESSAGES, first.continueCursor);
	const third = await page(10, second.continueCursor);
	expect(third).toMatchObject({ page: [], isDone: true });
	expect([...first.page, ...second.page].map(({ body }) => body)).toEqual([...all].reverse());
});
