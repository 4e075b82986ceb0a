import { createContext } from 'svelte';
import { isUnread, type ListedConversation } from '../model/conversation-list';

/** Which conversations a list shows. */
export type Filter = 'all' | 'unread' | 'groups' | 'archived';

const isGroup = ({ kind }: ListedConversation) => kind !== 'direct';
const MATCHES = { all: () => true, unread: isUnread, groups: isGroup, archived: () => true };

/** What the lists of one window show: it lasts as long as the window. */
export class ListView {
	filter = $state<Filter>('all');
}

/** Whether a list shows a conversation. The open one stays under the hand that has opened it. */
export function isShown(filter: Filter, conversation: ListedConversation, isOpen = false): boolean {
	const isWhere = (filter === 'archived') === (conversation.isArchived === true);
	return isWhere && (isOpen || MATCHES[filter](conversation));
}

export const [useListView, provideListView] = createContext<ListView>();
