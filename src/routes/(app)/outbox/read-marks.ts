import {
	defineDelivery,
	type Account,
	type Delivery,
	type OutboxEntry,
	type OptimisticUpdateOptions
} from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { changeConversation } from '../model/conversation-list';
import { quietPolicy } from './quiet-policy';

interface ReadMark {
	conversationId: Id<'conversations'>;
	/** The number of the newest message that was seen. */
	upTo: number;
}

const inRead: OptimisticUpdateOptions<typeof api.reads.get, ReadMark> = {
	query: api.reads.get,
	args: ({ conversationId }) => ({ conversationId }),
	apply: (read, { upTo }) => (typeof read === 'number' && read < upTo ? upTo : read)
};

const inList: OptimisticUpdateOptions<typeof api.conversations.list, ReadMark> = {
	query: api.conversations.list,
	args: () => ({}),
	// What was seen was the newest that there was.
	apply: (list, { conversationId }) =>
		changeConversation(list, conversationId, (conversation) =>
			conversation.unread === 0 ? conversation : { ...conversation, unread: 0 }
		)
};

/** How the outbox delivers what was read. Nothing waits for it, and no refusal of it is worth a word. */
export const readDelivery: Delivery = defineDelivery(api.reads.mark, {
	orderingKey: ({ conversationId }) => `${conversationId} reads`,
	errorPolicy: quietPolicy,
	optimisticUpdates: [inList, inRead]
});

/** Whether an entry of the outbox says what was read. */
export function isReadMark({ mutation }: OutboxEntry): boolean {
	return mutation === readDelivery.name;
}

/**
 * Notes what was read, on this device at once and for the others as soon as it can. Of what waits for one
 * conversation only the furthest stays.
 *
 * @throws OutboxError when it is not kept
 */
export async function markRead(outbox: Account['outbox'], mark: ReadMark): Promise<void> {
	const earlier = outbox.entries.filter(
		(entry) => isReadMark(entry) && entry.args.conversationId === mark.conversationId
	);
	if (earlier.some(({ args }) => typeof args.upTo === 'number' && args.upTo >= mark.upTo)) return;
	for (const { id } of earlier) {
		if (await outbox.edit(id, { ...mark })) return;
	}
	await outbox.enqueue(api.reads.mark, mark);
}
