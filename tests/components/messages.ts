import type { Id } from '$convex/_generated/dataModel';
import type { MessageView } from '../../src/routes/(app)/model/message.ts';
import { GRACE } from './world.ts';

/** The id of the conversation in tests. */
export const CONVERSATION = 'general' as Id<'conversations'>;

/** When the first message was sent: so long ago that its time is written in full. */
export const FIRST_SENT = Date.UTC(2026, 0, 5, 9);

/** A message of Grace's, unless `changed` says otherwise. */
export function messageOf(number: number, changed: Partial<MessageView> = {}): MessageView {
	return {
		id: `id-${number}` as Id<'messages'>,
		clientId: `client-${number}`,
		author: 'Grace Hopper',
		authorId: GRACE,
		number,
		body: `Message ${number}.`,
		sentAt: FIRST_SENT + number * 1000,
		...changed
	};
}

/** The messages with these numbers, of one to five lines, so that all heights occur. */
export function messagesFrom(first: number, last: number): MessageView[] {
	return Array.from({ length: last - first + 1 }, (_, index) => {
		const number = first + index;
		const lines = Array<string>(number % 5).fill('Another line.');
		return messageOf(number, { body: [`Message ${number}.`, ...lines].join('\n') });
	});
}
