import { isUnread, joinedIn, type ListedConversation } from './conversation-list';

/** The conversations that can be marked as read, without those in the archive. */
export const unreadIn = (list: readonly ListedConversation[]): ListedConversation[] =>
	joinedIn(list).filter((one) => isUnread(one) && !one.isArchived);
