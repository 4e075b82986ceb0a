import { paginationOptsValidator, paginationResultValidator } from 'convex/server';
import { v } from 'convex/values';
import { findInConversation, findReadable, requireNotElsewhere, requireReadable } from './access';
import { wellFormed } from './characters';
import { findSummary, noteChange, noteMentionOfAll, noteMessage } from './conversationSummaries';
import type { Doc, Id } from './_generated/dataModel';
import type { QueryCtx } from './_generated/server';
import { isWithheld, showAgain, visibilityIn } from './direct';
import { endDraft } from './drafts';
import { findOrigin, forwardOf } from './forwards';
import { userMutation, userQuery, type UserMutationCtx } from './functions';
import { showChange, showMentions } from './inboxEntries';
import { showPreview } from './keptPreviews';
import {
	MAX_BODY_CHARACTERS,
	MAX_CLIENT_ID_CHARACTERS,
	MAX_HISTORY_PAGE,
	NEWEST_MESSAGES
} from './limits';
import { refuseUnlessFits } from './textLimits';
import { addMember } from './memberships';
import { keepMentions, mention } from './mentions';
import { countAnswers, messageRange, messagesIn, takeVisible } from './messageRanges';
import {
	findMessage,
	messageName,
	messageView,
	toMessageViews,
	type MessageView
} from './messageViews';
import { pageOf, pageWith } from './numberLimits';
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
		const isVisible = await visibilityIn(ctx, await requireReadable(ctx, conversationId));
		const all = newestFirst(ctx, conversationId);
		const newest = await takeVisible(all, isVisible, NEWEST_MESSAGES);
		return await toMessageViews(ctx, newest.reverse());
	}
});

/** All messages of a conversation in pages, newest first, for scrolling back. */
export const history = userQuery({
	args: { conversationId: v.id('conversations'), paginationOpts: paginationOptsValidator },
	returns: paginationResultValidator(messageView),
	handler: async (ctx, { conversationId, paginationOpts }) => {
		const isVisible = await visibilityIn(ctx, await requireReadable(ctx, conversationId));
		const result = await newestFirst(ctx, conversationId).paginate(
			pageOf(paginationOpts, MAX_HISTORY_PAGE)
		);
		return pageWith(result, await toMessageViews(ctx, result.page.filter(isVisible)));
	}
});

/**
 * The messages of a conversation in a range of times, including both ends, oldest first. If there are
 * more than `limit` or {@link MAX_HISTORY_PAGE}, `keep` says which end is returned.
 */
export const between = userQuery({
	args: {
		conversationId: v.id('conversations'),
		range: messageRange
	},
	returns: v.array(messageView),
	handler: async (ctx, { conversationId, range }) => {
		const conversation = await requireReadable(ctx, conversationId);
		return await toMessageViews(ctx, await messagesIn(ctx, conversation, range));
	}
});

/**
 * The same of several conversations, in the order in which they are asked for: `null` where the caller may not
 * read. Those that would be too much for one call are not answered. The first one always is.
 */
