/** The pins of messages. */
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx, QueryCtx } from './_generated/server';
import { MAX_PINS } from './limits';

/** The pin of a message, or `null`. */
export async function findPin(
	{ db }: QueryCtx,
	messageId: Id<'messages'>
): Promise<Doc<'pins'> | null> {
	return await db
		.query('pins')
		.withIndex('by_messageId', (q) => q.eq('messageId', messageId))
		.unique();
}

/** The pins of a conversation, the last one first. */
export async function pinsOf(
	{ db }: QueryCtx,
	conversationId: Id<'conversations'>
): Promise<Doc<'pins'>[]> {
	return await db
		.query('pins')
		.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
		.order('desc')
		.take(MAX_PINS);
}

/** A removed message is not pinned any more. */
export async function deletePin(ctx: MutationCtx, messageId: Id<'messages'>): Promise<void> {
	const pin = await findPin(ctx, messageId);
	if (pin !== null) await ctx.db.delete('pins', pin._id);
}
