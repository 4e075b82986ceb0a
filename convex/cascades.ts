/**
 * Deletes the documents of a removed conversation or user. Each step deletes a bounded number of
 * documents of each table and schedules the next step until nothing is left, so that no transaction is
 * too large.
 */
import { v } from 'convex/values';
import { internal } from './_generated/api';
import type { Id } from './_generated/dataModel';
import { internalMutation, type MutationCtx } from './_generated/server';
import { removeMember } from './memberships';
import { takeBack } from './reactions';
import { removeMessage } from './removal';

const BATCH = 50;

/** The tables with the documents of a conversation, by the index that finds them. */
const BY_CONVERSATION = [
	'searchEntries',
	'memberships',
	'activities',
	'edits',
	'reactions',
	'messages',
	'presenceSweeps'
] as const;
const BY_CONVERSATION_AND_USER = ['invitations', 'reads', 'presences', 'presenceSessions'] as const;

/** Deletes the documents of a removed conversation. */
export const emptyConversation = internalMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async ({ db, scheduler }, { conversationId }): Promise<null> => {
		const batches = await Promise.all([
			...BY_CONVERSATION.map((table) =>
				db
					.query(table)
					.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
					.take(BATCH)
			),
			...BY_CONVERSATION_AND_USER.map((table) =>
				db
					.query(table)
					.withIndex('by_conversationId_userId', (q) => q.eq('conversationId', conversationId))
					.take(BATCH)
			)
		]);
		if ((await deleteAll(db, batches)) === 0) return null;
		await scheduler.runAfter(0, internal.cascades.emptyConversation, { conversationId });
		return null;
	}
});

/** Deletes the reactions to a removed message. */
export const deleteReactions = internalMutation({
	args: { messageId: v.id('messages') },
	returns: v.null(),
	handler: async ({ db, scheduler }, { messageId }): Promise<null> => {
		const reactions = await db
			.query('reactions')
			.withIndex('by_messageId_userId', (q) => q.eq('messageId', messageId))
			.take(BATCH);
		if ((await deleteAll(db, [reactions])) === 0) return null;
		await scheduler.runAfter(0, internal.cascades.deleteReactions, { messageId });
		return null;
	}
});

/**
 * Deletes the documents of a removed user. Their messages stay without text and name, so that other
 * people's conversations keep their shape.
 */
export const emptyUser = internalMutation({
	args: { userId: v.id('users') },
	returns: v.null(),
	handler: async (ctx, { userId }): Promise<null> => {
		const { db, scheduler } = ctx;
		const messages = await db
			.query('messages')
			.withIndex('by_userId_removedAt', (q) => q.eq('userId', userId).eq('removedAt', undefined))
			.take(BATCH);
		for (const message of messages) await removeMessage(ctx, message);

		const reactions = await db
			.query('reactions')
			.withIndex('by_userId', (q) => q.eq('userId', userId))
			.take(BATCH);
		for (const reaction of reactions) await takeBack(ctx, reaction);

		const memberships = await db
			.query('memberships')
			.withIndex('by_userId', (q) => q.eq('userId', userId))
			.take(BATCH);
		for (const membership of memberships) await removeMember(ctx, membership);

		const deleted = await deleteAll(db, [
			await db
				.query('invitations')
				.withIndex('by_userId', (q) => q.eq('userId', userId))
				.take(BATCH),
			await db
				.query('invitations')
				.withIndex('by_inviterId', (q) => q.eq('inviterId', userId))
				.take(BATCH),
			await db
				.query('presences')
				.withIndex('by_userId', (q) => q.eq('userId', userId))
				.take(BATCH),
			await db
				.query('presenceSessions')
				.withIndex('by_userId', (q) => q.eq('userId', userId))
				.take(BATCH),
			await db
				.query('allowances')
				.withIndex('by_userId_kind', (q) => q.eq('userId', userId))
				.take(BATCH)
		]);
		if (messages.length + reactions.length + memberships.length + deleted === 0) return null;
		await scheduler.runAfter(0, internal.cascades.emptyUser, { userId });
		return null;
	}
});

type Deletable =
	| 'activities'
	| 'allowances'
	| 'edits'
	| 'invitations'
	| 'memberships'
	| 'messages'
	| 'presences'
	| 'presenceSessions'
	| 'presenceSweeps'
	| 'reactions'
	| 'reads'
	| 'searchEntries';

async function deleteAll(
	db: MutationCtx['db'],
	batches: { _id: Id<Deletable> }[][]
): Promise<number> {
	const documents = batches.flat();
	for (const { _id } of documents) await db.delete(_id);
	return documents.length;
}
