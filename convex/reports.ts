/**
 * Reports: what people say is wrong, for the deployment's moderators. These are the subjects in the
 * variable `MODERATORS`, of the issuer whose tokens count.
 */
import { paginationOptsValidator, paginationResultValidator } from 'convex/server';
import { v } from 'convex/values';
import { requireReadable } from './access';
import { wellFormed } from './characters';
import type { Doc } from './_generated/dataModel';
import { readVariable } from './environment';
import { userMutation, userQuery } from './functions';
import { MAX_REPORT_CHARACTERS, MAX_REPORTS_PAGE, toTypedExcerpt } from './limits';
import { findMessage, messageName } from './messageViews';
import { pageOf, pageWith } from './numberLimits';
import { findPeer, person, toPerson, usersOf } from './people';
import { consumeRateLimit } from './rateLimits';
import { refuse } from './refusals';
import { removeConversation, removeMessage } from './removal';
import { refuseIfLonger } from './textLimits';

/**
 * Reports a person, and the conversation or message that it is about. Refuses with `NotFound` for an unknown
 * person or message. Only moderators read it.
 */
export const send = userMutation({
	args: {
		subject: v.string(),
		text: v.string(),
		conversationId: v.optional(v.id('conversations')),
		message: v.optional(messageName)
	},
	returns: v.null(),
	handler: async (ctx, { subject, text: written, conversationId, message: name }) => {
		const text = wellFormed(written);
		refuseIfLonger('text', text, MAX_REPORT_CHARACTERS);
		const reported = await findPeer(ctx, ctx.user, subject);
		if (reported === null) throw refuse({ kind: 'NotFound', what: 'person' });
		if (conversationId !== undefined) await requireReadable(ctx, conversationId);
		const message =
			conversationId && name ? await findMessage(ctx, conversationId, name) : undefined;
		if (message === null) throw refuse({ kind: 'NotFound', what: 'message' });
		await consumeRateLimit(ctx, 'report');
		await ctx.db.insert('reports', {
			reporterId: ctx.user._id,
			userId: reported._id,
			conversationId,
			messageId: message?._id,
			text
		});
		return null;
	}
});

/** Whether the caller is a moderator. */
export const amModerator = userQuery({
	args: {},
	returns: v.boolean(),
	handler: ({ user }) => isModerator(user)
});

/** The reports, the last one first. Only moderators read them. */
export const list = userQuery({
	args: { paginationOpts: paginationOptsValidator },
	returns: paginationResultValidator(
		v.object({
			id: v.id('reports'),
			at: v.number(),
			text: v.string(),
			reporter: v.optional(person),
			reported: v.optional(person),
			conversationId: v.optional(v.id('conversations')),
			message: v.optional(messageName),
			excerpt: v.optional(v.string())
		})
	),
	handler: async (ctx, { paginationOpts }) => {
		requireModerator(ctx);
		const result = await ctx.db
			.query('reports')
			.order('desc')
			.paginate(pageOf(paginationOpts, MAX_REPORTS_PAGE));
		const userOf = usersOf(ctx);
		const page = await Promise.all(
			result.page.map(async (report) => {
				const { _id: id, _creationTime: at, text, conversationId, messageId } = report;
				const message = messageId && (await ctx.db.get('messages', messageId));
				const author = message && (await userOf(message.userId));
				const [reporter, reported] = [await userOf(report.reporterId), await userOf(report.userId)];
				return {
					...{ id, at, text, conversationId },
					message: message
						? { authorId: author?.subject ?? message.userId, clientId: message.clientId }
						: undefined,
					excerpt: message ? toTypedExcerpt(message.body) : undefined,
					reporter: reporter ? toPerson(reporter) : undefined,
					reported: reported ? toPerson(reported) : undefined
				};
			})
		);
		return pageWith(result, page);
	}
});

/** Removes a message, whoever has written it. Only moderators may. A repeated call changes nothing. */
export const removeReported = userMutation({
	args: { conversationId: v.id('conversations'), message: messageName },
	returns: v.null(),
	handler: async (ctx, { conversationId, message: name }) => {
		requireModerator(ctx);
		const message = await findMessage(ctx, conversationId, name);
		if (message !== null) await removeMessage(ctx, message);
		return null;
	}
});

/** Removes a conversation with everything in it. Only moderators may. A repeated call changes nothing. */
export const closeReported = userMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }) => {
		requireModerator(ctx);
		const conversation = await ctx.db.get('conversations', conversationId);
		if (conversation && conversation.removedAt === undefined) {
			await removeConversation(ctx, conversation);
		}
		return null;
	}
});

function requireModerator({ user }: { user: Doc<'users'> | null }): void {
	if (!isModerator(user)) throw refuse({ kind: 'Forbidden' });
}

function isModerator(user: Doc<'users'> | null): boolean {
	const issuer = readVariable('CLERK_JWT_ISSUER_DOMAIN');
	const moderators = readVariable('MODERATORS') ?? [];
	if (user === null || issuer === undefined) return false;
	return moderators.some((subject) => user.tokenIdentifier === `${issuer}|${subject}`);
}
