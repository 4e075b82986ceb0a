/** How a member has arranged a conversation in their own list: nobody else notices. */
import type { Doc } from './_generated/dataModel';

/** It is the same in a membership and in its inbox entry. */
type Arrangement = Pick<
	Doc<'memberships'>,
	'isMuted' | 'isPinned' | 'isMarkedUnread' | 'archivedUpTo'
>;

/** The arrangement alone. */
export function arrangementIn(of: Arrangement): Arrangement {
	const { isMuted, isPinned, isMarkedUnread, archivedUpTo } = of;
	return { isMuted, isPinned, isMarkedUnread, archivedUpTo };
}

/**
 * Whether it is in the archive. A message after the number up to which it was archived brings it back, unless it
 * is muted: so a message has nothing to write for that.
 *
 * @param count the number of its messages
 */
export function isArchived({ archivedUpTo, isMuted }: Arrangement, count: number): boolean {
	return archivedUpTo !== undefined && (isMuted === true || count <= archivedUpTo);
}

/** The arrangement as a list shows it. */
export function toArrangementView(of: Arrangement, count: number) {
	const { isMuted, isPinned, isMarkedUnread } = of;
	return { isMuted, isPinned, isMarkedUnread, isArchived: isArchived(of, count) || undefined };
}
