/**
 * Inbox entries: what the list of a member shows of a conversation, in one document. Whatever changes it writes
 * it here too. A message in a conversation of up to {@link MAX_AT_ONCE} members writes the entry of each. In a
 * larger one it writes only the author's; `inboxSpreads.ts` brings those of the others up to date, all at once
 * for many messages. So what a message writes does not grow with the number of members.
 */
import { findConversation, findInConversation } from './access';
import { arrangementIn } from './arrangements';
import { findSummary } from './conversationSummaries';
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx, QueryCtx } from './_generated/server';
import { SOMEONE } from './names';
import { findSpread, requestSpread } from './startedSpreads';

/** The most members whose entries one message writes. */
export const MAX_AT_ONCE = 32;

/** The most entries that a removal empties at once. Its cascade empties the others. */
const MAX_EMPTIED = 100;

/** The entries that are gone for longer than a day are deleted: every device has heard of them, or asks anew. */
const FORGOTTEN_MS = 24 * 60 * 60_000;

/** The most of them that one call deletes. */
const MAX_FORGOTTEN = 50;

type Entry = Doc<'inboxEntries'>;

/** What the entries of all members have in common. */
export type SharedPart = Pick<Entry, 'name' | 'count' | 'last' | 'activeAt' | 'allMentionedIn'>;

/** Writes the entry of a membership as it is now: it is new, or something of it has changed. */
export async function writeEntry(ctx: MutationCtx, membership: Doc<'memberships'>): Promise<void> {
	const { conversationId, userId, role, peerId, isHidden, deletedUpTo } = membership;
	const conversation = await findConversation(ctx, conversationId);
	const known = await findInConversation(ctx, 'inboxEntries', conversationId, userId);
	if (conversation === null || isHidden) {
		if (known) await emptyEntry(ctx, known);
		return;
	}
	const { kind, organizationId, creatorId, clientId } = conversation;
	const read = await findInConversation(ctx, 'reads', conversationId, userId);
	const peer = peerId && (await ctx.db.get('users', peerId));
	const entry = {
		...{ conversationId, userId, organizationId, kind, role, deletedUpTo },
		...arrangementIn(membership),
		mentionedIn: known?.mentionedIn,
		...(await sharedPartOf(ctx, conversation)),
		...(creatorId === userId && { clientId }),
		...(peer && {
			peer: { subject: peer.subject, name: peer.name, pictureUrl: peer.pictureUrl }
		}),
		...readPartOf(read),
		changedAt: nextChange(known)
	};
	if (known === null) await ctx.db.insert('inboxEntries', entry);
	else await ctx.db.replace('inboxEntries', known._id, entry);
}

/** Writes what the member's list shows, after a change of the membership. */
export async function writeEntryOf(ctx: MutationCtx, id: Id<'memberships'>): Promise<void> {
	const membership = await ctx.db.get('memberships', id);
	if (membership !== null) await writeEntry(ctx, membership);
}

/** Takes a conversation out of a member's list. What is left says to their devices that it is gone. */
export async function emptyEntry(ctx: MutationCtx, entry: Entry): Promise<void> {
	if (entry.isGone) return;
	const { conversationId, userId, organizationId, kind } = entry;
	await ctx.db.replace('inboxEntries', entry._id, {
		...{ conversationId, userId, organizationId, kind, isGone: true, activeAt: Date.now() },
		...{ name: '', role: 'member', count: 0, read: 0, ownCount: 0, changedAt: nextChange(entry) }
	});
}

/** Takes a removed conversation out of the lists of its members: at least of this one and of the first. */
export async function emptyEntries(
	ctx: MutationCtx,
	conversationId: Id<'conversations'>,
	userId?: Id<'users'>
): Promise<void> {
	const own = userId && (await findInConversation(ctx, 'inboxEntries', conversationId, userId));
	if (own) await emptyEntry(ctx, own);
	const others = await entriesOf(ctx, conversationId).take(MAX_EMPTIED);
	for (const one of others) await emptyEntry(ctx, one);
}

/**
 * Shows a change of a conversation, such as a new message, in the lists of its members: of many, in the list of
 * the one who has made it, and soon in the others'.
 */
export async function showChange(
	ctx: MutationCtx,
	conversationId: Id<'conversations'>,
	userId?: Id<'users'>
): Promise<void> {
	const conversation = await findConversation(ctx, conversationId);
	if (conversation === null) return;
	const shared = await sharedPartOf(ctx, conversation);
	const spread = await findSpread(ctx, conversationId);
	const entries = spread ? [] : await entriesOf(ctx, conversationId).take(MAX_AT_ONCE + 1);
	if (spread || entries.length > MAX_AT_ONCE) {
		const own = userId && (await findInConversation(ctx, 'inboxEntries', conversationId, userId));
		if (own && !own.isGone) await patchEntry(ctx, own, shared, true);
		await requestSpread(ctx, conversationId, spread);
		return;
	}
	for (const one of entries) await patchEntry(ctx, one, shared, one.userId === userId);
}

