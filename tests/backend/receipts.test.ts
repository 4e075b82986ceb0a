/** What receipts run again, counted by the local Convex. */
import { expect, test } from 'vitest';
import { api } from '../../convex/_generated/api.js';
import { startSeeded, watch } from './seeded.ts';

const ignore = () => undefined;

test('a mark tells those who have the conversation open, and a message of one’s own tells nobody', async () => {
	const { made, connect, functionsRun } = await startSeeded(async (as) => {
		await as('ada', 'users:store', {});
		const here = await as('ada', 'conversations:create', { name: 'Here' });
		await as('grace', 'members:join', { conversationId: here });
		await as('ada', 'messages:send', { conversationId: here, clientId: 'a', body: 'Hello' });
		return here;
	});
	const here = { conversationId: made };
	const [ada, grace, stranger] = [connect('ada'), connect('grace'), connect('stranger')];
	await watch(ada, [api.besideMessages.of, here, ignore]);
	await watch(grace, [api.besideMessages.of, here, ignore]);
	await watch(stranger, [api.messages.list, here, ignore]);
	await functionsRun();

	await grace.mutation(api.receipts.deliver, { marks: [{ ...here, upTo: 1 }] });
	expect(await functionsRun()).toEqual({ 'receipts:deliver': 1, 'besideMessages:of': 1 });
	await grace.mutation(api.reads.mark, { ...here, upTo: 1 });
	expect(await functionsRun()).toEqual({ 'reads:mark': 1, 'besideMessages:of': 1 });
	// It was read: that it has come is no news.
	await grace.mutation(api.receipts.deliver, { marks: [{ ...here, upTo: 1 }] });
	expect(await functionsRun()).toEqual({ 'receipts:deliver': 1 });

	await grace.mutation(api.messages.send, { ...here, clientId: 'g', body: 'Hi' });
	expect(await functionsRun()).toEqual({ 'messages:send': 1, 'messages:list': 1 });
	await grace.mutation(api.presence.beat, { ...here, isTyping: true });
	expect(await functionsRun()).toEqual({ 'presence:beat': 1 });
});
