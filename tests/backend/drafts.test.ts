/** What drafts run again, counted by the local Convex. */
import { expect, test } from 'vitest';
import { api } from '../../convex/_generated/api.js';
import { startSeeded, watch } from './seeded.ts';

const ignore = () => undefined;

test('a draft tells only its author’s devices, and ends with its message at no call of its own', async () => {
	const { made, connect, functionsRun } = await startSeeded(async (as) => {
		await as('ada', 'users:store', {});
		const here = await as('ada', 'conversations:create', { name: 'Here' });
		await as('grace', 'members:join', { conversationId: here });
		return here;
	});
	const here = { conversationId: made };
	const [ada, grace] = [connect('ada'), connect('grace')];
	await watch(ada, [api.drafts.list, {}, ignore]);
	await watch(grace, [api.drafts.list, {}, ignore], [api.messages.list, here, ignore]);
	await functionsRun();

	await ada.mutation(api.drafts.save, { ...here, id: 'd1', text: 'Dear', seen: [] });
	expect(await functionsRun()).toEqual({ 'drafts:save': 1, 'drafts:list': 1 });
	const message = { ...here, clientId: 'a', body: 'Dear Grace' };
	await ada.mutation(api.messages.send, { ...message, draftIds: ['d1'] });
	expect(await functionsRun()).toEqual({
		'messages:send': 1,
		'messages:list': 1,
		'drafts:list': 1
	});
});
