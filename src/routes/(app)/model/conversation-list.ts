import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';

/** A conversation as `conversations:list` returns it. */
export type ListedConversation = FunctionReturnType<typeof api.conversations.list>[number];

/** The parts of the list, each in the list's order. */
export interface ConversationSections {
	/** Conversations to which the reader is invited, without an answer yet. */
	invitations: ListedConversation[];
	/** Conversations that they have joined, or have created and not sent yet. */
	joined: ListedConversation[];
	/** Open conversations that they have not joined. */
	open: ListedConversation[];
}

/** Splits a list by the reader's relation to the conversations. */
export function sectionsOf(list: readonly ListedConversation[]): ConversationSections {
	return {
		invitations: list.filter(({ invitedBy }) => invitedBy !== undefined),
		joined: list.filter(({ isMember }) => isMember),
		open: list.filter(({ isMember, invitedBy }) => !isMember && invitedBy === undefined)
	};
}

/**
 * The beginning of the list: up to `most` conversations and all invitations, and whether there are
 * more.
 */
export function beginningOf(
	sections: ConversationSections,
	most: number
): ConversationSections & { isCut: boolean } {
	const joined = sections.joined.slice(0, most);
	const open = sections.open.slice(0, most - joined.length);
	const isCut = joined.length + open.length < sections.joined.length + sections.open.length;
	return { ...sections, joined, open, isCut };
}

/**
 * Whether the reader may read its messages: an invitation alone does not allow it in a closed
 * conversation.
 */
export function isReadable({
	isMember,
	kind
}: Pick<ListedConversation, 'isMember' | 'kind'>): boolean {
	return isMember || kind === 'open';
}

/** The number of unread messages in all conversations that are not muted. */
export function countUnread(list: readonly ListedConversation[]): number {
	return list.reduce((sum, { unread, isMuted }) => (isMuted ? sum : sum + unread), 0);
}

/** Changes one conversation of the list; `undefined` as the result of the change removes it. */
export function changeConversation(
	list: ListedConversation[] | undefined,
	id: string,
	change: (conversation: ListedConversation) => ListedConversation | undefined
): ListedConversation[] | undefined {
	const index = list?.findIndex((one) => one.id === id) ?? -1;
	const conversation = list?.[index];
	if (!list || !conversation) return list;
	const changed = change(conversation);
	if (changed === conversation) return list;
	return changed ? list.with(index, changed) : list.toSpliced(index, 1);
}
