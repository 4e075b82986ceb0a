import { isUnread } from '../model/conversation-list';
import { ALL, type Filter } from './list-view.svelte';

/** The filters that a reader chooses from. */
export const FILTERS: Readonly<Record<Filter['name'], Filter>> = {
	all: ALL,
	unread: {
		name: 'unread',
		// What one has just opened stays under one's hand.
		matches: (one, isOpen) => !one.isArchived && (isOpen || isUnread(one))
	},
	groups: { name: 'groups', matches: ({ isArchived, kind }) => !isArchived && kind !== 'direct' },
	archived: { name: 'archived', matches: ({ isArchived }) => isArchived === true }
};
