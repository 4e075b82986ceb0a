import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';

/** A conversation as `conversations:list` returns it. */
export type ListedConversation = FunctionReturnType<typeof api.conversations.list>[number];

/** Conversations that the reader has joined, or has created and not sent yet. */
export const joinedIn = (list: readonly ListedConversation[]): ListedConversation[] =>
	list.filter(({ isMember }) => isMember);

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

/** Whether there are so many that they are worth a filter. */
export const isMany = (list: readonly ListedConversation[]): boolean => list.length > 8;

/** Whether it has unread messages, or is marked so. */
export const isUnread = ({ unread, isMarkedUnread }: ListedConversation): boolean =>
	unread > 0 || isMarkedUnread === true;

/** The number of unread messages in all conversations that are neither muted nor in the archive; of the others, one for a mention. */
export function countUnread(list: readonly ListedConversation[]): number {
	return list.reduce(
		(sum, { unread, isMuted, isArchived, isMentioned }) =>
			sum + (isMuted || isArchived ? Number(isMentioned ?? 0) : unread),
		0
	);
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
