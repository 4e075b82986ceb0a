import type { RefreshedDefinition } from '$lib';
import { api } from '$convex/_generated/api';
import type { Id } from '$convex/_generated/dataModel';
import { MAX_HISTORY_PAGE, NEWEST_MESSAGES } from '$convex/limits';
import type { MessageView } from './message';

/** All messages of a conversation. */
export const conversationMessages: RefreshedDefinition<
	{ conversationId: Id<'conversations'> },
	MessageView
> = {
	newest: api.messages.list,
	between: api.messages.between,
	betweenMany: api.messages.betweenMany,
	newestSize: NEWEST_MESSAGES,
	pageSize: MAX_HISTORY_PAGE,
	keyOf: ({ id }) => id,
	orderOf: ({ sentAt }) => sentAt
};
