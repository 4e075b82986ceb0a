import type { Account } from '$lib';
import { api } from '$convex/_generated/api';
import { isReadMark } from './entry-kinds';
import type { ReadMark } from './read-marks';

/**
 * Marks a conversation as read: on this device at once, on others when the mark is delivered. Of several
 * pending marks of a conversation only the furthest stays.
 *
 * @throws OutboxError when it is not stored
 */
export async function markRead(outbox: Account['outbox'], mark: ReadMark): Promise<void> {
	const earlier = outbox.entries
		.filter(isReadMark)
		.filter(({ args }) => args.conversationId === mark.conversationId);
	if (earlier.some(({ args }) => args.upTo >= mark.upTo)) return;
	for (const { id } of earlier) {
		if (await outbox.edit(id, { ...mark })) return;
	}
	await outbox.enqueue(api.reads.mark, mark);
}
