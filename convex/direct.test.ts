import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { ada, backendWithClosed, grace, refusalOf } from './test.setup';

async function backend() {
	const found = await backendWithClosed();
	const { asAda } = found;
	const conversationId = await asAda.mutation(api.conversations.direct, {
		subject: grace.subject
	});
	const direct = { conversationId };
	await asAda.mutation(api.messages.send, { ...direct, clientId: 'd1', body: 'Dear Grace' });
	const write = (clientId: string) =>
		asAda.mutation(api.messages.send, { ...direct, clientId, body: clientId });
	const bodies = async (as: typeof asAda) =>
		(await as.query(api.messages.list, direct)).map(({ body }) => body);
	const listed = async (as: typeof asAda) =>
		(await as.query(api.conversations.list)).find(({ id }) => id === conversationId);
	return { ...found, direct, write, bodies, listed };
}

test('who leaves a direct conversation has it back when somebody writes in it', async () => {
	const { asAda, asGrace, direct, write, bodies, listed } = await backend();
	await asGrace.mutation(api.members.leave, direct);
	await asGrace.mutation(api.members.leave, direct);
	expect(await listed(asGrace)).toBeUndefined();
	expect(await listed(asAda)).toMatchObject({ name: grace.name });
	await write('again');
	expect(await listed(asGrace)).toMatchObject({ name: ada.name, unread: 2 });
	expect(await bodies(asGrace)).toEqual(['Dear Grace', 'again']);
});

test('who deletes a direct conversation for themselves does not see its earlier messages again', async () => {
	const { asAda, asGrace, direct, write, bodies, listed } = await backend();
	await asGrace.mutation(api.direct.hide, { ...direct, isDeleted: true });
	expect(await listed(asGrace)).toBeUndefined();
	expect(await bodies(asGrace)).toEqual([]);
	expect(await bodies(asAda)).toEqual(['Dear Grace']);
	const search = () => asGrace.query(api.search.messages, { text: 'dear' });
	expect((await search()).messages).toEqual([]);
	await asGrace.mutation(api.conversations.direct, { subject: ada.subject });
	expect(await listed(asGrace)).not.toHaveProperty('lastMessage');
	await write('again');
	expect(await bodies(asGrace)).toEqual(['again']);
	await asGrace.mutation(api.members.leave, direct);
	expect(await bodies(asGrace)).toEqual(['again']);
});

test('a muted conversation says so in the list of who has muted it', async () => {
	const { asAda, asGrace, direct, listed } = await backend();
	await asGrace.mutation(api.direct.mute, { ...direct, isOn: true });
	expect(await listed(asGrace)).toMatchObject({ isMuted: true });
	expect(await listed(asAda)).not.toHaveProperty('isMuted');
	await asGrace.mutation(api.direct.mute, { ...direct, isOn: false });
	expect(await listed(asGrace)).not.toHaveProperty('isMuted');
});

test('only a direct conversation is hidden, and only by one of the two', async () => {
	const { asAda, asStranger, closed, direct } = await backend();
	for (const call of [
		() => asAda.mutation(api.direct.hide, { ...closed, isDeleted: false }),
		() => asStranger.mutation(api.direct.hide, { ...direct, isDeleted: false }),
		() => asStranger.mutation(api.direct.mute, { ...direct, isOn: true })
	]) {
		expect(await refusalOf(call())).toEqual({ kind: 'Forbidden' });
	}
});
