/** Read marks: how far members have read. */
import { v } from 'convex/values';
import { findInConversation, requireNotElsewhere, requireReadable } from './access';
import { findSummary } from './conversationSummaries';
import type { Doc } from './_generated/dataModel';
import type { MutationCtx } from './_generated/server';
import { userMutation, userQuery } from './functions';
import { showRead } from './inboxEntries';
import { noteRead } from './receipts';
import { requireWhole } from './numberLimits';

/** A member with this many own messages after their mark has been there: everything counts as read. */
const MAX_OWN = 100;

/**
 * The number of the last message that the caller has read on any device; `null` if they are not a
 * member. Later messages of others are unread. A new message does not change this result.
 */
export const get = userQuery({
	args: { conversationId: v.id('conversations') },
	returns: v.union(v.null(), v.number()),
	handler: async (ctx, { conversationId }) => {
		await requireReadable(ctx, conversationId);
		const read = ctx.user && (await findInConversation(ctx, 'reads', conversationId, ctx.user._id));
		return read?.number ?? null;
	}
});

/**
 * Marks all messages up to number `upTo` as read by the caller. The mark never goes back, so of several
 * devices the one that has read furthest wins. If the caller is no member, nothing changes.
 */
export const mark = userMutation({
	args: { conversationId: v.id('conversations'), upTo: v.number() },
	returns: v.null(),
	handler: async (ctx, { conversationId, upTo }) => {
		requireWhole(upTo, 0);
		if ((await requireNotElsewhere(ctx, conversationId)) === null) return null;
		const read = await findInConversation(ctx, 'reads', conversationId, ctx.user._id);
		if (read === null || !(upTo > read.number)) return null;
		const summary = await findSummary(ctx, conversationId);
		const number = Math.min(upTo, summary?.count ?? 0);
		await moveTo(ctx, read, number, read.own);
		await noteRead(ctx, conversationId, number);
		const moved = await ctx.db.get('reads', read._id);
		if (moved !== null) await showRead(ctx, moved);
		return null;
	}
});

/** Notes that a member has written message `number`, which is not unread for them. */
export async function noteOwn(
	ctx: MutationCtx,
	{ conversationId, userId, number }: Pick<Doc<'messages'>, 'conversationId' | 'userId' | 'number'>
): Promise<void> {
	const read = await findInConversation(ctx, 'reads', conversationId, userId);
	if (read === null) return;
	const own = [...read.own, number];
	await moveTo(ctx, read, own.length > MAX_OWN ? number : read.number, own);
}

/** The number of unread messages of a member: those after the mark, without their own. */
export function countUnread(
	summary: Pick<Doc<'activities'>, 'count'> | null,
	{ number, own }: Pick<Doc<'reads'>, 'number' | 'own'>
): number {
	return Math.max(0, (summary?.count ?? 0) - number - own.length);
}

async function moveTo(
	ctx: MutationCtx,
	{ _id }: Doc<'reads'>,
	number: number,
	own: number[]
): Promise<void> {
	let last = number;
	// Own messages directly after the mark are read too.
	while (own.includes(last + 1)) last++;
	await ctx.db.patch('reads', _id, { number: last, own: own.filter((one) => one > last) });
}
