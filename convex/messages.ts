import { paginationOptsValidator, paginationResultValidator } from 'convex/server';
import { v, type Infer } from 'convex/values';
import type { Doc, Id } from './_generated/dataModel';
import type { QueryCtx } from './_generated/server';
import { requireConversation } from './conversations';
import { userMutation, userQuery } from './functions';
import {
	MAX_BODY_CHARACTERS,
	MAX_CLIENT_ID_CHARACTERS,
	MAX_HISTORY_PAGE,
	NEWEST_MESSAGES,
	refuseUnlessFits
} from './limits';

/**
 * `author` is the author's name as it is now. `authorId` is the subject of their identity and not the
 * id of their row, so that a client that only remembers who it is, offline, can tell its own messages.
 */
const message = v.object({
	id: v.id('messages'),
	clientId: v.string(),
	author: v.string(),
	authorId: v.string(),
	body: v.string(),
	sentAt: v.number()
});

/** The newest messages of a conversation, oldest first. */
export const list = userQuery({
	args: { conversationId: v.id('conversations') },
	returns: v.array(message),
	handler: async (ctx, { conversationId }) => {
		await requireConversation(ctx, conversationId);
		const newest = await newestFirst(ctx, conversationId).take(NEWEST_MESSAGES);
		return await withAuthors(ctx, newest.reverse());
	}
});

/** All messages of a conversation in pages, newest first, for scrolling back. */
export const history = userQuery({
	args: { conversationId: v.id('conversations'), paginationOpts: paginationOptsValidator },
	returns: paginationResultValidator(message),
	handler: async (ctx, { conversationId, paginationOpts }) => {
		await requireConversation(ctx, conversationId);
		const result = await newestFirst(ctx, conversationId).paginate({
			...paginationOpts,
			numItems: Math.min(paginationOpts.numItems, MAX_HISTORY_PAGE)
		});
		return { ...result, page: await withAuthors(ctx, result.page) };
	}
});

/**
 * Writes a message as the caller and returns its id. A client id the caller has used before returns
 * the id of that first message, whatever the other arguments: a retry must succeed even when the
 * conversation has gone since. The body is kept as written.
 */
export const send = userMutation({
	args: { conversationId: v.id('conversations'), clientId: v.string(), body: v.string() },
	returns: v.id('messages'),
	handler: async (ctx, { conversationId, clientId, body }) => {
		refuseUnlessFits('clientId', clientId, MAX_CLIENT_ID_CHARACTERS);
		const sentBefore = await ctx.db
			.query('messages')
			.withIndex('by_userId_clientId', (q) => q.eq('userId', ctx.userId).eq('clientId', clientId))
			.unique();
		if (sentBefore !== null) return sentBefore._id;

		await requireConversation(ctx, conversationId);
		refuseUnlessFits('body', body, MAX_BODY_CHARACTERS);
		return await ctx.db.insert('messages', { conversationId, userId: ctx.userId, clientId, body });
	}
});

function newestFirst(ctx: QueryCtx, conversationId: Id<'conversations'>) {
	return ctx.db
		.query('messages')
		.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
		.order('desc');
}

async function withAuthors(
	ctx: QueryCtx,
	messages: Doc<'messages'>[]
): Promise<Infer<typeof message>[]> {
	const ids = [...new Set(messages.map(({ userId }) => userId))];
	const users = new Map(
		await Promise.all(ids.map(async (id) => [id, await ctx.db.get('users', id)] as const))
	);
	return messages.map(({ _id, _creationTime, userId, clientId, body }) => {
		const user = users.get(userId);
		return {
			id: _id,
			clientId,
			// A message outlives its author's row; the row's id still groups what they wrote.
			author: user?.name ?? 'Someone',
			authorId: user?.subject ?? userId,
			body,
			sentAt: _creationTime
		};
	});
}
