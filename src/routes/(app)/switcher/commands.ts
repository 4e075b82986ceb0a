import type { LateIconName } from '../../late-icons';

/** What can be done from everywhere. A text of this name says it. */
export interface Command {
	name:
		| 'newConversation'
		| 'findHere'
		| 'details'
		| 'search'
		| 'directory'
		| 'markAllRead'
		| 'unsent'
		| 'settings'
		| 'shortcuts'
		| 'signOut';
	icon: LateIconName;
	/** The page that it opens. */
	href?: string;
}

/**
 * The commands in their order.
 *
 * @param open the id of the conversation that is open
 * @param hasUnread whether there is something to mark as read
 */
export function commandsFor(open: string | undefined, hasUnread: boolean): Command[] {
	const here: Command[] = [
		{ name: 'findHere', icon: 'search', href: `/c/${open}?find=` },
		{ name: 'details', icon: 'details', href: `/c/${open}/details` }
	];
	const unread: Command[] = [{ name: 'markAllRead', icon: 'read' }];
	return [
		...(open === undefined ? [] : here),
		{ name: 'newConversation', icon: 'pencil', href: '/new' },
		{ name: 'search', icon: 'search', href: '/search' },
		{ name: 'directory', icon: 'directory', href: '/directory' },
		...(hasUnread ? unread : []),
		{ name: 'unsent', icon: 'message', href: '/unsent' },
		{ name: 'settings', icon: 'settings', href: '/settings' },
		{ name: 'shortcuts', icon: 'keyboard' },
		{ name: 'signOut', icon: 'leave' }
	];
}
