import { toExcerpt } from '$convex/limits';
import type { ListedConversation } from './conversation-list';
import type { MessageView } from './message';

/** The list notes a time of its own for a message: it may differ from the message's by less than this. */
const SAME_MS = 1_000;

/**
 * Whether the newest messages that the device keeps of a conversation end before its last message, or with
 * another version of it.
 *
 * @param last the last message as the list has it
 */
export function isOutdated(
	kept: readonly MessageView[],
	last: ListedConversation['lastMessage']
): boolean {
	// The list of a large conversation may be late.
	if (!last || kept.some(({ sentAt }) => sentAt > last.sentAt + SAME_MS)) return false;
	return !kept.some(
		({ authorId, body, sentAt, removedAt }) =>
			authorId === last.authorId &&
			Math.abs(sentAt - last.sentAt) <= SAME_MS &&
			(removedAt === undefined ? !last.isRemoved && toExcerpt(body) === last.text : last.isRemoved)
	);
}
