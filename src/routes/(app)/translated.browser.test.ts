import { expect, test } from 'vitest';
import { messageOf, provideConversation, waiting } from '../../../tests/components/messages';
import { mount } from '../../../tests/components/mount';
import { translate } from '../../../tests/components/translate';
import ConversationLink from './conversations/ConversationLink.svelte';
import type { ListedConversation } from './model/conversation-list';
import Message from './messages/Message.svelte';

test('a translated message shows its new text, its state and its end', async () => {
	const message = messageOf(3, { body: 'The `old` text' });
	const { container, change } = await mount(
		Message,
		{
			message,
			isMine: true,
			isLast: true,
			entry: waiting(message)
		},
		{ provide: provideConversation }
	);
	expect(translate(container)).toBeGreaterThan(0);
	const body = container.querySelector('.body');
	expect(body?.textContent).toContain('«The »');

	await change({ message: { ...message, body: 'Another text', editedAt: 1 }, entry: undefined });
	expect(container.querySelector('.body')?.textContent?.trim()).toBe('Another text');
	expect(container.textContent).toContain('Sent');
	expect(container.textContent).not.toContain('Saved on this device');
	expect(container.textContent).toContain('edited');

	translate(container);
	await change({ message: { ...message, body: '', removedAt: 2 }, entry: undefined });
	expect(container.querySelector('.body')?.textContent?.trim()).toBe('You deleted this message');
	expect(container.textContent).not.toContain('edited');
});

test('a translated list shows the last words, the name and the number of what is new', async () => {
	const conversation = {
		id: 'conversation',
		name: 'General',
		kind: 'open',
		isMember: true,
		unread: 1,
		lastMessage: {
			author: 'Grace Hopper',
			authorId: 'grace',
			text: 'First',
			sentAt: 0,
			isRemoved: false
		}
	} as unknown as ListedConversation;
	const { container, change } = await mount(
		ConversationLink,
		{ conversation, isOpen: false, making: undefined },
		{ provide: provideConversation }
	);
	expect(translate(container)).toBeGreaterThan(0);
	const lastMessage = { ...conversation.lastMessage!, text: 'Third' };
	await change({ conversation: { ...conversation, name: 'Book club', unread: 3, lastMessage } });
	const link = container.querySelector('a');
	expect(link?.querySelector('.last')?.textContent?.trim()).toBe('Grace Hopper: Third');
	expect(link?.querySelector('.name')?.textContent).toBe('Book club');
	expect(link?.querySelector('.count')?.textContent).toBe('3');
});
