import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { ada, backendWithClosed, grace, refusalOf, stranger } from './test.setup';

/** Ada and the stranger, who have written with each other before Ada blocks them. */
async function backend() {
	const found = await backendWithClosed();
	const { t, asAda, asStranger } = found;
	const conversationId = await asStranger.mutation(api.conversations.direct, {
		subject: ada.subject
	});
	const direct = { conversationId };
	await asStranger.mutation(api.messages.send, { ...direct, clientId: 's1', body: 'Hello' });
	const block = (isOn = true) =>
		asAda.mutation(api.blocks.set, { subject: stranger.subject, isOn });
	const bodies = async (as: typeof asAda) =>
		(await as.query(api.messages.list, direct)).map(({ body }) => body);
	const listed = async (as: typeof asAda) =>
		(await as.query(api.conversations.list)).find(({ id }) => id === conversationId);
	return { ...found, t, direct, block, bodies, listed };
}

test('a blocked person’s direct messages do not arrive, and they are not told', async () => {
	const { asAda, asStranger, direct, block, bodies, listed } = await backend();
	await block();
	const message = { ...direct, clientId: 's2', body: 'Where are you?' };
	const id = await asStranger.mutation(api.messages.send, message);
	expect(await asStranger.mutation(api.messages.send, message)).toBe(id);
	const edit = { ...direct, clientId: 's2', editId: 'e', body: 'Where are you now?' };
	await asStranger.mutation(api.messages.edit, edit);
	expect(await bodies(asStranger)).toEqual(['Hello', 'Where are you now?']);
	expect(await bodies(asAda)).toEqual(['Hello']);
	expect(await listed(asAda)).toMatchObject({ unread: 1, lastMessage: { text: 'Hello' } });
	for (const text of ['where', 'now']) {
		const found = await asAda.query(api.search.messages, { text });
		expect(found).toEqual({ messages: [], isPartial: false });
	}
	const range = { keep: 'newest', limit: 10 } as const;
	expect(await asAda.query(api.messages.between, { ...direct, range })).toHaveLength(1);
	const paginationOpts = { numItems: 10, cursor: null };
	const { page } = await asAda.query(api.messages.history, { ...direct, paginationOpts });
	expect(page).toHaveLength(1);
});

test('what was written while blocked never arrives, and what is written afterwards does', async () => {
	const { asAda, asStranger, direct, block, bodies, listed } = await backend();
	await block();
	await asStranger.mutation(api.messages.send, { ...direct, clientId: 's2', body: 'Two' });
	await block(false);
	await asStranger.mutation(api.messages.send, { ...direct, clientId: 's3', body: 'Three' });
	expect(await bodies(asAda)).toEqual(['Hello', 'Three']);
	expect(await listed(asAda)).toMatchObject({ unread: 2, lastMessage: { text: 'Three' } });
	await asStranger.mutation(api.messages.remove, { ...direct, clientId: 's2' });
	expect(await listed(asAda)).toMatchObject({ lastMessage: { text: 'Three' } });
});

test('a direct conversation that a blocked person begins is not in the other’s list', async () => {
	const { asAda, asGrace } = await backend();
	await asAda.mutation(api.blocks.set, { subject: grace.subject, isOn: true });
	const conversationId = await asGrace.mutation(api.conversations.direct, {
		subject: ada.subject
	});
	await asGrace.mutation(api.messages.send, { conversationId, clientId: 'g', body: 'Psst' });
	const ids = async () => (await asAda.query(api.conversations.list)).map(({ id }) => id);
	expect(await ids()).not.toContain(conversationId);
	// Ada writes with Grace all the same, and has it in her list then.
	await asAda.mutation(api.conversations.direct, { subject: grace.subject });
	expect(await ids()).toContain(conversationId);
	expect(await asAda.query(api.messages.list, { conversationId })).toEqual([]);
});

test('an invitation of a blocked person does not arrive, and looks as if it did', async () => {
	const { t, asGrace, asStranger, closed, conversationId } = await backend();
	await asStranger.mutation(api.blocks.set, { subject: grace.subject, isOn: true });
	for (const to of [closed, { conversationId }]) {
		const invitation = { ...to, subject: stranger.subject };
		expect(await asGrace.mutation(api.invitations.send, invitation)).toBeNull();
	}
	expect(await t.run((ctx) => ctx.db.query('invitations').collect())).toEqual([]);
});

test('a person sees whom they block, and nobody blocks themselves', async () => {
	const { asAda, asStranger, block } = await backend();
	await block();
	await block();
	expect(await asAda.query(api.blocks.list)).toMatchObject([{ subject: stranger.subject }]);
	expect(await asStranger.query(api.blocks.list)).toEqual([]);
	await block(false);
	expect(await asAda.query(api.blocks.list)).toEqual([]);
	const own = asAda.mutation(api.blocks.set, { subject: ada.subject, isOn: true });
	expect(await refusalOf(own)).toEqual({ kind: 'Forbidden' });
});
