/** What the app has of the caller, in pages, for a copy of their own: of where they act, as everything else. */
import { paginationOptsValidator, paginationResultValidator } from 'convex/server';
import { v } from 'convex/values';
import { findConversation, isHere } from './access';
import { conversationView, describe } from './conversationViews';
import type { Id } from './_generated/dataModel';
import { userQuery, type UserQueryCtx } from './functions';
import { MAX_LISTED_DRAFTS, MAX_OWN_DATA_PAGE } from './limits';
import { pageOf, pageWith } from './numberLimits';
import { usersOf } from './people';

const nothing = { page: [], isDone: true, continueCursor: '' };

/** The messages that the caller has written. A removed one has no text any more. */
export const messages = userQuery({
	args: { paginationOpts: paginationOptsValidator },
	returns: paginationResultValidator(
		v.object({
			conversationId: v.id('conversations'),
			body: v.string(),
			sentAt: v.number(),
			editedAt: v.optional(v.number()),
			removedAt: v.optional(v.number())
		})
	),
	handler: async (ctx, { paginationOpts }) => {
		const { db, user } = ctx;
		if (user === null) return nothing;
		const result = await db
			.query('messages')
			.withIndex('by_userId_clientId', (q) => q.eq('userId', user._id))
			.paginate(pageOf(paginationOpts, MAX_OWN_DATA_PAGE));
		const ids = [...new Set(result.page.map(({ conversationId }) => conversationId))];
		const here = new Set(
			(await Promise.all(ids.map((id) => findHere(ctx, id)))).map((one) => one?._id)
		);
		return pageWith(
			result,
			result.page
				.filter(({ conversationId }) => here.has(conversationId))
				.map(({ conversationId, body, _creationTime: sentAt, editedAt, removedAt }) => ({
					...{ conversationId, body, sentAt },
					...{ editedAt, removedAt }
				}))
		);
	}
});

/** What the caller is writing, as far as the backend has it. */
export const drafts = userQuery({
	args: { paginationOpts: paginationOptsValidator },
	returns: paginationResultValidator(
		v.object({
			conversationId: v.id('conversations'),
			texts: v.array(v.string()),
			changedAt: v.number()
		})
	),
	handler: async ({ db, user, organizationId }, { paginationOpts }) => {
		if (user === null) return nothing;
		const result = await db
			.query('drafts')
			.withIndex('by_userId_organizationId_changedAt', (q) =>
				q.eq('userId', user._id).eq('organizationId', organizationId)
			)
			.paginate(pageOf(paginationOpts, MAX_LISTED_DRAFTS));
		return pageWith(
			result,
			result.page.map(({ conversationId, current, others, changedAt }) => ({
				conversationId,
				texts: [...(current ? [current] : []), ...others].map(({ text }) => text),
				changedAt
			}))
		);
	}
});

/** The conversations that the caller is a member of, and since when. */
export const memberships = userQuery({
	args: { paginationOpts: paginationOptsValidator },
	returns: paginationResultValidator(
		v.object({ ...conversationView.fields, joinedAt: v.number() })
	),
	handler: async (ctx, { paginationOpts }) => {
		const { db, user } = ctx;
		if (user === null) return nothing;
		const userOf = usersOf(ctx);
		const result = await db
			.query('memberships')
			.withIndex('by_userId', (q) => q.eq('userId', user._id))
			.paginate(pageOf(paginationOpts, MAX_OWN_DATA_PAGE));
		const views = await Promise.all(
			result.page.map(async (membership) => {
				const found = await findHere(ctx, membership.conversationId);
				const view = found && (await describe(ctx, userOf, found, membership));
				return view ? [{ ...view, joinedAt: membership._creationTime }] : [];
			})
		);
		return pageWith(result, views.flat());
	}
});

async function findHere(ctx: UserQueryCtx, id: Id<'conversations'>) {
	const found = await findConversation(ctx, id);
	return isHere(ctx, found) ? found : null;
}
