/** What the list of conversations shows of the messages in one, kept up to date as they change. */
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx, QueryCtx } from './_generated/server';
import { toExcerpt } from './limits';

/** The activity of a conversation; `null` before its first message. */
export async function findActivity(
	ctx: QueryCtx,
	conversationId: Id<'conversations'>
): Promise<Doc<'activities'> | null> {
	return await ctx.db
		.query('activities')
		.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
		.unique();
}

/** Notes a new message, and returns its number in the conversation. */
export async function noteMessage(
	ctx: MutationCtx,
	conversationId: Id<'conversations'>,
	{ userId, body }: Pick<Doc<'messages'>, 'userId' | 'body'>
): Promise<number> {
	const activity = await findActivity(ctx, conversationId);
	const count = (activity?.count ?? 0) + 1;
	const last = { userId, excerpt: toExcerpt(body), at: Date.now(), isRemoved: false };
	if (activity === null) await ctx.db.insert('activities', { conversationId, count, last });
	else await ctx.db.patch('activities', activity._id, { count, last });
	return count;
}

/** Notes that a message has another body, or none: only that of the last message shows. */
export async function noteChange(
	ctx: MutationCtx,
	{ conversationId, number }: Pick<Doc<'messages'>, 'conversationId' | 'number'>,
	{ body, isRemoved }: { body: string; isRemoved: boolean }
): Promise<void> {
	const activity = await findActivity(ctx, conversationId);
	if (activity?.count !== number) return;
	const last = { ...activity.last, excerpt: toExcerpt(body), isRemoved };
	await ctx.db.patch('activities', activity._id, { last });
}
