/** Messages, and what their components need, for component tests. */
import type { Account, OutboxEntry } from '../../src/lib/index.ts';
import type { MessageView } from '../../src/routes/(app)/model/message.ts';
import { provideAccount } from '../../src/routes/(app)/use-account.ts';
import { setMessageHandlers } from '../../src/routes/(app)/messages/message-handlers.ts';

export const ADA = 'ada';
export const GRACE = 'grace';

/** The first message's time; each further one is half a minute later. */
export const FIRST_AT = Date.UTC(2026, 2, 6, 10, 32);

/** A message with a number, of one to six lines' length. */
export function messageOf(number: number, change: Partial<MessageView> = {}): MessageView {
	const isAdas = number % 3 === 0;
	return {
		id: `message-${number}` as MessageView['id'],
		clientId: `client-${number}`,
		author: isAdas ? 'Ada Lovelace' : 'Grace Hopper',
		authorId: isAdas ? ADA : GRACE,
		number,
		body: `Message ${number}. ${'A few words more than before. '.repeat(number % 12)}`.trim(),
		sentAt: FIRST_AT + number * 30_000,
		...change
	};
}

/** Ada's account, as far as the components of messages read it. */
function accountWith(): Account {
	const outbox = { entries: [], durability: 'device', unreadable: 0 };
	const texts = { text: () => undefined, setText: () => undefined };
	return { subject: ADA, outbox, texts } as unknown as Account;
}

/** Ada's entry of a message that waits. */
export function waiting({ clientId, body, sentAt }: MessageView): OutboxEntry {
	return {
		id: clientId,
		subject: ADA,
		mutation: 'messages:send',
		args: { clientId, body },
		orderingKey: 'conversation',
		writtenAt: sentAt,
		state: { status: 'waiting' }
	};
}

/** Provides Ada's account, and the actions of messages, which do nothing. */
export function provideConversation(): void {
	const ignore = () => undefined;
	provideAccount(accountWith());
	setMessageHandlers({
		conversationId: 'conversation' as never,
		reply: ignore,
		react: ignore,
		edit: ignore,
		remove: ignore
	});
}
