import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';

/** A conversation as `conversations:list` returns it. */
export type ListedConversation = FunctionReturnType<typeof api.conversations.list>[number];

/** The parts of the list, each in the list's order. */
export interface ConversationSections {
	/** What the reader is invited to, and has not answered. */
	invitations: ListedConversation[];
	/** What they are in, or have made and not sent yet. */
	joined: ListedConversation[];
	/** What is open to them. */
	open: ListedConversation[];
}

/** Sorts a list by what the reader is to the conversations. */
export function sectionsOf(list: readonly ListedConversation[]): ConversationSections {
	return {
		invitations: list.filter(({ invitedBy }) => invitedBy !== undefined),
		joined: list.filter(({ isMember }) => isMember),
		open: list.filter(({ isMember, invitedBy }) => !isMember && invitedBy === undefined)
	};
}

/** The beginning of the list: so many of its conversations, and all invitations; and whether there are more. */
export function beginningOf(
	sections: ConversationSections,
	most: number
): ConversationSections & { isCut: boolean } {
	const joined = sections.joined.slice(0, most);
	const open = sections.open.slice(0, most - joined.length);
	const isCut = joined.length + open.length < sections.joined.length + sections.open.length;
	return { ...sections, joined, open, isCut };
}

/** Whether its messages may be read: nobody reads a closed one that they are only invited to. */
export function isReadable({
	isMember,
	kind
}: Pick<ListedConversation, 'isMember' | 'kind'>): boolean {
	return isMember || kind === 'open';
}

/** How many messages are new to the reader, in all conversations. */
export function countUnread(list: readonly ListedConversation[]): number {
	return list.reduce((sum, { unread }) => sum + unread, 0);
}

/** The list with a change of one conversation, which leaves where it is `undefined`. */
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
