import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { countUnread } from './reads';
import { backendWithClosed } from './test.setup';

/** A conversation with message 1 by Ada and message 2 by Grace, which nobody has marked as read. */
async function backend() {
	const found = await backendWithClosed();
	const { asAda, asGrace, closed } = found;
	const unread = async (as: typeof asAda) =>
		(await as.query(api.conversations.list)).find(({ id }) => id === closed.conversationId)?.unread;
	let count = 0;
	return {
		...found,
		adaUnread: () => unread(asAda),
		graceUnread: () => unread(asGrace),
		readByAda: () => asAda.query(api.reads.get, closed),
		mark: (upTo: number) => asAda.mutation(api.reads.mark, { ...closed, upTo }),
		write: async (as: typeof asAda) => {
			await as.mutation(api.messages.send, { ...closed, clientId: `n${++count}`, body: 'More' });
		}
	};
}

test('messages of others are unread until they are marked as read', async () => {
	const { asGrace, adaUnread, mark, write, readByAda } = await backend();
	expect(await adaUnread()).toBe(1);
	await write(asGrace);
	expect(await adaUnread()).toBe(2);
	await mark(3);
	expect(await adaUnread()).toBe(0);
	expect(await readByAda()).toBe(3);
});

test('a mark never goes back, so the device that has read furthest wins', async () => {
	const { adaUnread, mark, readByAda } = await backend();
	await mark(2);
	await mark(1);
	expect(await readByAda()).toBe(2);
	expect(await adaUnread()).toBe(0);
});

test('a mark never exceeds the number of messages', async () => {
	const { asGrace, adaUnread, mark, write } = await backend();
	await mark(1_000_000);
	await write(asGrace);
	expect(await adaUnread()).toBe(1);
});

test('a user’s own messages are not unread, and do not mark others as read', async () => {
	const { asAda, asGrace, adaUnread, mark, write, readByAda } = await backend();
	await write(asAda);
	await write(asGrace);
	await write(asAda);
	// 1 by Ada, 2 by Grace, 3 by Ada, 4 by Grace, 5 by Ada.
	expect(await adaUnread()).toBe(2);
	expect(await readByAda()).toBe(1);
	await mark(2);
	expect(await readByAda()).toBe(3);
	expect(await adaUnread()).toBe(1);
	await mark(4);
	expect(await readByAda()).toBe(5);
	expect(await adaUnread()).toBe(0);
});

test('a user with many own messages after the mark counts as having read', async () => {
	const { asAda, adaUnread, write, readByAda } = await backend();
	for (let n = 0; n < 101; n++) await write(asAda);
	expect(await readByAda()).toBe(103);
	expect(await adaUnread()).toBe(0);
});

test('messages from before the membership are not unread', async () => {
	const { asStranger, conversationId, asGrace } = await backendWithClosed();
	const general = { conversationId };
	await asGrace.mutation(api.messages.send, { ...general, clientId: 'g9', body: 'Hi' });
	expect(await asStranger.query(api.reads.get, general)).toBeNull();
	expect(await asStranger.mutation(api.reads.mark, { ...general, upTo: 1 })).toBeNull();
	expect(await asStranger.query(api.reads.get, general)).toBeNull();
	await asStranger.mutation(api.members.join, general);
	expect(await asStranger.query(api.reads.get, general)).toBe(1);
});

test('each user has their own mark', async () => {
	const { graceUnread, mark } = await backend();
	const before = await graceUnread();
	await mark(2);
	expect(await graceUnread()).toBe(before);
});

test('the number of unread messages is never negative', () => {
	expect(countUnread(null, { number: 3, own: [] })).toBe(0);
	expect(countUnread({ count: 5 }, { number: 3, own: [4] })).toBe(1);
});
