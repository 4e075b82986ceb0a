import { v } from 'convex/values';
import { findConversation, requireReadable, type CallerCtx } from './access';
import { findSummary } from './conversationSummaries';
import type { Doc, Id } from './_generated/dataModel';
import { userQuery } from './functions';
import {
	MAX_FOUND_MESSAGES,
	MAX_LISTED_CONVERSATIONS,
	MAX_SEARCHED_CONVERSATIONS,
	MAX_SEARCH_CHARACTERS,
	refuseIfLonger
} from './limits';
import { messageView, toMessageViews } from './messageViews';

const foundMessage = v.object({ ...messageView.fields, conversationId: v.id('conversations') });

/**
 * Finds messages that the caller may read, by any of the words of a text; the last word may be the
 * beginning of a word. In one conversation the best match is first; in all conversations, the best
 * matches of each one are ordered newest first. It searches all open conversations, and the most
 * recently active others of the caller; `isPartial` says that there are more of them.
 */
export const messages = userQuery({
	args: { text: v.string(), conversationId: v.optional(v.id('conversations')) },
	returns: v.object({ messages: v.array(foundMessage), isPartial: v.boolean() }),
	handler: async (ctx, { text, conversationId }) => {
		refuseIfLonger('text', text, MAX_SEARCH_CHARACTERS);
		if (conversationId !== undefined) {
			await requireReadable(ctx, conversationId);
			const found = await searchIn(ctx, text, conversationId);
			return { messages: await toFound(ctx, found), isPartial: false };
		}
		const closed = await closedConversations(ctx);
		const searched = closed.slice(0, MAX_SEARCHED_CONVERSATIONS);
		const results = await Promise.all([
			searchOpen(ctx, text),
			...searched.map((id) => searchIn(ctx, text, id))
		]);
		const newest = results.flat().sort((a, b) => b._creationTime - a._creationTime);
		return {
			messages: await toFound(ctx, newest.slice(0, MAX_FOUND_MESSAGES)),
			isPartial: searched.length < closed.length
		};
	}
});

async function searchIn(
	ctx: CallerCtx,
	text: string,
	conversationId: Id<'conversations'>
): Promise<Doc<'messages'>[]> {
	return await ctx.db
		.query('messages')
		.withSearchIndex('search_body', (q) =>
			q.search('body', text).eq('conversationId', conversationId)
		)
		.take(MAX_FOUND_MESSAGES);
}

/** The best matches without those in a conversation that was just removed. */
async function searchOpen(ctx: CallerCtx, text: string): Promise<Doc<'messages'>[]> {
	const found = await ctx.db
		.query('messages')
		.withSearchIndex('search_body', (q) => q.search('body', text).eq('isOpen', true))
		.take(MAX_FOUND_MESSAGES);
	const ids = [...new Set(found.map(({ conversationId }) => conversationId))];
	const there = await Promise.all(ids.map((id) => findConversation(ctx, id)));
	const readable = new Set(there.map((conversation) => conversation?._id));
	return found.filter(({ conversationId }) => readable.has(conversationId));
}

/** The caller's conversations that are not open, the last active first. */
async function closedConversations(ctx: CallerCtx): Promise<Id<'conversations'>[]> {
	const userId = ctx.user?._id;
	if (userId === undefined) return [];
	const memberships = await ctx.db
		.query('memberships')
		.withIndex('by_userId', (q) => q.eq('userId', userId))
		.order('desc')
		.take(MAX_LISTED_CONVERSATIONS);
	const found = await Promise.all(
		memberships.map(async ({ conversationId }) => {
			const conversation = await findConversation(ctx, conversationId);
			if (conversation === null || conversation.kind === 'open') return [];
			const summary = await findSummary(ctx, conversationId);
			return summary ? [{ conversationId, at: summary.last.at }] : [];
		})
	);
	return found
		.flat()
		.sort((a, b) => b.at - a.at)
		.map(({ conversationId }) => conversationId);
}

async function toFound(ctx: CallerCtx, messages: Doc<'messages'>[]) {
	const views = await toMessageViews(ctx, messages);
	const conversationOf = new Map(messages.map((one) => [one._id, one.conversationId]));
	return views.flatMap((view) => {
		const conversationId = conversationOf.get(view.id);
		return conversationId ? [{ ...view, conversationId }] : [];
	});
}
