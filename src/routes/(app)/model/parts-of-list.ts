import { isUnread, joinedIn, type ListedConversation } from './conversation-list';

// Parts of the list that no launch shows.

/** Conversations to which the reader is invited, without an answer yet. */
export const invitationsIn = (list: readonly ListedConversation[]): ListedConversation[] =>
	list.filter(({ invitedBy }) => invitedBy !== undefined);

/** Open conversations that the reader has not joined. */
export const openIn = (list: readonly ListedConversation[]): ListedConversation[] =>
	list.filter(({ isMember, invitedBy }) => !isMember && invitedBy === undefined);

/** The conversations that can be marked as read, without those in the archive. */
export const unreadIn = (list: readonly ListedConversation[]): ListedConversation[] =>
	joinedIn(list).filter((one) => isUnread(one) && !one.isArchived);
