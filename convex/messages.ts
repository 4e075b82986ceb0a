import { paginationOptsValidator, paginationResultValidator } from 'convex/server';
import { v, type Infer } from 'convex/values';
import type { Doc, Id } from './_generated/dataModel';
import type { QueryCtx } from './_generated/server';
import { requireConversation } from './conversations';
import { userMutation, userQuery, type UserMutationCtx } from './functions';
import {
	MAX_BODY_CHARACTERS,
	MAX_CLIENT_ID_CHARACTERS,
	MAX_HISTORY_PAGE,
	NEWEST_MESSAGES,
	refuseUnlessFits
} from './limits';
import { refuse } from './refusals';

/**
 * `author` is the author's name as it is now. `authorId` is the subject of their identity and not the
 * id of their row, so that a client that only remembers who it is, offline, can tell its own messages.
 * `editId` is the id of the last edit, so that the client that made it can tell it has arrived. A
 * removed message has an empty body.
 */
const message = v.object({
	id: v.id('messages'),
	clientId: v.string(),
	author: v.string(),
	authorId: v.string(),
	body: v.string(),
	sentAt: v.number(),
	editedAt: v.optional(v.number()),
	editId: v.optional(v.string()),
	removedAt: v.optional(v.number())
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
 * The messages of a conversation that were sent from one time to another, both included, oldest first.
 * Of more than `limit`, and of more than {@link MAX_HISTORY_PAGE}, those at the end that is to be kept.
 */
export const between = userQuery({
	args: {
		conversationId: v.id('conversations'),
		range: v.object({
			from: v.optional(v.number()),
			to: v.optional(v.number()),
			keep: v.union(v.literal('oldest'), v.literal('newest')),
			limit: v.number()
		})
	},
	returns: v.array(message),
	handler: async (ctx, { conversationId, range: { from, to, keep, limit } }) => {
		await requireConversation(ctx, conversationId);
		const messages = await ctx.db
			.query('messages')
			.withIndex('by_conversationId', (q) =>
				q
					.eq('conversationId', conversationId)
					.gte('_creationTime', from ?? -Infinity)
					.lte('_creationTime', to ?? Infinity)
			)
			.order(keep === 'oldest' ? 'asc' : 'desc')
			.take(Math.min(limit, MAX_HISTORY_PAGE));
		return await withAuthors(ctx, keep === 'oldest' ? messages : messages.reverse());
	}
});

/**
 * Writes a message as the caller and returns its id. A client id the caller has used before returns
 * the id of that first message, whatever the other arguments: a retry must succeed even when the
 * conversation has gone or the message been removed since. The body is kept as written.
 */
export const send = userMutation({
	args: { conversationId: v.id('conversations'), clientId: v.string(), body: v.string() },
	returns: v.id('messages'),
	handler: async (ctx, { conversationId, clientId, body }) => {
		refuseUnlessFits('clientId', clientId, MAX_CLIENT_ID_CHARACTERS);
		const sentBefore = await findOwn(ctx, clientId);
		if (sentBefore !== null) return sentBefore._id;

		await requireConversation(ctx, conversationId);
		refuseUnlessFits('body', body, MAX_BODY_CHARACTERS);
		return await ctx.db.insert('messages', { conversationId, userId: ctx.userId, clientId, body });
	}
});

/**
 * Gives the caller's message `clientId` another body. Of several edits the last to arrive holds. An
 * `editId` that this message has seen before changes nothing, whatever the other arguments: a retry
 * neither undoes a newer edit nor fails for what has happened since. Refuses with `NotFound` when the
 * caller has written no such message in the conversation, or has removed it.
 */
export const edit = userMutation({
	args: {
		conversationId: v.id('conversations'),
		clientId: v.string(),
		editId: v.string(),
		body: v.string()
	},
	returns: v.null(),
	handler: async (ctx, { conversationId, clientId, editId, body }) => {
		refuseUnlessFits('editId', editId, MAX_CLIENT_ID_CHARACTERS);
		const { _id: messageId, removedAt } = await requireOwn(ctx, conversationId, clientId);
		const editedBefore = await ctx.db
			.query('edits')
			.withIndex('by_messageId_editId', (q) => q.eq('messageId', messageId).eq('editId', editId))
			.unique();
		if (editedBefore !== null) return null;

		if (removedAt !== undefined) throw refuse({ kind: 'NotFound', what: 'message' });
		await requireConversation(ctx, conversationId);
		refuseUnlessFits('body', body, MAX_BODY_CHARACTERS);
		await ctx.db.insert('edits', { messageId, editId });
		await ctx.db.patch('messages', messageId, { body, editId, editedAt: Date.now() });
		return null;
	}
});

/**
 * Removes the body of the caller's message `clientId` for good, and leaves the rest of it as a trace.
 * Doing it again changes nothing. Refuses with `NotFound` when the caller has written no such message
 * in the conversation.
 */
export const remove = userMutation({
	args: { conversationId: v.id('conversations'), clientId: v.string() },
	returns: v.null(),
	handler: async (ctx, { conversationId, clientId }) => {
		const { _id, removedAt } = await requireOwn(ctx, conversationId, clientId);
		if (removedAt === undefined) {
			await ctx.db.patch('messages', _id, { body: '', removedAt: Date.now() });
		}
		return null;
	}
});

/** The caller's message of that client id, removed or not. */
async function findOwn(ctx: UserMutationCtx, clientId: string): Promise<Doc<'messages'> | null> {
	return await ctx.db
		.query('messages')
		.withIndex('by_userId_clientId', (q) => q.eq('userId', ctx.userId).eq('clientId', clientId))
		.unique();
}

async function requireOwn(
	ctx: UserMutationCtx,
	conversationId: Id<'conversations'>,
	clientId: string
): Promise<Doc<'messages'>> {
	const own = await findOwn(ctx, clientId);
	if (own?.conversationId !== conversationId) throw refuse({ kind: 'NotFound', what: 'message' });
	return own;
}

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
	return messages.map((row) => {
		const user = users.get(row.userId);
		return {
			id: row._id,
			clientId: row.clientId,
			// A message outlives its author's row; the row's id still groups what they wrote.
			author: user?.name ?? 'Someone',
			authorId: user?.subject ?? row.userId,
			body: row.body,
			sentAt: row._creationTime,
			editedAt: row.editedAt,
			editId: row.editId,
			removedAt: row.removedAt
		};
	});
}
