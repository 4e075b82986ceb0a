import { defineDelivery, type Delivery, type OptimisticUpdateOptions } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { changeConversation, isUnread } from '../model/conversation-list';
import { quietPolicy } from './error-policies';

/** How far a reader has read a conversation. */
export interface ReadMark {
	conversationId: Id<'conversations'>;
	/** The number of the newest message that the reader has seen. */
	upTo: number;
}

const inList: OptimisticUpdateOptions<typeof api.conversations.list, ReadMark> = {
	query: api.conversations.list,
	args: () => ({}),
	// The reader has seen the newest message.
	apply: (list, { conversationId, upTo }) =>
		changeConversation(list, conversationId, (conversation) =>
			isUnread(conversation) || (conversation.readUpTo ?? Infinity) < upTo
				? {
						...conversation,
						unread: 0,
						readUpTo: Math.max(conversation.readUpTo ?? 0, upTo),
						isMarkedUnread: false
					}
				: conversation
		)
};

/** The delivery of read marks. Nothing waits for them, and a refusal is not shown. */
export const readDelivery: Delivery = defineDelivery(api.reads.mark, {
	orderingKey: ({ conversationId }) => `${conversationId} reads`,
	errorPolicy: quietPolicy,
	optimisticUpdates: [inList]
});
