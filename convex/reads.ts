/** How far people have read. */
import { v } from 'convex/values';
import { requireReadable } from './access';
import { findSummary } from './conversationSummaries';
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx, QueryCtx } from './_generated/server';
import { userMutation, userQuery } from './functions';

/** Who has written this many messages since they last read, has been there: all of it is read. */
const MAX_OWN = 100;

/**
 * The number of the last message that the caller has read, on whichever device, and `null` where they
 * are not a member. What others have written after it is new. No new message changes this.
 */
export const get = userQuery({
	args: { conversationId: v.id('conversations') },
	returns: v.union(v.null(), v.number()),
	handler: async (ctx, { conversationId }) => {
		await requireReadable(ctx, conversationId);
		const read = ctx.user && (await findRead(ctx, conversationId, ctx.user._id));
		return read?.number ?? null;
	}
});

/**
 * Marks everything up to the message of number `upTo` as read by the caller. It never goes back, so of
 * several devices the one that has read furthest holds. Where the caller is no member it changes
 * nothing.
 */
export const mark = userMutation({
	args: { conversationId: v.id('conversations'), upTo: v.number() },
	returns: v.null(),
	handler: async (ctx, { conversationId, upTo }) => {
		const read = await findRead(ctx, conversationId, ctx.user._id);
		if (read === null || !(upTo > read.number)) return null;
		const summary = await findSummary(ctx, conversationId);
		await moveTo(ctx, read, Math.min(Math.floor(upTo), summary?.count ?? 0), read.own);
		return null;
	}
});

/** The row of how far a member has read, or `null`. */
export async function findRead(
	ctx: QueryCtx,
	conversationId: Id<'conversations'>,
	userId: Id<'users'>
): Promise<Doc<'reads'> | null> {
	return await ctx.db
		.query('reads')
		.withIndex('by_conversationId_userId', (q) =>
			q.eq('conversationId', conversationId).eq('userId', userId)
		)
		.unique();
}

/** Notes that a member has written message `number`, which is not new to them. */
export async function noteOwn(
	ctx: MutationCtx,
	{ conversationId, userId, number }: Pick<Doc<'messages'>, 'conversationId' | 'userId' | 'number'>
): Promise<void> {
	const read = await findRead(ctx, conversationId, userId);
	if (read === null) return;
	const own = [...read.own, number];
	await moveTo(ctx, read, own.length > MAX_OWN ? number : read.number, own);
}

/** How many messages are new to a member: those after the last one read, without their own. */
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
	// Own messages that follow what is read are read.
	while (own.includes(last + 1)) last++;
	await ctx.db.patch('reads', _id, { number: last, own: own.filter((one) => one > last) });
}
