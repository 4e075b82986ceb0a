import { paginationOptsValidator, paginationResultValidator } from 'convex/server';
import { v } from 'convex/values';
import { isBlocking } from './blocks';
import {
	findInConversation,
	requireHere,
	requireOwned,
	requireNotElsewhere,
	requireReadable
} from './access';
import type { Doc } from './_generated/dataModel';
import type { QueryCtx } from './_generated/server';
import { userMutation, userQuery } from './functions';
import { MAX_INVITATIONS_PAGE } from './limits';
import { addMember, deleteInvitation } from './memberships';
import { listedConversation, toInvitationViews } from './conversationViews';
import { findPeerHere, person, toPerson, usersOf } from './people';
import { SOMEONE } from './names';
import { pageOf, pageWith } from './numberLimits';
import { consumeRateLimit } from './rateLimits';
import { refuse } from './refusals';

/**
 * Invites a person to a conversation. Everybody may invite to an open one, members to one by invitation.
 * For a member, or a person who is invited already, nothing changes. Refuses with `NotFound` for an
 * unknown person.
 */
export const send = userMutation({
	args: { conversationId: v.id('conversations'), subject: v.string() },
	returns: v.null(),
	handler: async (ctx, { conversationId, subject }) => {
		const { kind } = await requireReadable(ctx, conversationId);
		if (kind === 'direct') throw refuse({ kind: 'Forbidden' });
		const invited = await findPeerHere(ctx, subject);
		if (invited === null) throw refuse({ kind: 'NotFound', what: 'person' });
		const userId = invited._id;
		// Nobody is told that they are blocked.
		if (await isBlocking(ctx, userId, ctx.user._id)) return null;
		if ((await findInConversation(ctx, 'memberships', conversationId, userId)) !== null)
			return null;
		if ((await findInConversation(ctx, 'invitations', conversationId, userId)) !== null)
			return null;
		await consumeRateLimit(ctx, 'invite');
		await ctx.db.insert('invitations', { conversationId, userId, inviterId: ctx.user._id });
		return null;
	}
});

/**
 * Accepts an invitation: the caller becomes a member. Refuses with `NotFound` when the invitation or the
 * conversation does not exist any more.
 */
export const accept = userMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }) => {
		const { kind } = await requireHere(ctx, conversationId);
		if ((await findInConversation(ctx, 'memberships', conversationId, ctx.user._id)) !== null)
			return null;
		const invitation = await findInConversation(ctx, 'invitations', conversationId, ctx.user._id);
		if (invitation === null || !(await isValid(ctx, kind, invitation))) {
			throw refuse({ kind: 'NotFound', what: 'invitation' });
		}
		await addMember(ctx, conversationId, ctx.user._id);
		return null;
	}
});

/** Declines an invitation of the caller, if there is one. */
export const decline = userMutation({
	args: { conversationId: v.id('conversations') },
	returns: v.null(),
	handler: async (ctx, { conversationId }) => {
		if ((await requireNotElsewhere(ctx, conversationId)) === null) return null;
		await deleteInvitation(ctx, conversationId, ctx.user._id);
		return null;
	}
});

/** The caller's invitations, the newest first. */
export const list = userQuery({
	args: { paginationOpts: paginationOptsValidator },
	returns: paginationResultValidator(listedConversation),
	handler: async (ctx, { paginationOpts }) => {
		const options = pageOf(paginationOpts, MAX_INVITATIONS_PAGE);
		const { user } = ctx;
		if (user === null) return { page: [], isDone: true, continueCursor: '' };
		const result = await ctx.db
			.query('invitations')
			.withIndex('by_userId', (q) => q.eq('userId', user._id))
			.order('desc')
			.paginate(options);
		return pageWith(result, await toInvitationViews(ctx, result.page));
	}
});

/**
 * Who is invited to the caller's conversation and has not answered, with who has invited them. The owner
 * withdraws an invitation with `members:remove`.
 */
export const pending = userQuery({
	args: { conversationId: v.id('conversations'), paginationOpts: paginationOptsValidator },
	returns: paginationResultValidator(v.object({ ...person.fields, invitedBy: person })),
	handler: async (ctx, { conversationId, paginationOpts }) => {
		await requireOwned(ctx, conversationId);
		const userOf = usersOf(ctx);
		const result = await ctx.db
			.query('invitations')
			.withIndex('by_conversationId', (q) => q.eq('conversationId', conversationId))
			.order('desc')
			.paginate(pageOf(paginationOpts, MAX_INVITATIONS_PAGE));
		const named = async (id: Doc<'invitations'>['userId']) => {
			const user = await userOf(id);
			return user ? toPerson(user) : { subject: id, name: SOMEONE };
		};
		const page = await Promise.all(
			result.page.map(async ({ userId, inviterId }) => ({
				...(await named(userId)),
				invitedBy: await named(inviterId)
			}))
		);
		return pageWith(result, page);
	}
});

/** An invitation to a closed conversation ends with the membership of who has sent it. */
async function isValid(
	ctx: QueryCtx,
	kind: Doc<'conversations'>['kind'],
	{ conversationId, inviterId }: Doc<'invitations'>
): Promise<boolean> {
	if (kind === 'open') return true;
	return (await findInConversation(ctx, 'memberships', conversationId, inviterId)) !== null;
}