/** Shows in the lists of some members, in a conversation of any size, that a message mentions them. */
export async function showMentions(
	ctx: MutationCtx,
	conversation: Doc<'conversations'>,
	number: number,
	userIds: readonly Id<'users'>[]
): Promise<void> {
	const shared = userIds.length > 0 && (await sharedPartOf(ctx, conversation));
	for (const userId of userIds) {
		const entry = await findInConversation(ctx, 'inboxEntries', conversation._id, userId);
		const isKnown = !entry || entry.isGone || (entry.mentionedIn ?? 0) >= number;
		if (shared && !isKnown) await patchEntry(ctx, entry, { ...shared, mentionedIn: number });
	}
}

/** Shows in a member's list how far they have read. */
export async function showRead(ctx: MutationCtx, read: Doc<'reads'>): Promise<void> {
	const entry = await findInConversation(ctx, 'inboxEntries', read.conversationId, read.userId);
	if (!entry || entry.isGone) return;
	const summary = await findSummary(ctx, read.conversationId);
	const conversation = await findConversation(ctx, read.conversationId);
	// Who reads a conversation of many need not wait until its messages have spread.
	const isBehind = conversation !== null && summary?.count !== entry.count;
	const shared = isBehind ? await sharedPartOf(ctx, conversation) : {};
	if (entry.isMarkedUnread) await unmark(ctx, entry);
	const isMarkedUnread = undefined;
	const change = { ...shared, ...readPartOf(read), isMarkedUnread, changedAt: nextChange(entry) };
	await ctx.db.patch('inboxEntries', entry._id, change);
}

/** Who reads on has seen what they had marked as unread. */
async function unmark(ctx: MutationCtx, { conversationId, userId }: Entry): Promise<void> {
	const membership = await findInConversation(ctx, 'memberships', conversationId, userId);
	if (membership) await ctx.db.patch('memberships', membership._id, { isMarkedUnread: undefined });
}

/** Deletes what is left of conversations that are not in a user's list for long. */
export async function forgetEmptied({ db }: MutationCtx, userId: Id<'users'>): Promise<void> {
	const emptied = await db
		.query('inboxEntries')
		.withIndex('by_userId_isGone_activeAt', (q) =>
			q
				.eq('userId', userId)
				.eq('isGone', true)
				.lt('activeAt', Date.now() - FORGOTTEN_MS)
		)
		.take(MAX_FORGOTTEN);
	for (const { _id } of emptied) await db.delete('inboxEntries', _id);
}

/** The entries of a conversation's members, without those who do not see it in their list. */
export function entriesOf(
	{ db }: QueryCtx,
	conversationId: Id<'conversations'>,
	after?: Id<'users'>
) {
	return db.query('inboxEntries').withIndex('by_conversationId_isGone', (q) => {
		const members = q.eq('conversationId', conversationId).eq('isGone', undefined);
		return after ? members.gt('userId', after) : members;
	});
}

/** What is the same in the entries of all members. */
export async function sharedPartOf(
	ctx: QueryCtx,
	{ _id, _creationTime, name }: Doc<'conversations'>
): Promise<SharedPart> {
	const summary = await findSummary(ctx, _id);
	if (summary === null) return { name, count: 0, last: undefined, activeAt: _creationTime };
	const { userId, excerpt, at, isRemoved } = summary.last;
	const author = await ctx.db.get('users', userId);
	const last = {
		author: author?.name ?? SOMEONE,
		authorId: author?.subject ?? userId,
		text: excerpt,
		sentAt: at,
		isRemoved
	};
	const { count, allMentionedIn } = summary;
	return { name, count, last, activeAt: at, allMentionedIn };
}

/** Writes what has changed of an entry, its member's own messages among it. */
export async function patchEntry(
	ctx: MutationCtx,
	entry: Entry,
	shared: SharedPart & Pick<Entry, 'mentionedIn'>,
	isAuthor = false
): Promise<void> {
	const { conversationId, userId } = entry;
	const read = isAuthor && (await findInConversation(ctx, 'reads', conversationId, userId));
	const change = { ...shared, ...(read && readPartOf(read)) };
	await ctx.db.patch('inboxEntries', entry._id, { ...change, changedAt: nextChange(entry) });
}

function readPartOf(read: Doc<'reads'> | null): Pick<Entry, 'read' | 'ownCount'> {
	return { read: read?.number ?? 0, ownCount: read?.own.length ?? 0 };
}

/** Devices keep the later one of two versions of an entry: also of two in one millisecond. */
function nextChange(entry: Entry | null): number {
	return Math.max(Date.now(), (entry?.changedAt ?? 0) + 1);
}
