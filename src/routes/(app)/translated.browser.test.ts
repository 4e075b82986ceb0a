import { expect, test } from 'vitest';
import type { OutboxEntry } from '$lib';
import { messageOf, offlineAccount } from '../../../tests/components/messages';
import { mount } from '../../../tests/components/mount';
import { ADA } from '../../../tests/components/world';
import { translate } from '../../../tests/components/translate';
import ConversationLink from './conversations/ConversationLink.svelte';
import type { ListedConversation } from './model/conversation-list';
import type { MessageView } from './model/message';
import Message from './messages/Message.svelte';

/** Ada's entry of a message that waits. */
const waiting = ({ clientId, body, sentAt }: MessageView): OutboxEntry => ({
	id: clientId,
	subject: ADA,
	mutation: 'messages:send',
	args: { clientId, body },
	orderingKey: 'conversation',
	writtenAt: sentAt,
	state: { status: 'waiting' }
});

test('a translated message shows its new text, its state and its end', async () => {
	const message = messageOf(3, { author: 'Ada Lovelace', authorId: ADA, body: 'The `old` text' });
	const { frame, update } = await mount(
		Message,
		{
			message,
			isMine: true,
			isLast: true,
			entry: waiting(message)
		},
		await offlineAccount()
	);
	expect(translate(frame)).toBeGreaterThan(0);
	const body = frame.querySelector('.body');
	expect(body?.textContent).toContain('«The ');

	await update({ message: { ...message, body: 'Another text', editedAt: 1 }, entry: undefined });
	expect(frame.querySelector('.body')?.textContent?.trim()).toBe('Another text');
	expect(frame.textContent).toContain('Sent');
	expect(frame.textContent).not.toContain('Saved on this device');
	expect(frame.textContent).toContain('edited');

	translate(frame);
	await update({ message: { ...message, body: '', removedAt: 2 }, entry: undefined });
	expect(frame.querySelector('.body')?.textContent?.trim()).toBe('You deleted this message');
	expect(frame.textContent).not.toContain('edited');
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
	const { frame, update } = await mount(
		ConversationLink,
		{ conversation, isOpen: false },
		await offlineAccount()
	);
	expect(translate(frame)).toBeGreaterThan(0);
	const lastMessage = { ...conversation.lastMessage!, text: 'Third' };
	await update({ conversation: { ...conversation, name: 'Book club', unread: 3, lastMessage } });
	const link = frame.querySelector('a');
	expect(link?.querySelector('.last')?.textContent?.trim()).toBe('Grace Hopper: Third');
	expect(link?.querySelector('.name')?.textContent).toBe('Book club');
	expect(link?.querySelector('.count')?.textContent).toBe('3');
});
