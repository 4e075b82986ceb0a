import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { MAX_HISTORY_PAGE } from './limits';
import { backendWithClosed, backendWithGeneral, refusalOf } from './test.setup';

/** "General" with a number of Ada's messages, and a function that reads a range. */
async function backendWithHistory(total: number) {
	const backend = await backendWithGeneral();
	const { t, asAda, conversationId } = backend;
	await t.run(async (ctx) => {
		const ada = await ctx.db.query('users').first();
		if (!ada) throw new Error('Ada has no document');
		for (let n = 0; n < total; n++) {
			const body = `${n}`;
			await ctx.db.insert('messages', {
				conversationId,
				userId: ada._id,
				clientId: body,
				number: n + 1,
				body
			});
		}
	});
	const read = async (range: (typeof api.messages.between)['_args']['range']) =>
		await asAda.query(api.messages.between, { conversationId, range });
	const all = await read({ keep: 'oldest', limit: MAX_HISTORY_PAGE });
	return { ...backend, read, all };
}

const numbers = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);
const bodies = (messages: { body: string }[]) => messages.map(({ body }) => body);

test('a range includes both ends, oldest first, with the same views as the list', async () => {
	const { read, all, asAda, conversationId } = await backendWithHistory(9);
	expect(all).toEqual(await asAda.query(api.messages.list, { conversationId }));
	const [from, to] = [all[2]?.sentAt, all[5]?.sentAt];
	for (const keep of ['oldest', 'newest'] as const) {
		expect(await read({ from, to, keep, limit: 10 })).toEqual(all.slice(2, 6));
		expect(bodies(await read({ to, keep, limit: 10 }))).toEqual(numbers(0, 5));
		expect(bodies(await read({ from, keep, limit: 10 }))).toEqual(numbers(2, 8));
	}
});

test('a range with too many messages keeps the requested end', async () => {
	const { read, all } = await backendWithHistory(9);
	const [from, to] = [all[2]?.sentAt, all[7]?.sentAt];
	expect(bodies(await read({ from, to, keep: 'oldest', limit: 3 }))).toEqual(numbers(2, 4));
	expect(bodies(await read({ from, to, keep: 'newest', limit: 3 }))).toEqual(numbers(5, 7));
});

test('a range never has more than a page', async () => {
	const { read } = await backendWithHistory(MAX_HISTORY_PAGE + 20);
	const newest = await read({ keep: 'newest', limit: 1_000_000 });
	expect(bodies(newest)).toEqual(numbers(20, MAX_HISTORY_PAGE + 19));
});

test('pages that begin where the last one ended have all messages, and the shared end twice', async () => {
	const { read } = await backendWithHistory(30);
	let page = await read({ keep: 'newest', limit: 8 });
	const seen = bodies(page);
	for (let border = page[0]; page.length === 8; border = page[0]) {
		page = await read({ to: border?.sentAt, keep: 'newest', limit: 8 });
		expect(page.at(-1)).toEqual(border);
		seen.unshift(...bodies(page.slice(0, -1)));
	}
	expect(seen).toEqual(numbers(0, 29));
});

test('a range has no message of another conversation, and needs the right to read', async () => {
	const { t, asAda, conversationId, read } = await backendWithHistory(2);
	const other = await asAda.mutation(api.conversations.create, { name: 'Other' });
	const message = { conversationId: other, clientId: 'there', body: 'there' };
	await asAda.mutation(api.messages.send, message);
	expect(bodies(await read({ keep: 'newest', limit: 10 }))).toEqual(['0', '1']);
	await t.run((ctx) => ctx.db.delete('conversations', conversationId));
	const refusal = await refusalOf(read({ keep: 'newest', limit: 10 }));
	expect(refusal).toEqual({ kind: 'NotFound', what: 'conversation' });
});

test('ranges of several conversations come in one call, and nothing of those that are not the caller’s to read', async () => {
	const { t, asAda, asStranger, closed, conversationId } = await backendWithClosed();
	const range = { keep: 'newest', limit: 10 } as const;
	const gone = await asAda.mutation(api.conversations.create, { name: 'Gone' });
	await t.run((ctx) => ctx.db.delete('conversations', gone));
	const asked = [closed, { conversationId: gone }, { conversationId }];
	const lists = asked.map((one) => ({ ...one, range }));
	const ask = async (as: typeof asAda) => await as.query(api.messages.betweenMany, { lists });
	const hers = await asAda.query(api.messages.between, { ...closed, range });
	expect(bodies(hers)).toEqual(['Hello', 'Hi']);
	expect(await ask(asAda)).toEqual([hers, null, []]);
	expect(await ask(asStranger)).toEqual([null, null, []]);
});

test('what is too much for one call is left for the next one', async () => {
	const { asAda, conversationId } = await backendWithHistory(MAX_HISTORY_PAGE);
	const list = { conversationId, range: { keep: 'newest', limit: MAX_HISTORY_PAGE } as const };
	const lists = Array.from({ length: 5 }, () => list);
	const answers = await asAda.query(api.messages.betweenMany, { lists });
	expect(answers.map((one) => one?.length)).toEqual([100, 100, 100]);
});

test('a message is found by its author and client id, in its own conversation', async () => {
	const { asAda, asGrace, conversationId } = await backendWithGeneral();
	const other = await asAda.mutation(api.conversations.create, { name: 'Other' });
	const message = { conversationId, clientId: 'a1', body: 'Hello' };
	await asAda.mutation(api.messages.send, message);
	const [view] = await asAda.query(api.messages.list, { conversationId });
	const name = { authorId: 'user_ada', clientId: 'a1' };
	const find = (args: typeof name, id = conversationId) =>
		asGrace.query(api.messages.sentAt, { conversationId: id, name: args });
	expect(await find(name)).toBe(view?.sentAt);
	expect(await find({ ...name, authorId: 'user_grace' })).toBeNull();
	expect(await find({ ...name, clientId: 'a2' })).toBeNull();
	expect(await find(name, other).catch(() => null)).toBeNull();
});
