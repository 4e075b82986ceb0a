/** Whether the entries of a conversation with many members are being brought up to date. */
import { internal } from './_generated/api';
import type { Doc, Id } from './_generated/dataModel';
import type { MutationCtx, QueryCtx } from './_generated/server';

/**
 * The time between the beginnings of two passes over all members, for each of them: with 1,000 members
 * two minutes, with 100 twelve seconds. So a conversation writes fewer than nine entries a second, however
 * much is written in it. Who has it open, or writes in it, does not wait for that.
 */
export const SPREAD_MS_PER_MEMBER = 120;

/**
 * The time between two changes of the entry of somebody who has unread messages in the conversation already,
 * for each member: with 1,000 members a quarter of an hour. The first unread message is news; one more is a number.
 */
export const UNREAD_MS_PER_MEMBER = 900;

/** The state of a conversation with many members, or `null`. */
export async function findSpread(
	{ db }: QueryCtx,
	conversationId: Id<'conversations'>
): Promise<Doc<'inboxSpreads'> | null> {
	return await db
		.query('inboxSpreads')
		.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
		.unique();
}

/** Schedules a pass, unless there is one on its way. That one looks at its end whether anything has changed. */
export async function requestSpread(
	{ db, scheduler }: MutationCtx,
	conversationId: Id<'conversations'>,
	spread: Doc<'inboxSpreads'> | null
): Promise<void> {
	if (spread?.isPending) return;
	const begin = { isPending: true, of: '', after: undefined, members: 0 };
	const dueAt = spread ? spread.beganAt + spread.members * SPREAD_MS_PER_MEMBER : 0;
	if (spread) await db.patch('inboxSpreads', spread._id, begin);
	else await db.insert('inboxSpreads', { conversationId, beganAt: 0, ...begin });
	await scheduler.runAt(Math.max(Date.now(), dueAt), internal.inboxSpreads.spread, {
		conversationId
	});
}
