/** Views of inbox entries: the list of a member, which devices put together from its parts. */
import type { PaginationOptions, PaginationResult } from 'convex/server';
import { v, type Infer } from 'convex/values';
import type { CallerCtx } from './access';
import { toArrangementView } from './arrangements';
import { listedConversation } from './conversationViews';
import type { Doc } from './_generated/dataModel';
import { MAX_INBOX_HEAD, MAX_INBOX_PAGE } from './limits';
import { SOMEONE } from './names';
import { pageWith } from './numberLimits';

/**
 * An inbox entry. The list is sorted by `activeAt`. Of two versions of an entry, the one with the greater
 * `changedAt` is the later. `listed` is `null` when the conversation is not in the list any more.
 */
export const inboxEntryView = v.object({
	id: v.id('conversations'),
	activeAt: v.number(),
	changedAt: v.number(),
	listed: v.union(v.null(), listedConversation)
});

type EntryView = Infer<typeof inboxEntryView>;

/** The caller's conversations in pages, the last active first. */
export async function pageOfInbox(
	{ db, user, organizationId }: CallerCtx,
	options: PaginationOptions
): Promise<PaginationResult<EntryView>> {
	if (user === null) return { page: [], isDone: true, continueCursor: '' };
	const result = await db
		.query('inboxEntries')
		.withIndex('by_userId_organizationId_isGone_activeAt', (q) =>
			q.eq('userId', user._id).eq('organizationId', organizationId).eq('isGone', undefined)
		)
		.order('desc')
		.paginate(options);
	return pageWith(result, result.page.map(toView));
}

/** The entries of the caller's inbox that have changed last, or all that have changed since then; the newest first. */
export async function changedEntries(
	{ db, user, organizationId }: CallerCtx,
	since: number | undefined
): Promise<EntryView[]> {
	if (user === null) return [];
	const entries = await db
		.query('inboxEntries')
		.withIndex('by_userId_organizationId_changedAt', (q) => {
			const own = q.eq('userId', user._id).eq('organizationId', organizationId);
			return since === undefined ? own : own.gt('changedAt', since);
		})
		.order('desc')
		.take(since === undefined ? MAX_INBOX_HEAD : MAX_INBOX_PAGE);
	return entries.map(toView);
}

function toView(entry: Doc<'inboxEntries'>): EntryView {
	const { conversationId: id, activeAt, changedAt, kind, role, clientId, peer } = entry;
	if (entry.isGone) return { id, activeAt, changedAt, listed: null };
	const { count, last, read, ownCount, deletedUpTo = 0 } = entry;
	const unread = Math.max(0, count - read - ownCount);
	const mentionedIn = Math.max(entry.mentionedIn ?? 0, entry.allMentionedIn ?? 0);
	const listed = {
		...{ id, clientId, kind, isMember: true, role, peer },
		...toArrangementView(entry, count),
		name: kind === 'direct' ? (peer?.name ?? SOMEONE) : entry.name,
		unread,
		isMentioned: (unread > 0 && mentionedIn > read) || undefined,
		readUpTo: read,
		lastNumber: count,
		lastMessage: count > deletedUpTo ? last : undefined
	};
	return { id, activeAt, changedAt, listed };
}
