/**
 * Conversation summaries: what the list shows of a conversation's messages, updated with every change.
 * Stored as `activities`.
 */
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx, QueryCtx } from './_generated/server';
import { toExcerpt } from './limits';

/** The summary of a conversation; `null` before its first message. */
export async function findSummary(
	ctx: QueryCtx,
	conversationId: Id<'conversations'>
): Promise<Doc<'activities'> | null> {
	return await ctx.db
		.query('activities')
		.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
		.unique();
}

/** Adds a new message, which may mention everybody, to the summary. Returns the message's number in the conversation. */
export async function noteMessage(
	ctx: MutationCtx,
	conversationId: Id<'conversations'>,
	{ userId, body }: Pick<Doc<'messages'>, 'userId' | 'body'>,
	isToAll: boolean
): Promise<number> {
	const summary = await findSummary(ctx, conversationId);
	const count = (summary?.count ?? 0) + 1;
	const last = { userId, excerpt: toExcerpt(body), at: Date.now(), isRemoved: false };
	const change = { count, last, ...(isToAll && { allMentionedIn: count }) };
	if (summary === null) await ctx.db.insert('activities', { conversationId, ...change });
	else await ctx.db.patch('activities', summary._id, change);
	return count;
}

/**
 * Updates the summary when a message was edited or removed, and returns whether it was: only the last message
 * is in it.
 */
export async function noteChange(
	ctx: MutationCtx,
	{ conversationId, number }: Pick<Doc<'messages'>, 'conversationId' | 'number'>,
	{ body, isRemoved }: { body: string; isRemoved: boolean }
): Promise<boolean> {
	const summary = await findSummary(ctx, conversationId);
	if (summary?.count !== number) return false;
	const last = { ...summary.last, excerpt: toExcerpt(body), isRemoved };
	await ctx.db.patch('activities', summary._id, { last });
	return true;
}

/** Notes that an edit has made a message mention everybody. */
export async function noteMentionOfAll(
	ctx: MutationCtx,
	{ conversationId, number }: Pick<Doc<'messages'>, 'conversationId' | 'number'>
): Promise<void> {
	const summary = await findSummary(ctx, conversationId);
	if (summary === null) return;
	const allMentionedIn = Math.max(summary.allMentionedIn ?? 0, number);
	await ctx.db.patch('activities', summary._id, { allMentionedIn });
}
