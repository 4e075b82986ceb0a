import type { Account } from '$lib';
import { MAX_FOUND_MESSAGES } from '$convex/limits';
import type { Id } from '$convex/_generated/dataModel';
import type { MessageView } from '../model/message';
import { conversationMessages } from '../model/conversation-messages';
import { hasWord } from './search-words';

/** A message that was found, with its conversation. */
export type FoundMessage = MessageView & { conversationId: Id<'conversations'> };

/** What the device has kept may be something else. */
const isText = (body: unknown) => typeof body === 'string';

/** All messages of these conversations that the device keeps, with what is unsent. */
export async function readCachedMessages(
	account: Account,
	conversationIds: readonly Id<'conversations'>[]
): Promise<FoundMessage[]> {
	const cached = await Promise.all(
		conversationIds.map(async (conversationId) => {
			const messages = await account.readCached(conversationMessages, { conversationId });
			return messages.map((message) => ({ ...message, conversationId }));
		})
	);
	return cached.flat();
}

/** The messages with any of the words, newest first, at most as many as the server would return. */
export function searchMessages(
	messages: readonly FoundMessage[],
	words: readonly string[]
): FoundMessage[] {
	return messages
		.filter(
			({ body, removedAt }) => removedAt === undefined && isText(body) && hasWord(body, words)
		)
		.sort((a, b) => b.sentAt - a.sentAt)
		.slice(0, MAX_FOUND_MESSAGES);
}
