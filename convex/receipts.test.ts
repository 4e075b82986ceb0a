import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { MAX_AT_ONCE } from './inboxEntries';
import { MAX_RECEIPT_MEMBERS } from './limits';
import { addMark, MAX_RECEIPT_MARKS } from './receiptMarks';
import { ada, backendWithClosed, grace, refusalOf } from './test.setup';

beforeEach(() => {
	vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
	vi.useRealTimers();
});

/** A conversation with message 1 by Ada and message 2 by Grace, and what Ada sees of Grace there. */
async function backend() {
	const found = await backendWithClosed();
	const { t, asAda, closed } = found;
	const of = async (as: typeof asAda, where = closed) => {
		const { receipts } = await as.query(api.besideMessages.of, where);
		// Versions of the app before this one ask for them alone.
		expect(await as.query(api.receipts.of, where)).toEqual(receipts);
		return receipts;
	};
	return {
		...found,
		of,
		ofGrace: async () => (await of(asAda)).members[0],
		read: (as: typeof asAda, upTo: number, where = closed) =>
			as.mutation(api.reads.mark, { ...where, upTo }),
		deliver: (as: typeof asAda, upTo: number, where = closed) =>
			as.mutation(api.receipts.deliver, { marks: [{ ...where, upTo }] }),
		write: (as: typeof asAda, clientId: string, where = closed) =>
			as.mutation(api.messages.send, { ...where, clientId, body: 'More' }),
		/** A direct conversation of the two. */
		direct: async () => ({
			conversationId: await asAda.mutation(api.conversations.direct, { subject: grace.subject })
		}),
		join: async (count: number, where: typeof closed) => {
			for (let n = 0; n < count; n++) {
				const subject = `user_${n}`;
				const identity = { ...ada, subject, tokenIdentifier: `https://clerk.example|${subject}` };
				await t.withIdentity(identity).mutation(api.members.join, where);
			}
		}
	};
}

test('a member sees what has come to another’s device, and then what they have read, and when', async () => {
	const { asGrace, ofGrace, deliver, read } = await backend();
	expect(await ofGrace()).toMatchObject({ subject: grace.subject, read: [], delivered: [] });
	vi.setSystemTime(1_030_000);
	await deliver(asGrace, 1);
	expect(await ofGrace()).toMatchObject({ read: [], delivered: [{ number: 1, at: 1_030_000 }] });
	vi.setSystemTime(1_060_000);
	await read(asGrace, 1);
	expect(await ofGrace()).toMatchObject({ read: [{ number: 1, at: 1_060_000 }], delivered: [] });
});

test('a receipt never goes back, nor beyond the messages that there are', async () => {
	const { asGrace, ofGrace, deliver, read } = await backend();
	await deliver(asGrace, 1_000_000);
	await deliver(asGrace, 1);
	expect((await ofGrace())?.delivered).toMatchObject([{ number: 2 }]);
	await read(asGrace, 1_000_000);
	await deliver(asGrace, 2);
	expect(await ofGrace()).toMatchObject({ read: [{ number: 2 }], delivered: [] });
});

test('somebody’s own messages are no receipt of those before', async () => {
	const { asGrace, ofGrace, write } = await backend();
	await write(asGrace, 'g2');
	expect(await ofGrace()).toMatchObject({ read: [], delivered: [] });
});

test('only the last marks are kept', () => {
	let marks: ReturnType<typeof addMark> = [];
	for (let n = 1; n <= MAX_RECEIPT_MARKS + 2; n++) marks = addMark(marks, { number: n, at: n });
	expect(marks).toHaveLength(MAX_RECEIPT_MARKS);
	expect(marks[0]).toEqual({ number: 3, at: 3 });
});

test('who hides their receipts shows none, and sees none', async () => {
	const { asAda, asGrace, of, read } = await backend();
	await read(asGrace, 1);
	await asGrace.mutation(api.users.setReceipts, { isOn: false });
	expect(await of(asAda)).toEqual({ members: [] });
	expect(await of(asGrace)).toEqual({ hidden: 'off', members: [] });
	await read(asGrace, 2);
	await asGrace.mutation(api.users.setReceipts, { isOn: true });
	expect((await of(asAda)).members).toMatchObject([{ read: [{ number: 1 }] }]);
});

test.each([
	['who blocks the other', true],
	['who is blocked by the other', false]
])('somebody %s sees no receipts of theirs', async (_case, isBlocking) => {
	const { asAda, asGrace, of, read } = await backend();
	await read(asGrace, 1);
	if (isBlocking) await asAda.mutation(api.blocks.set, { subject: grace.subject, isOn: true });
	else await asGrace.mutation(api.blocks.set, { subject: ada.subject, isOn: true });
	expect(await of(asAda)).toEqual({ members: [] });
});

test('what did not arrive because of a block does not count as read after it', async () => {
	const { asAda, asGrace, of, read, write, direct } = await backend();
	const where = await direct();
	await write(asAda, 'before', where);
	await asGrace.mutation(api.blocks.set, { subject: ada.subject, isOn: true });
	await write(asAda, 'withheld', where);
	vi.setSystemTime(1_060_000);
	await asGrace.mutation(api.blocks.set, { subject: ada.subject, isOn: false });
	await read(asGrace, 1, where);
	const [member] = (await of(asAda, where)).members;
	const withheld = (await asAda.query(api.messages.list, where)).at(-1);
	expect(member?.since).toBeGreaterThan(withheld!.sentAt);
});

test('who has left has no receipts', async () => {
	const { t, asAda, asGrace, closed, of, read } = await backend();
	await read(asGrace, 1);
	await asGrace.mutation(api.members.leave, closed);
	expect(await of(asAda)).toEqual({ members: [] });
	expect(await t.run(({ db }) => db.query('receipts').collect())).toEqual([]);
	await read(asGrace, 2);
	expect(await refusalOf(of(asGrace))).toEqual({ kind: 'Forbidden' });
});

test('a conversation with more than 20 members shows none, and one of many keeps none', async () => {
	const { t, asAda, of, join, read, write } = await backend();
	const where = { conversationId: await asAda.mutation(api.conversations.create, { name: 'All' }) };
	await join(MAX_RECEIPT_MEMBERS - 1, where);
	expect((await of(asAda, where)).members).toHaveLength(MAX_RECEIPT_MEMBERS - 1);
	await join(MAX_AT_ONCE + 1, where);
	expect(await of(asAda, where)).toEqual({ hidden: 'many', members: [] });
	await write(asAda, 'one', where);
	const identity = { ...ada, subject: 'user_1', tokenIdentifier: 'https://clerk.example|user_1' };
	await read(t.withIdentity(identity), 1, where);
	expect(await t.run(({ db }) => db.query('receipts').collect())).toEqual([]);
	expect(await of(asAda, where)).toEqual({ hidden: 'many', members: [] });
});

test('a stranger delivers nothing, and is no member whose receipts count', async () => {
	const { asAda, asStranger, of, deliver, conversationId } = await backend();
	await deliver(asStranger, 2);
	expect((await of(asAda)).members).toMatchObject([{ delivered: [] }]);
	expect(await of(asStranger, { conversationId })).toEqual({ members: [] });
});
