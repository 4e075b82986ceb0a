import { paginationOptsValidator, paginationResultValidator } from 'convex/server';
import { v } from 'convex/values';
import { findInConversation, requireReadable } from './access';
import { wellFormed } from './characters';
import { noteChange, noteMessage } from './conversationSummaries';
import type { Doc, Id } from './_generated/dataModel';
import type { QueryCtx } from './_generated/server';
import { userMutation, userQuery, type UserMutationCtx } from './functions';
import {
	MAX_BODY_CHARACTERS,
	MAX_CLIENT_ID_CHARACTERS,
	MAX_HISTORY_PAGE,
	NEWEST_MESSAGES
} from './limits';
import { refuseUnlessFits } from './textLimits';
import { addMember } from './memberships';
import { findMessage, messageName, messageView, toMessageViews } from './messageViews';
import { pageOf, pageWith, requireNumber, requireWhole } from './numberLimits';
import { consumeRateLimit } from './rateLimits';
import { noteOwn } from './reads';
import { refuse } from './refusals';
import { removeMessage } from './removal';
import { writeSearchEntry } from './searchEntries';

/** The newest messages of a conversation, oldest first. */
export const list = userQuery({
	args: { conversationId: v.id('conversations') },
	returns: v.array(messageView),
	handler: async (ctx, { conversationId }) => {
		await requireReadable(ctx, conversationId);
		const newest = await newestFirst(ctx, conversationId).take(NEWEST_MESSAGES);
		return await toMessageViews(ctx, newest.reverse());
	}
});

/** All messages of a conversation in pages, newest first, for scrolling back. */
export const history = userQuery({
	args: { conversationId: v.id('conversations'), paginationOpts: paginationOptsValidator },
	returns: paginationResultValidator(messageView),
	handler: async (ctx, { conversationId, paginationOpts }) => {
		await requireReadable(ctx, conversationId);
		const result = await newestFirst(ctx, conversationId).paginate(
			pageOf(paginationOpts, MAX_HISTORY_PAGE)
		);
		return pageWith(result, await toMessageViews(ctx, result.page));
	}
});

/**
 * The messages of a conversation in a range of times, including both ends, oldest first. If there are
 * more than `limit` or {@link MAX_HISTORY_PAGE}, `keep` says which end is returned.
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
	returns: v.array(messageView),
	handler: async (ctx, { conversationId, range: { from, to, keep, limit } }) => {
		await requireReadable(ctx, conversationId);
		requireWhole(limit, 1);
		for (const time of [from, to]) if (time !== undefined) requireNumber(time);
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
		return await toMessageViews(ctx, keep === 'oldest' ? messages : messages.reverse());
	}
});

/** When a message was sent, for a link to it; `null` when it is not in the conversation. */
export const sentAt = userQuery({
	args: { conversationId: v.id('conversations'), name: messageName },
	returns: v.union(v.number(), v.null()),
	handler: async (ctx, { conversationId, name }) => {
		await requireReadable(ctx, conversationId);
		const { user } = ctx;
		const message = user && (await findMessage({ ...ctx, user }, conversationId, name));
		return message?._creationTime ?? null;
	}
});

/**
 * Writes a message as the caller and returns its id. Writing in an open conversation joins it. A client
 * id that the caller has used before returns the id of the first message, whatever the other arguments:
 * a repeated call must succeed even when the conversation or the message was removed. The body is stored
 * as it was written. A reply to a missing message becomes a message without a quote.
 */
export const send = userMutation({
	args: {
		conversationId: v.id('conversations'),
		clientId: v.string(),
		body: v.string(),
		replyTo: v.optional(messageName)
	},
	returns: v.id('messages'),
	handler: async (ctx, { conversationId, clientId, body: written, replyTo }) => {
		refuseUnlessFits('clientId', clientId, MAX_CLIENT_ID_CHARACTERS);
		const sentBefore = await findOwn(ctx, clientId);
		if (sentBefore !== null) return sentBefore._id;

		const { kind } = await requireReadable(ctx, conversationId);
		const body = requireBody(written);
		await consumeRateLimit(ctx, 'write');
		const userId = ctx.user._id;
		if ((await findInConversation(ctx, 'memberships', conversationId, userId)) === null) {
			await addMember(ctx, conversationId, userId);
		}
		const original = replyTo && (await findMessage(ctx, conversationId, replyTo));
		const number = await noteMessage(ctx, conversationId, { userId, body });
		await noteOwn(ctx, { conversationId, userId, number });
		const id = await ctx.db.insert('messages', {
			conversationId,
			userId,
			clientId,
			number,
			body,
			replyTo: original?._id
		});
		const sent = await ctx.db.get('messages', id);
		if (sent !== null) await writeSearchEntry(ctx, sent, kind === 'open');
		return id;
	}
});

/**
 * Changes the body of the caller's message `clientId`. The last edit to arrive wins. An `editId` that is
 * known for this message changes nothing, whatever the other arguments: a repeated call neither undoes a
 * newer edit nor fails because of later changes. Refuses with `NotFound` when the caller has no such
 * message in the conversation, or has removed it.
 */
export const edit = userMutation({
	args: {
		conversationId: v.id('conversations'),
		clientId: v.string(),
		editId: v.string(),
		body: v.string()
	},
	returns: v.null(),
	handler: async (ctx, { conversationId, clientId, editId, body: written }) => {
		refuseUnlessFits('editId', editId, MAX_CLIENT_ID_CHARACTERS);
		const own = await requireOwn(ctx, conversationId, clientId);
		const { _id: messageId, removedAt, number } = own;
		const editedBefore = await ctx.db
			.query('edits')
			.withIndex('by_messageId_editId', (q) => q.eq('messageId', messageId).eq('editId', editId))
			.unique();
		if (editedBefore !== null) return null;

		if (removedAt !== undefined) throw refuse({ kind: 'NotFound', what: 'message' });
		const { kind } = await requireReadable(ctx, conversationId);
		const body = requireBody(written);
		await consumeRateLimit(ctx, 'write');
		await ctx.db.insert('edits', { conversationId, messageId, editId });
		await ctx.db.patch('messages', messageId, { body, editId, editedAt: Date.now() });
		await writeSearchEntry(ctx, { ...own, body }, kind === 'open');
		await noteChange(ctx, { conversationId, number }, { body, isRemoved: false });
		return null;
	}
});

/**
 * Deletes the body of the caller's message `clientId` for good. The rest of the message stays. A
 * repeated call changes nothing. Refuses with `NotFound` when the caller has no such message in the
 * conversation.
 */
export const remove = userMutation({
	args: { conversationId: v.id('conversations'), clientId: v.string() },
	returns: v.null(),
	handler: async (ctx, { conversationId, clientId }) => {
		await removeMessage(ctx, await requireOwn(ctx, conversationId, clientId));
		return null;
	}
});

/** A body as it is stored: as it was written, with U+FFFD where it is no text. Refuses one that does not fit. */
function requireBody(written: string): string {
	const body = wellFormed(written);
	refuseUnlessFits('body', body, MAX_BODY_CHARACTERS);
	return body;
}

/** The caller's message with this client id, removed or not. */
async function findOwn(ctx: UserMutationCtx, clientId: string): Promise<Doc<'messages'> | null> {
	return await ctx.db
		.query('messages')
		.withIndex('by_userId_clientId', (q) => q.eq('userId', ctx.user._id).eq('clientId', clientId))
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
