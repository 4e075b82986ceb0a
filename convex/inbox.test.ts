import type { FunctionArgs } from 'convex/server';
import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { backendWithClosed, refusalOf } from './test.setup';

async function backend() {
	const found = await backendWithClosed();
	const { asAda, asGrace, closed } = found;
	const listed = async (as = asAda) =>
		(await as.query(api.conversations.list)).find(({ id }) => id === closed.conversationId);
	let sent = 0;
	const write = () =>
		asGrace.mutation(api.messages.send, { ...closed, clientId: `new${++sent}`, body: 'News' });

	type Wanted = FunctionArgs<typeof api.inbox.arrange>['wanted'];
	const arrange = (wanted: Wanted, upTo?: number) =>
		asAda.mutation(api.inbox.arrange, { ...closed, wanted, upTo });
	return { ...found, listed, write, arrange };
}

test('each part of an arrangement is set alone, and only for who has set it', async () => {
	const { asGrace, listed, arrange } = await backend();
	await arrange({ isPinned: true });
	await arrange({ isMarkedUnread: true });
	expect(await listed()).toMatchObject({ isPinned: true, isMarkedUnread: true });
	await arrange({ isPinned: true });
	await arrange({ isMarkedUnread: false });
	expect(await listed()).toMatchObject({ isPinned: true });
	expect(await listed()).not.toHaveProperty('isMarkedUnread');
	expect(await listed(asGrace)).not.toHaveProperty('isPinned');
});

test('a new message brings an archived conversation back', async () => {
	const { listed, write, arrange } = await backend();
	const { lastNumber: upTo = 0 } = (await listed()) ?? {};
	await arrange({ isArchived: true }, upTo);
	expect(await listed()).toMatchObject({ isArchived: true });
	await write();
	expect(await listed()).not.toHaveProperty('isArchived');
	// A repeated call, of before the message.
	await arrange({ isArchived: true }, upTo);
	expect(await listed()).not.toHaveProperty('isArchived');
	await arrange({ isArchived: true });
	await arrange({ isArchived: false });
	expect(await listed()).not.toHaveProperty('isArchived');
});

test('a muted conversation stays in the archive, and muting moves nothing', async () => {
	const { asAda, closed, listed, write, arrange } = await backend();
	const mute = (isOn: boolean) => asAda.mutation(api.direct.mute, { ...closed, isOn });
	await arrange({ isArchived: true });
	await mute(true);
	await write();
	expect(await listed()).toMatchObject({ isArchived: true, unread: 2 });
	await mute(false);
	expect(await listed()).toMatchObject({ isArchived: true });
	await write();
	await mute(true);
	expect(await listed()).not.toHaveProperty('isArchived');
});

test('who reads on in a conversation has seen what they had marked as unread', async () => {
	const { asAda, closed, listed, write, arrange } = await backend();
	await write();
	await arrange({ isMarkedUnread: true });
	await asAda.mutation(api.reads.mark, { ...closed, upTo: 3 });
	expect(await listed()).toMatchObject({ unread: 0 });
	expect(await listed()).not.toHaveProperty('isMarkedUnread');
	await arrange({ isPinned: true });
	expect(await listed()).not.toHaveProperty('isMarkedUnread');
});

test('only a member arranges a conversation', async () => {
	const { asStranger, closed } = await backend();
	const call = asStranger.mutation(api.inbox.arrange, { ...closed, wanted: { isPinned: true } });
	expect(await refusalOf(call)).toEqual({ kind: 'Forbidden' });
});