export const betweenMany = userQuery({
	args: {
		lists: v.array(v.object({ conversationId: v.id('conversations'), range: messageRange }))
	},
	returns: v.array(v.union(v.null(), v.array(messageView))),
	handler: async (ctx, { lists }) => {
		const answers: (MessageView[] | null)[] = [];
		const isEnough = countAnswers();
		for (const { conversationId, range } of lists) {
			const conversation = await findReadable(ctx, conversationId);
			const messages = conversation && (await messagesIn(ctx, conversation, range));
			answers.push(messages && (await toMessageViews(ctx, messages)));
			if (isEnough(messages ?? [])) break;
		}
		return answers;
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
 * as it was written. A reply to a missing message becomes a message without a quote. A forwarded message names
 * whose words they are, see {@link findOrigin}. Of the mentions, those of members that are in the text are kept. `draftIds`
 * are the versions of a draft that the message was: they end, which is no call of its own.
 */
export const send = userMutation({
	args: {
		conversationId: v.id('conversations'),
		clientId: v.string(),
		body: v.string(),
		replyTo: v.optional(messageName),
		forwardOf: v.optional(forwardOf),
		mentions: v.optional(v.array(mention)),
		draftIds: v.optional(v.array(v.string()))
	},
	returns: v.id('messages'),
	handler: async (ctx, { conversationId, clientId, body: written, ...refers }) => {
		refuseUnlessFits('clientId', clientId, MAX_CLIENT_ID_CHARACTERS);
		await requireNotElsewhere(ctx, conversationId);
		const sentBefore = await findOwn(ctx, clientId);
		if (sentBefore !== null) return sentBefore._id;

		const conversation = await requireReadable(ctx, conversationId);
		const body = requireBody(written);
		await consumeRateLimit(ctx, 'write');
		const userId = ctx.user._id;
		if ((await findInConversation(ctx, 'memberships', conversationId, userId)) === null) {
			await addMember(ctx, conversationId, userId);
		}
		await endDraft(ctx, conversationId, refers.draftIds);
		const original = refers.replyTo && (await findMessage(ctx, conversationId, refers.replyTo));
		const forwardedFrom = refers.forwardOf && (await findOrigin(ctx, refers.forwardOf, body));
		const { mentions, users, isToAll } = await keepMentions(
			ctx,
			conversation,
			body,
			refers.mentions
		);
		const message = {
			...{ conversationId, userId, clientId, body, forwardedFrom },
			replyTo: original?._id,
			...(mentions.length > 0 && { mentions })
		};
		if (await isWithheld(ctx, conversation, userId)) {
			const number = (await findSummary(ctx, conversationId))?.count ?? 0;
			const id = await ctx.db.insert('messages', { ...message, number, isWithheld: true });
			await showPreview(ctx, { _id: id, body });
			return id;
		}
		await showAgain(ctx, conversation);
		const number = await noteMessage(ctx, conversationId, { userId, body }, isToAll);
		await noteOwn(ctx, { conversationId, userId, number });
		const id = await ctx.db.insert('messages', { ...message, number });
		await showChange(ctx, conversationId, userId);
		await showMentions(ctx, conversation, number, users);
		await showPreview(ctx, { _id: id, body });
		const sent = await ctx.db.get('messages', id);
		if (sent !== null) await writeSearchEntry(ctx, sent, conversation.kind === 'open');
		return id;
	}
});

/**
 * Changes the body of the caller's message `clientId`. The last edit to arrive wins. An `editId` that is
 * known for this message changes nothing, whatever the other arguments: a repeated call neither undoes a
 * newer edit nor fails because of later changes. What was forwarded becomes the caller's own words. Refuses
 * with `NotFound` when the caller has no such message in the conversation, or has removed it.
 */
export const edit = userMutation({
	args: {
		conversationId: v.id('conversations'),
		clientId: v.string(),
		editId: v.string(),
		body: v.string(),
		mentions: v.optional(v.array(mention))
	},
	returns: v.null(),
	handler: async (ctx, { conversationId, clientId, editId, body: written, mentions: given }) => {
		refuseUnlessFits('editId', editId, MAX_CLIENT_ID_CHARACTERS);
		await requireNotElsewhere(ctx, conversationId);
		const own = await requireOwn(ctx, conversationId, clientId);
		const { _id: messageId, removedAt, number } = own;
		const editedBefore = await ctx.db
			.query('edits')
			.withIndex('by_messageId_editId', (q) => q.eq('messageId', messageId).eq('editId', editId))
			.unique();
		if (editedBefore !== null) return null;

		if (removedAt !== undefined) throw refuse({ kind: 'NotFound', what: 'message' });
		const conversation = await requireReadable(ctx, conversationId);
		const body = requireBody(written);
		await consumeRateLimit(ctx, 'write');
		await ctx.db.insert('edits', { conversationId, messageId, editId });
		const { users, isToAll, ...kept } = await keepMentions(
			ctx,
			conversation,
			body,
			given ?? own.mentions
		);
		const mentions = kept.mentions.length > 0 ? kept.mentions : undefined;
		await ctx.db.patch('messages', messageId, {
			...{ body, mentions, editId, editedAt: Date.now() },
			forwardedFrom: undefined
		});
		await showPreview(ctx, { ...own, body });
		if (own.isWithheld) return null;
		await writeSearchEntry(ctx, { ...own, body }, conversation.kind === 'open');
		if (isToAll) await noteMentionOfAll(ctx, own);
		const isLast = await noteChange(ctx, { conversationId, number }, { body, isRemoved: false });
		if (isLast || isToAll) await showChange(ctx, conversationId, ctx.user._id);
		await showMentions(ctx, conversation, number, users);
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
		await requireNotElsewhere(ctx, conversationId);
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
