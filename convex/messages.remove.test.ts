import { afterEach, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { backendWithMessages, refusalOf } from './test.setup';

const noMessage = { kind: 'NotFound', what: 'message' };

afterEach(() => {
	vi.useRealTimers();
});

test('a removed message stays at its position without a body, with the time of removal', async () => {
	const { asAda, hello, list, conversationId } = await backendWithMessages();
	const [first, second] = await list();
	const before = Date.now();
	expect(await asAda.mutation(api.messages.remove, hello)).toBeNull();

	const { removedAt, ...trace } = (await list())[0] ?? {};
	expect(trace).toEqual({ ...first, body: '' });
	expect(removedAt).toBeGreaterThanOrEqual(before);
	const paginationOpts = { numItems: 10, cursor: null };
	const history = await asAda.query(api.messages.history, { conversationId, paginationOpts });
	expect(history.page).toEqual([second, { ...trace, removedAt }]);
});

test('no body of a removed message stays in the database', async () => {
	const { t, asAda, hello } = await backendWithMessages();
	await asAda.mutation(api.messages.edit, { ...hello, editId: 'e1', body: 'Howdy' });
	const stored = () =>
		t.run(async (ctx) => {
			const tables = ['users', 'conversations', 'messages', 'edits'] as const;
			return await Promise.all(tables.map((table) => ctx.db.query(table).collect()));
		});
	expect(JSON.stringify(await stored())).toContain('Howdy');
	await asAda.mutation(api.messages.remove, hello);
	expect(JSON.stringify(await stored())).not.toMatch(/Hello|Howdy/);
});

test('a repeated removal changes nothing, also not the time', async () => {
	const { asAda, hello, read } = await backendWithMessages();
	await asAda.mutation(api.messages.remove, hello);
	const removed = await read();
	vi.setSystemTime(Date.now() + 1000);
	expect(await asAda.mutation(api.messages.remove, hello)).toBeNull();
	expect(await read()).toEqual(removed);
});

test('sending a removed message again leaves it removed', async () => {
	const { asAda, hello, list } = await backendWithMessages();
	await asAda.mutation(api.messages.remove, hello);
	const before = await list();
	const id = await asAda.mutation(api.messages.send, { ...hello, body: 'Hello' });
	expect(id).toBe(before[0]?.id);
	expect(await list()).toEqual(before);
});

test('a repeated edit after the removal succeeds, and the message stays removed', async () => {
	const { asAda, hello, read } = await backendWithMessages();
	const edit = { ...hello, editId: 'e1', body: 'edited' };
	await asAda.mutation(api.messages.edit, edit);
	await asAda.mutation(api.messages.remove, hello);
	const removed = await read();
	expect(removed).toMatchObject({ body: '', editId: 'e1' });
	expect(await asAda.mutation(api.messages.edit, edit)).toBeNull();
	expect(await read()).toEqual(removed);
});

test('a new edit of a removed message is refused, and its text is not stored', async () => {
	const { asAda, hello, read } = await backendWithMessages();
	await asAda.mutation(api.messages.remove, hello);
	const removed = await read();
	const edit = { ...hello, editId: 'e1', body: 'edited' };
	expect(await refusalOf(asAda.mutation(api.messages.edit, edit))).toEqual(noMessage);
	expect(await read()).toEqual(removed);
});

test('only the author may remove a message', async () => {
	const { asGrace, hello, list } = await backendWithMessages();
	const before = await list();
	expect(await refusalOf(asGrace.mutation(api.messages.remove, hello))).toEqual(noMessage);
	expect(await list()).toEqual(before);
});

test('two authors with the same client id each remove their own message', async () => {
	const { asGrace, hello, list } = await backendWithMessages();
	await asGrace.mutation(api.messages.send, { ...hello, body: 'Me too' });
	await asGrace.mutation(api.messages.remove, hello);
	expect((await list()).map(({ body }) => body)).toEqual(['Hello', 'Hi', '']);
});

test('a message is not found by an unknown client id, or in another conversation', async () => {
	const { asAda, hello, read } = await backendWithMessages();
	const conversationId = await asAda.mutation(api.conversations.create, { name: 'Other' });
	for (const wrong of [{ clientId: 'a2' }, { conversationId }]) {
		const call = asAda.mutation(api.messages.remove, { ...hello, ...wrong });
		expect(await refusalOf(call)).toEqual(noMessage);
	}
	expect(await read()).toMatchObject({ body: 'Hello' });
});

test('an author may remove a message although the conversation was removed', async () => {
	const { t, asAda, hello, conversationId } = await backendWithMessages();
	await t.run((ctx) => ctx.db.delete('conversations', conversationId));
	expect(await asAda.mutation(api.messages.remove, hello)).toBeNull();
	const messages = await t.run((ctx) => ctx.db.query('messages').collect());
	expect(messages.map(({ body }) => body)).toEqual(['', 'Hi']);
});
