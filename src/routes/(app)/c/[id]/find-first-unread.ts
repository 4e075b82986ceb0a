import type { Account, CachedPages } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import type { MessageView } from '../../model/message';
import { firstNew } from '../../reading/new-messages';

/** Among this many messages after the last read one, one of somebody else is expected. */
const MESSAGES_AFTER = 20;

interface FirstUnreadOptions {
	account: Pick<Account, 'convexClient' | 'subject'>;
	conversationId: Id<'conversations'>;
	/** The number of the last message that the user has read. */
	read: number;
	/** The newest messages. */
	newest: readonly MessageView[];
	pages: Pick<CachedPages<MessageView>, 'readCached'> | undefined;
	isLive: boolean;
}

/**
 * Finds the first unread message where it is older than the newest messages. The device knows when the last read
 * one was sent, and the backend what came after it. With no connection it is the first that the device has.
 * `undefined` where the newest messages have it, and where the device lacks the last read one.
 */
export async function findFirstUnread({
	account: { convexClient, subject },
	conversationId,
	read,
	newest,
	pages,
	isLive
}: FirstUnreadOptions): Promise<MessageView | undefined> {
	const oldest = newest.find(({ number }) => number !== undefined);
	if (oldest?.number === undefined || oldest.number <= read + 1) return undefined;
	const cached = (await pages?.readCached()) ?? [];
	const last = cached.find(({ number }) => number === read);
	const after = cached.find(({ number = 0 }) => number > read);
	const isKnown = after?.number === read + 1 || !isLive;
	if (isKnown) return firstNew(cached, subject, read);
	// In a conversation of which nothing is read, the first message is unread.
	if (!last && read > 0) return undefined;
	const range = {
		...(last && { from: last.sentAt }),
		keep: 'oldest',
		limit: MESSAGES_AFTER
	} as const;
	const answer = await convexClient?.query(api.messages.between, { conversationId, range });
	return answer && firstNew(answer, subject, read);
}
