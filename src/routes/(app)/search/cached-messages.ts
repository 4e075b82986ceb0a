import type { Account } from '$lib';
import { MAX_FOUND_MESSAGES } from '$convex/limits';
import { findWords, toTerms, type SearchQuery } from '$convex/searchTerms';
import type { Id } from '$convex/_generated/dataModel';
import type { MessageView } from '../model/message';
import type { Person } from '../model/person';
import { conversationMessages } from '../model/conversation-messages';

/** A message that was found, with its conversation. */
export type FoundMessage = MessageView & { conversationId: Id<'conversations'> };

/** A cached message, with its terms: they are read once for all searches. */
export interface CachedMessage {
	message: FoundMessage;
	terms: string[];
}

/** All messages of these conversations that the device keeps, with what is unsent. */
export async function readCachedMessages(
	account: Account,
	conversationIds: readonly Id<'conversations'>[]
): Promise<CachedMessage[]> {
	const cached = await Promise.all(
		conversationIds.map(async (conversationId) => {
			const messages = await account.readCached(conversationMessages, { conversationId });
			return messages.map((message) => ({ ...message, conversationId }));
		})
	);
	return cached.flat().map((message) => ({ message, terms: termsOf(message) }));
}

/** The messages with any of the words, newest first, at most as many as the server would return. */
export function searchMessages(
	cached: readonly CachedMessage[],
	query: SearchQuery
): { messages: FoundMessage[]; isPartial: boolean } {
	const found = cached
		.filter(({ terms }) => findWords(terms, query).length > 0)
		.map(({ message }) => message)
		.sort((a, b) => b.sentAt - a.sentAt);
	const isPartial = found.length > MAX_FOUND_MESSAGES;
	return { messages: found.slice(0, MAX_FOUND_MESSAGES), isPartial };
}

/** The people who have written these messages, each as in their newest. */
export function authorsOf(cached: readonly CachedMessage[]): Person[] {
	const authors = new Map<string, FoundMessage>();
	for (const { message } of cached) {
		const { authorId, sentAt } = message;
		if ((authors.get(authorId)?.sentAt ?? 0) < sentAt) authors.set(authorId, message);
	}
	return [...authors.values()].map(({ authorId: subject, author: name, pictureUrl }) => ({
		subject,
		name,
		...(pictureUrl && { pictureUrl })
	}));
}

function termsOf({ body, removedAt }: FoundMessage): string[] {
	// What the device has kept may be something else than a text.
	if (removedAt !== undefined || typeof body !== 'string') return [];
	return toTerms(body).map((term) => term.text);
}
