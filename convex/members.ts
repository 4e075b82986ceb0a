import { paginationOptsValidator, paginationResultValidator } from 'convex/server';
import { v } from 'convex/values';
import type { Doc, Id } from './_generated/dataModel';
import { findInConversation, requireNotElsewhere, requireOwned, requireReadable } from './access';
import { hideFrom } from './direct';
import { userMutation, userQuery, type UserMutationCtx } from './functions';
import { endLink } from './joinLinks';
import { MAX_MEMBERS_PAGE } from './limits';
import { addMember, deleteInvitation, removeMember, role } from './memberships';
import { SOMEONE } from './names';
import { pageOf, pageWith } from './numberLimits';
import { findPeer, person, usersOf } from './people';
import { consumeRateLimit } from './rateLimits';
import { refuse } from './refusals';

/** The members of a conversation that the caller may read, the longest-standing first. */
export const list = userQuery({
	args: { conversationId: v.id('conversations'), paginationOpts: paginationOptsValidator },
	returns: paginationResultValidator(v.object({ ...person.fields, role })),
	handler: async (ctx, { conversationId, paginationOpts }) => {
		await requireReadable(ctx, conversationId);
		const userOf = usersOf(ctx);
		const result = await ctx.db
			.query('memberships')
			.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
			.paginate(pageOf(paginationOpts, MAX_MEMBERS_PAGE));
		const page = await Promise.all(
			result.page.map(async ({ userId, role }) => {
				const user = await userOf(userId);
				const { subject, name, pictureUrl } = user ?? { subject: userId, name: SOMEONE };
				return { subject, name, pictureUrl, role };
			})
		);
		return pageWith(result, page);
	}
});

/** Makes the caller a member of an open conversation. Earlier messages are not unread for them. */
export const join = userMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }) => {
		await requireReadable(ctx, conversationId);
		if ((await findInConversation(ctx, 'memberships', conversationId, ctx.user._id)) !== null)
			return null;
		await consumeRateLimit(ctx, 'join');
		await addMember(ctx, conversationId, ctx.user._id);
		return null;
	}
});

/**
 * Ends the caller's membership. When an owner leaves, the member that they name becomes the owner, or the
 * longest-standing one. Refuses when the named person is no member any more. When the last member leaves a
 * conversation by invitation, it is removed. Leaving a direct conversation takes it out of the caller's list
 * until somebody writes in it.
 */
export const leave = userMutation({
	args: { conversationId: v.id('conversations'), newOwner: v.optional(v.string()) },
	returns: v.null(),
	handler: async (ctx, { conversationId, newOwner }) => {
		const conversation = await requireNotElsewhere(ctx, conversationId);
		const membership = await findInConversation(ctx, 'memberships', conversationId, ctx.user._id);
		if (conversation === null || membership === null) return null;
		if (conversation.kind === 'direct') {
			await hideFrom(ctx, membership, false);
			return null;
		}
		const isNamed = membership.role === 'owner' && newOwner !== undefined;
		const heir = isNamed ? await requireOther(ctx, conversationId, newOwner) : undefined;
		await removeMember(ctx, membership, heir);
		return null;
	}
});

/** The membership of another person; refuses when they have none. */
async function requireOther(
	ctx: UserMutationCtx,
	conversationId: Id<'conversations'>,
	subject: string
): Promise<Doc<'memberships'>> {
	const user = subject === ctx.user.subject ? null : await findPeer(ctx, ctx.user, subject);
	const found = user && (await findInConversation(ctx, 'memberships', conversationId, user._id));
	if (found === null) throw refuse({ kind: 'NotFound', what: 'person' });
	return found;
}

/**
 * Ends a person's membership or cancels their invitation. Only the owner may do this. Everybody may join an
 * open conversation again.
 */
export const remove = userMutation({
	args: { conversationId: v.id('conversations'), subject: v.string() },
	returns: v.null(),
	handler: async (ctx, { conversationId, subject }) => {
		await requireOwned(ctx, conversationId);
		const user = await findPeer(ctx, ctx.user, subject);
		if (user === null) return null;
		const membership = await findInConversation(ctx, 'memberships', conversationId, user._id);
		if (membership !== null) await removeMember(ctx, membership);
		// They may have the link by which they came.
		await endLink(ctx, ctx.user._id, conversationId);
		await deleteInvitation(ctx, conversationId, user._id);
		return null;
	}
});
