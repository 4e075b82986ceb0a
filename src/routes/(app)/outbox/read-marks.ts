import { defineDelivery, type Delivery, type OptimisticUpdateOptions } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { changeConversation, isUnread, type ListedConversation } from '../model/conversation-list';
import { quietPolicy } from './error-policies';

/** How far a reader has read a conversation. */
export interface ReadMark {
	conversationId: Id<'conversations'>;
	/** The number of the newest message that the reader has seen. */
	upTo: number;
}

/** Whether a list says less than a mark: the mark was made when the reader had seen the newest message. */
const isBehind = (conversation: ListedConversation, upTo: number) =>
	conversation.readUpTo === undefined ? isUnread(conversation) : conversation.readUpTo < upTo;

const inList: OptimisticUpdateOptions<typeof api.conversations.list, ReadMark> = {
	query: api.conversations.list,
	args: () => ({}),
	apply: (list, { conversationId, upTo }) =>
		changeConversation(list, conversationId, (conversation) =>
			isBehind(conversation, upTo)
				? { ...conversation, unread: 0, readUpTo: upTo, isMarkedUnread: false }
				: conversation
		)
};

/** The delivery of read marks. Nothing waits for them, and a refusal is not shown. */
export const readDelivery: Delivery = defineDelivery(api.reads.mark, {
	orderingKey: ({ conversationId }) => `${conversationId} reads`,
	errorPolicy: quietPolicy,
	optimisticUpdates: [inList]
});
