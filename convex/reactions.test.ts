import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from './_generated/api';
import { MAX_REACTION_KINDS } from './limits';
import { ada, backendWithMessages, grace, refusalOf } from './test.setup';

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

const noMessage = { kind: 'NotFound', what: 'message' };

async function backend() {
	const found = await backendWithMessages();
	const { asAda, asGrace, conversationId } = found;
	const message = { authorId: ada.subject, clientId: 'a1' };
	const reactions = async (as: typeof asAda) =>
		(await as.query(api.messages.list, { conversationId }))[0]?.reactions;
	return {
		...found,
		message,
		set: (as: typeof asAda, emoji: string, isOn = true, name = message) =>
			as.mutation(api.reactions.set, { conversationId, message: name, emoji, isOn }),
		adaSees: () => reactions(asAda),
		graceSees: () => reactions(asGrace)
	};
}

test('reactions are counted in the order of their arrival, and the user’s own are marked', async () => {
	const { asAda, asGrace, set, adaSees, graceSees } = await backend();
	expect(await graceSees()).toBeUndefined();
	await set(asGrace, '👍');
	await set(asAda, '🎉');
	await set(asAda, '👍');
	expect(await graceSees()).toEqual([
		{ emoji: '👍', count: 2, isMine: true },
		{ emoji: '🎉', count: 1, isMine: false }
	]);
	expect(await adaSees()).toMatchObject([{ isMine: true }, { isMine: true }]);
});

test('setting or removing a reaction again changes nothing', async () => {
	const { asGrace, set, graceSees } = await backend();
	await set(asGrace, '👍');
	await set(asGrace, '👍');
	expect(await graceSees()).toEqual([{ emoji: '👍', count: 1, isMine: true }]);
	await set(asGrace, '👍', false);
	await set(asGrace, '👍', false);
	expect(await graceSees()).toBeUndefined();
});

test('a user cannot remove another user’s reaction', async () => {
	const { asAda, asGrace, set, adaSees } = await backend();
	await set(asGrace, '👍');
	await set(asAda, '👍', false);
	expect(await adaSees()).toEqual([{ emoji: '👍', count: 1, isMine: false }]);
});

test.each(['👍', '❤', '❤️', '👩🏽‍🚀', '👨‍👩‍👧‍👦', '🇮🇱', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣'])('%s is an emoji', async (emoji) => {
	const { asGrace, set, graceSees } = await backend();
	await set(asGrace, emoji);
	expect(await graceSees()).toMatchObject([{ emoji }]);
});

test.each([
	['a', 'notEmoji'],
	['👍👍', 'notEmoji'],
	['👍 ', 'notEmoji'],
	['1', 'notEmoji'],
	['<b>', 'notEmoji'],
	['', 'empty'],
	['👍'.repeat(17), 'tooLong']
])('%j is refused as an emoji', async (emoji, reason) => {
	const { asGrace, set } = await backend();
	const refusal = { kind: 'Invalid', field: 'emoji', reason };
	expect(await refusalOf(set(asGrace, emoji))).toMatchObject(refusal);
});

test('a message has a bounded number of kinds of reactions', async () => {
	const { asAda, asGrace, set, graceSees } = await backend();
	for (let n = 0; n < MAX_REACTION_KINDS; n++) {
		await set(asAda, String.fromCodePoint(0x1f600 + n));
	}
	expect(await refusalOf(set(asGrace, '👍'))).toEqual({
		kind: 'Invalid',
		field: 'emoji',
		reason: 'tooMany',
		limit: MAX_REACTION_KINDS
	});
	await set(asGrace, '😀');
	expect(await graceSees()).toHaveLength(MAX_REACTION_KINDS);
	expect((await graceSees())?.[0]).toEqual({ emoji: '😀', count: 2, isMine: true });
});

test('a removed message loses its reactions and accepts no new ones', async () => {
	const { t, asAda, asGrace, hello, set, graceSees } = await backend();
	await set(asGrace, '👍');
	await asAda.mutation(api.messages.remove, hello);
	expect(await graceSees()).toBeUndefined();
	await t.finishAllScheduledFunctions(vi.runAllTimers);
	expect(await t.run((ctx) => ctx.db.query('reactions').collect())).toEqual([]);
	expect(await refusalOf(set(asGrace, '👍'))).toEqual(noMessage);
	expect(await set(asGrace, '👍', false)).toBeNull();
});

test('who has reacted is listed with what, in the order of arrival', async () => {
	const { asAda, asGrace, conversationId, hello, message, set } = await backend();
	const people = () => asGrace.query(api.reactions.people, { conversationId, message });
	expect(await people()).toEqual([]);
	await set(asGrace, '🚀');
	vi.advanceTimersByTime(1);
	await set(asAda, '🎉');
	vi.advanceTimersByTime(1);
	await set(asGrace, '🎉');
	expect(await people()).toMatchObject([
		{ subject: grace.subject, name: grace.name, emoji: '🚀' },
		{ subject: ada.subject, name: ada.name, emoji: '🎉' },
		{ subject: grace.subject, name: grace.name, emoji: '🎉' }
	]);
	await asAda.mutation(api.messages.remove, hello);
	expect(await people()).toEqual([]);
});

test('a message of another conversation is not found', async () => {
	const { asAda, message } = await backend();
	const conversationId = await asAda.mutation(api.conversations.create, { name: 'Other' });
	const call = asAda.mutation(api.reactions.set, {
		conversationId,
		message,
		emoji: '👍',
		isOn: true
	});
	expect(await refusalOf(call)).toEqual(noMessage);
});
