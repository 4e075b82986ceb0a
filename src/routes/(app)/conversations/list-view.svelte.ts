import { createContext } from 'svelte';
import type { ListedConversation } from '../model/conversation-list';

/** Which conversations a list shows. */
export interface Filter {
	name: 'all' | 'unread' | 'groups' | 'archived';
	/** Whether the list shows one of them. `isOpen`: it is the one that is open. */
	matches: (conversation: ListedConversation, isOpen: boolean) => boolean;
}

/** What a launch shows: all but the archive. The other filters come later, in `list-filters.ts`. */
export const ALL: Filter = { name: 'all', matches: ({ isArchived }) => !isArchived };

/** What the lists of one window show: it lasts as long as the window. */
export class ListView {
	filter = $state.raw(ALL);
}

export const [useListView, provideListView] = createContext<ListView>();
