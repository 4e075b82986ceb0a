/** Previews of links: made by the backend once for each address, and kept for some days. */
import { v } from 'convex/values';
import { requireNotElsewhere } from './access';
import { internal } from './_generated/api';
import { internalAction, internalMutation } from './_generated/server';
import { fetchPage } from './fetchPage';
import { userMutation } from './functions';
import { askedHosts, finishPreview } from './keptPreviews';
import { pageSummary } from './linkPreview';
import { summarizePage } from './pageSummary';
import { consumeRateLimit } from './rateLimits';

/** Asks a page what it says of itself. What `send` and `edit` have scheduled. */
export const make = internalAction({
	args: { previewId: v.id('linkPreviews'), address: v.string() },
	returns: v.null(),
	handler: async (ctx, { previewId, address }): Promise<null> => {
		const html = await fetchPage(address, askedHosts(), fetch);
		const summary = html === undefined ? undefined : summarizePage(html);
		await ctx.runMutation(internal.linkPreviews.finish, { previewId, summary });
		return null;
	}
});

/** Keeps what a page has said, or that it has said nothing, and shows it in the messages that wait for it. */
export const finish = internalMutation({
	args: { previewId: v.id('linkPreviews'), summary: v.optional(pageSummary) },
	returns: v.null(),
	handler: async (ctx, { previewId, summary }): Promise<null> => {
		await finishPreview(ctx, previewId, summary);
		return null;
	}
});

/**
 * Removes the preview of the link `url` from the caller's message for good. A repeated call changes nothing,
 * also when the message has another link since. A message without this preview stays as it is.
 */
export const remove = userMutation({
	args: { conversationId: v.id('conversations'), clientId: v.string(), url: v.string() },
	returns: v.null(),
	handler: async (ctx, { conversationId, clientId, url }) => {
		await requireNotElsewhere(ctx, conversationId);
		const own = await ctx.db
			.query('messages')
			.withIndex('by_userId_clientId', (q) => q.eq('userId', ctx.user._id).eq('clientId', clientId))
			.unique();
		if (own?.conversationId !== conversationId || own.preview?.url !== url) return null;
		await consumeRateLimit(ctx, 'write');
		await ctx.db.patch('messages', own._id, { preview: undefined, hasNoPreviewOf: url });
		return null;
	}
});
