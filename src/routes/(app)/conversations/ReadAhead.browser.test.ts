import { expect, test } from 'vitest';
import type { Id } from '$convex/_generated/dataModel';
import { mount } from '../../../../tests/components/mount';
import {
	CONVERSATION,
	listed,
	messagesFrom,
	worldWith
} from '../../../../tests/components/messages';
import { GRACE } from '../../../../tests/components/world';
import { conversationMessages } from '../model/conversation-messages';
import ReadAhead from './ReadAhead.svelte';

const lastMessage = {
	author: 'Grace Hopper',
	authorId: GRACE,
	text: 'Message 3.',
	sentAt: messagesFrom(3, 3)[0]?.sentAt ?? 0,
	isRemoved: false
};

test('conversations that were never opened are kept on the device, also those that come later', async () => {
	const world = worldWith([listed({ lastMessage })]);
	const launched = await world.launch();
	const keptOf = (conversationId: Id<'conversations'>) => async () =>
		(await launched.account.readCached(conversationMessages, { conversationId })).length;
	expect(await keptOf(CONVERSATION)()).toBe(0);
	await mount(ReadAhead, {}, launched);
	await expect.poll(keptOf(CONVERSATION)).toBe(3);

	const id = 'later' as Id<'conversations'>;
	world.convex.results.set('conversations:list', [
		listed({ lastMessage }),
		listed({ id, lastMessage })
	]);
	world.convex.publish();
	await expect.poll(keptOf(id)).toBe(3);
});
