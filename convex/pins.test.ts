import { expect, test } from 'vitest';
import { api } from './_generated/api';
import { MAX_PINNING_MEMBERS, MAX_PINS } from './limits';
import {
	ada,
	backendWithClosed,
	backendWithMessages,
	grace,
	refusalOf,
	stranger
} from './test.setup';

const adas = { authorId: ada.subject, clientId: 'a1' };
const graces = { authorId: grace.subject, clientId: 'g1' };

type Backend = Awaited<ReturnType<typeof backendWithMessages>>;

/** What somebody is told of the pins of a conversation. */
async function pinningOf(as: Backend['asAda'], conversationId: Backend['conversationId']) {
	const { pinning } = await as.query(api.besideMessages.of, { conversationId });
	// Versions of the app before this one ask for them alone.
	expect(await as.query(api.pins.list, { conversationId })).toEqual(pinning);
	return pinning;
}

/** Ada's "Hello" and Grace's "Hi" in General, of which both are members. */
async function backend() {
	const found = await backendWithMessages();
	const { asAda, asGrace, conversationId } = found;
	const pin = (message: typeof adas, isOn = true, as = asGrace) =>
		as.mutation(api.pins.set, { conversationId, message, isOn });
	const pinned = async () => (await pinningOf(asAda, conversationId)).pins;
	return { ...found, pin, pinned };
}

test('any member of a small conversation pins, the last one first, and repeated calls change nothing', async () => {
	const { pin, pinned } = await backend();
	await pin(adas);
	await pin(graces);
	await pin(adas);
	expect(await pinned()).toEqual([
		{ ...graces, author: grace.name, text: 'Hi' },
		{ ...adas, author: ada.name, text: 'Hello' }
	]);
	await pin(graces, false);
	await pin(graces, false);
	expect(await pinned()).toMatchObject([adas]);
});

test('a pin shows its message as it is now, and goes with it', async () => {
	const { t, asAda, hello, pin, pinned } = await backend();
	await pin(adas);
	await asAda.mutation(api.messages.edit, { ...hello, editId: 'e1', body: 'Howdy' });
	expect(await pinned()).toMatchObject([{ text: 'Howdy' }]);
	await asAda.mutation(api.messages.remove, hello);
	expect(await pinned()).toEqual([]);
	expect(await t.run((ctx) => ctx.db.query('pins').collect())).toEqual([]);
	expect(await refusalOf(pin(adas))).toEqual({ kind: 'NotFound', what: 'message' });
	expect(await pin(adas, false)).toBeNull();
});

test('where many are, only the owner pins', async () => {
	const { t, asAda, asGrace, closed } = await backendWithClosed();
	const { conversationId } = closed;
	const mayPin = async (as: typeof asAda) => (await pinningOf(as, conversationId)).mayPin;
	expect([await mayPin(asAda), await mayPin(asGrace)]).toEqual([true, true]);
	await t.run(async (ctx) => {
		const user = { subject: 'x', name: 'X' };
		for (let member = 2; member <= MAX_PINNING_MEMBERS; member += 1) {
			const userId = await ctx.db.insert('users', { ...user, tokenIdentifier: `x|${member}` });
			await ctx.db.insert('memberships', { conversationId, userId, role: 'member' });
		}
	});
	expect([await mayPin(asAda), await mayPin(asGrace)]).toEqual([true, false]);
	const pin = { conversationId, message: adas, isOn: true };
	expect(await refusalOf(asGrace.mutation(api.pins.set, pin))).toEqual({ kind: 'Forbidden' });
	await asAda.mutation(api.pins.set, pin);
	expect((await pinningOf(asGrace, conversationId)).pins).toMatchObject([adas]);
});

test('who only reads an open conversation pins nothing', async () => {
	const { t, asAda, conversationId } = await backend();
	const asStranger = t.withIdentity(stranger);
	await asStranger.mutation(api.users.store);
	await asStranger.mutation(api.members.leave, { conversationId });
	const call = { conversationId, message: adas, isOn: true };
	expect(await refusalOf(asStranger.mutation(api.pins.set, call))).toEqual({ kind: 'Forbidden' });
	expect((await pinningOf(asStranger, conversationId)).mayPin).toBe(false);
	expect((await pinningOf(asAda, conversationId)).mayPin).toBe(true);
});

test('one more than the most is refused, and pins nothing', async () => {
	const { t, conversationId, pin, pinned } = await backend();
	await t.run(async (ctx) => {
		const [message] = await ctx.db.query('messages').collect();
		if (!message) throw new Error('There are no messages.');
		const { _id, _creationTime, ...copied } = message;
		for (let number = 0; number < MAX_PINS; number += 1) {
			const copy = { ...copied, clientId: `${_id} ${_creationTime} ${number}` };
			const messageId = await ctx.db.insert('messages', copy);
			await ctx.db.insert('pins', { conversationId, messageId });
		}
	});
	const tooMany = { kind: 'Invalid', field: 'message', reason: 'tooMany', limit: MAX_PINS };
	expect(await refusalOf(pin(graces))).toEqual(tooMany);
	expect(await pinned()).toHaveLength(MAX_PINS);
});

test('the pins of a removed conversation are deleted', async () => {
	const { t, asAda, closed } = await backendWithClosed();
	await asAda.mutation(api.pins.set, { ...closed, message: adas, isOn: true });
	await asAda.mutation(api.conversations.remove, closed);
	await t.finishAllScheduledFunctions(() => undefined);
	expect(await t.run((ctx) => ctx.db.query('pins').collect())).toEqual([]);
});
