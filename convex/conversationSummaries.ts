/** What the list of conversations shows of the messages in one, kept up to date as they change. */
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx, QueryCtx } from './_generated/server';
import { toExcerpt } from './limits';

/** The activity of a conversation; `null` before its first message. */
export async function findSummary(
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
	const summary = await findSummary(ctx, conversationId);
	const count = (summary?.count ?? 0) + 1;
	const last = { userId, excerpt: toExcerpt(body), at: Date.now(), isRemoved: false };
	if (summary === null) await ctx.db.insert('activities', { conversationId, count, last });
	else await ctx.db.patch('activities', summary._id, { count, last });
	return count;
}

/** Notes that a message has another body, or none: only that of the last message shows. */
export async function noteChange(
	ctx: MutationCtx,
	{ conversationId, number }: Pick<Doc<'messages'>, 'conversationId' | 'number'>,
	{ body, isRemoved }: { body: string; isRemoved: boolean }
): Promise<void> {
	const summary = await findSummary(ctx, conversationId);
	if (summary?.count !== number) return;
	const last = { ...summary.last, excerpt: toExcerpt(body), isRemoved };
	await ctx.db.patch('activities', summary._id, { last });
}
