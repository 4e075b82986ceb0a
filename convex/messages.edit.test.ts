import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { MAX_BODY_CHARACTERS } from './limits';
import { backendWithMessages, refusalOf } from './test.setup';

const noMessage = { kind: 'NotFound', what: 'message' };

test('an edited message has the new body at its old position, with the time and the id of the edit', async () => {
	const { asAda, hello, list, conversationId } = await backendWithMessages();
	const [first, second] = await list();
	const before = Date.now();
	const edit = { ...hello, editId: 'e1', body: '  Hello\nall ' };
	expect(await asAda.mutation(api.messages.edit, edit)).toBeNull();

	const { editedAt, ...edited } = (await list())[0] ?? {};
	expect(edited).toEqual({ ...first, body: '  Hello\nall ', editId: 'e1' });
	expect(editedAt).toBeGreaterThanOrEqual(before);
	const paginationOpts = { numItems: 10, cursor: null };
	const history = await asAda.query(api.messages.history, { conversationId, paginationOpts });
	expect(history.page).toEqual([second, { ...edited, editedAt }]);
});

test('the last edit to arrive wins', async () => {
	const { asAda, hello, read } = await backendWithMessages();
	await asAda.mutation(api.messages.edit, { ...hello, editId: 'e9', body: 'from the phone' });
	await asAda.mutation(api.messages.edit, { ...hello, editId: 'e1', body: 'from the desk' });
	expect(await read()).toMatchObject({ body: 'from the desk', editId: 'e1' });
});

test('a repeated edit never undoes a newer one', async () => {
	const { asAda, hello, read } = await backendWithMessages();
	const edits = ['e1', 'e2', 'e3'].map((editId) => ({ ...hello, editId, body: `by ${editId}` }));
	for (const edit of edits) await asAda.mutation(api.messages.edit, edit);
	const newest = await read();
	expect(newest).toMatchObject({ body: 'by e3', editId: 'e3' });
	for (const edit of edits) expect(await asAda.mutation(api.messages.edit, edit)).toBeNull();
	expect(await read()).toEqual(newest);
});

test('an edit that arrives twice at the same time is made once', async () => {
	const { t, asAda, hello, read } = await backendWithMessages();
	const edit = { ...hello, editId: 'e1', body: 'once' };
	await Promise.all([
		asAda.mutation(api.messages.edit, edit),
		asAda.mutation(api.messages.edit, edit)
	]);
	expect(await read()).toMatchObject({ body: 'once' });
	expect(await t.run((ctx) => ctx.db.query('edits').collect())).toHaveLength(1);
});

test('a known edit id changes nothing, whatever the body', async () => {
	const { asAda, hello, read } = await backendWithMessages();
	for (const body of ['once', 'twice', '', 'x'.repeat(MAX_BODY_CHARACTERS + 1)]) {
		await asAda.mutation(api.messages.edit, { ...hello, editId: 'e1', body });
		expect(await read()).toMatchObject({ body: 'once' });
	}
});

test('an edit id may be used again for another message', async () => {
	const { asAda, conversationId, list } = await backendWithMessages();
	await asAda.mutation(api.messages.send, { conversationId, clientId: 'a2', body: 'Well?' });
	for (const clientId of ['a1', 'a2']) {
		const edit = { conversationId, clientId, editId: 'e1', body: `edited ${clientId}` };
		await asAda.mutation(api.messages.edit, edit);
	}
	const bodies = (await list()).map(({ body }) => body);
	expect(bodies).toEqual(['edited a1', 'Hi', 'edited a2']);
});

test('after the conversation was removed, a repeated edit succeeds and a new one is refused', async () => {
	const { t, asAda, hello, conversationId } = await backendWithMessages();
	const edit = { ...hello, editId: 'e1', body: 'Hello all' };
	await asAda.mutation(api.messages.edit, edit);
	await t.run((ctx) => ctx.db.delete('conversations', conversationId));
	expect(await asAda.mutation(api.messages.edit, edit)).toBeNull();
	expect(await refusalOf(asAda.mutation(api.messages.edit, { ...edit, editId: 'e2' }))).toEqual({
		kind: 'NotFound',
		what: 'conversation'
	});
});

test('sending a message again keeps its edited body', async () => {
	const { asAda, hello, read } = await backendWithMessages();
	await asAda.mutation(api.messages.edit, { ...hello, editId: 'e1', body: 'edited' });
	await asAda.mutation(api.messages.send, { ...hello, body: 'Hello' });
	expect(await read()).toMatchObject({ body: 'edited' });
});

test('only the author may edit a message', async () => {
	const { asGrace, hello, list } = await backendWithMessages();
	const before = await list();
	const edit = { ...hello, editId: 'e1', body: 'I am Ada' };
	expect(await refusalOf(asGrace.mutation(api.messages.edit, edit))).toEqual(noMessage);
	expect(await list()).toEqual(before);
});

test('two authors with the same client id each edit their own message', async () => {
	const { asGrace, hello, list } = await backendWithMessages();
	await asGrace.mutation(api.messages.send, { ...hello, body: 'Me too' });
	await asGrace.mutation(api.messages.edit, { ...hello, editId: 'e1', body: 'Me three' });
	expect((await list()).map(({ body }) => body)).toEqual(['Hello', 'Hi', 'Me three']);
});

test('a message is not found by an unknown client id, or in another conversation', async () => {
	const { asAda, hello, read } = await backendWithMessages();
	const conversationId = await asAda.mutation(api.conversations.create, { name: 'Other' });
	const edit = { ...hello, editId: 'e1', body: 'edited' };
	for (const wrong of [{ clientId: 'a2' }, { conversationId }]) {
		const call = asAda.mutation(api.messages.edit, { ...edit, ...wrong });
		expect(await refusalOf(call)).toEqual(noMessage);
	}
	expect(await read()).toMatchObject({ body: 'Hello' });
});

test.each([
	['empty', 'body', { body: '' }, 'empty', 4000],
	['only white space', 'body', { body: ' \n\t' }, 'empty', 4000],
	['too long', 'body', { body: 'x'.repeat(4001) }, 'tooLong', 4000],
	['empty', 'editId', { editId: '' }, 'empty', 64],
	['too long', 'editId', { editId: 'x'.repeat(65) }, 'tooLong', 64]
])(
	'%s: the %s is refused, and the edit can be repeated',
	async (_case, field, bad, reason, limit) => {
		const { asAda, hello, read } = await backendWithMessages();
		const before = await read();
		const edit = { ...hello, editId: 'e1', body: 'x'.repeat(MAX_BODY_CHARACTERS) };
		expect(await refusalOf(asAda.mutation(api.messages.edit, { ...edit, ...bad }))).toEqual({
			kind: 'Invalid',
			field,
			reason,
			limit
		});
		expect(await read()).toEqual(before);
		await asAda.mutation(api.messages.edit, edit);
		expect(await read()).toMatchObject({ body: edit.body });
	}
);
